package org.gatehouse.pac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.pac.Refusal.assertRefused;

import java.util.List;
import org.gatehouse.dtyp.Sid;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.failure.RefusedException;
import org.gatehouse.ndr.NdrWriter;
import org.gatehouse.pac.LogonInfoForge.Group;
import org.gatehouse.wire.Bytes;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The buffers of a PAC speak of one account. */
class PacAgreementTest {
    private static final String BOBS_SID = LogonInfoForge.DOMAIN + "-1105";
    private static final int DELEGATION_INFO = 11;

    @Nested
    class UpnAndDns {
        @ParameterizedTest
        @ValueSource(strings = {"alice", "Alice", "ALICE"})
        void samNameIsTheAccountsInAnyCase(String samName) throws RefusedException {
            VerifiedPac pac = Refusal.read(with(samName, PacForge.ALICES_SID));

            assertThat(pac.upnDnsInfo().orElseThrow().extension().orElseThrow().samName())
                    .isEqualTo(samName);
        }

        @ParameterizedTest
        @ValueSource(strings = {"bob", "alice$", "", "alice2", "al\u0131ce"})
        void otherSamNameIsRefused(String samName) {
            assertRefused(
                    with(samName, PacForge.ALICES_SID),
                    FailureCode.PAC_CONTRADICTS_ITSELF,
                    "UPN_DNS_INFO.SamName is \"" + samName);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    BOBS_SID,
                    LogonInfoForge.DOMAIN,
                    LogonInfoForge.DOMAIN + "-1104-1",
                    LogonInfoForge.RESOURCE_DOMAIN + "-1104",
                    "S-1-5-18"
                })
        void otherSidIsRefused(String sid) {
            assertRefused(with("alice", sid), FailureCode.PAC_CONTRADICTS_ITSELF, "UPN_DNS_INFO.Sid is " + sid);
        }

        /** Domain controllers before 2021 do not send it. */
        @Test
        void extensionMayBeMissing() throws RefusedException {
            Bytes info = PacForge.upnDnsInfo("alice@example.com", "EXAMPLE.COM", 1, "", "");

            UpnDnsInfo read = Refusal.read(
                            PacForge.ofAlice().put(PacForge.UPN_DNS_INFO, info).signed())
                    .upnDnsInfo()
                    .orElseThrow();

            assertThat(read.extension()).isEmpty();
            assertThat(read.isUpnConstructed()).isTrue();
        }

        private Bytes with(String samName, String sid) {
            return PacForge.ofAlice()
                    .put(
                            PacForge.UPN_DNS_INFO,
                            PacForge.upnDnsInfo("alice@example.com", "EXAMPLE.COM", 2, samName, sid))
                    .signed();
        }
    }

    /** An account whose SID is not one of its domain's has UserId 0, and its SID first among the extra ones. */
    @Nested
    class AccountWithoutRid {
        private static final String SID = "S-1-5-21-9-9-9-500";

        private PacForge forge() {
            return PacForge.with(logon -> {
                logon.userId = 0;
                logon.extraSids = List.of(new Group(SID), new Group("S-1-18-1"));
            });
        }

        @Test
        void isTheFirstOfTheExtraSids() throws RefusedException {
            PacForge forge =
                    forge().put(PacForge.UPN_DNS_INFO, PacForge.upnDnsInfo("", "EXAMPLE.COM", 2, "alice", SID));

            VerifiedPac pac = Refusal.read(forge.signed());

            assertThat(pac.logonInfo().orElseThrow().userSid()).hasToString(SID);
        }

        @Test
        void isNotTheOneThatItsDomainWouldIssue() {
            assertRefused(forge().signed(), FailureCode.PAC_CONTRADICTS_ITSELF, "is " + SID);
        }

        @Test
        void hasToHaveASid() {
            Bytes pac = PacForge.with(logon -> {
                        logon.userId = 0;
                        logon.extraSids = List.of();
                    })
                    .signed();

            assertRefused(pac, FailureCode.MALFORMED_PAC, "KERB_VALIDATION_INFO.UserId: BAD_VALUE");
        }
    }

    /** PAC_ATTRIBUTES_INFO and PAC_REQUESTOR are meant for TGTs ([MS-PAC] 2.14, 2.15). */
    @Nested
    class Requestor {
        @Test
        void mayBeThereIfItIsTheUser() throws RefusedException {
            VerifiedPac pac = Refusal.read(PacForge.ofAlice()
                    .put(PacForge.ATTRIBUTES, PacForge.attributes(1))
                    .put(PacForge.REQUESTOR, PacForge.sid(PacForge.ALICES_SID))
                    .signed());

            assertThat(pac.requestor().orElseThrow().userSid()).hasToString(PacForge.ALICES_SID);
            assertThat(pac.attributes().orElseThrow().wasRequested()).isTrue();
            assertThat(pac.attributes().orElseThrow().wasGivenImplicitly()).isFalse();
        }

        /** CVE-2021-42287: the account is another one than when the ticket was asked for. */
        @ParameterizedTest
        @ValueSource(strings = {BOBS_SID, LogonInfoForge.DOMAIN, "S-1-5-18"})
        void isRefusedIfItIsAnotherAccount(String sid) {
            assertRefused(
                    PacForge.ofAlice()
                            .put(PacForge.REQUESTOR, PacForge.sid(sid))
                            .signed(),
                    FailureCode.PAC_CONTRADICTS_ITSELF,
                    "PAC_REQUESTOR.UserSid is " + sid);
        }

        @Test
        void isTheServiceThatPassedTheUserOn() throws RefusedException {
            Bytes delegation = NdrWriter.serialized(ndr -> {
                ndr.unicodeString("S4U2proxyTarget", "HTTP/portal.example.com");
                ndr.uint32("TransitedListSize", 0);
                ndr.nullPointer("S4UTransitedServices");
            });

            VerifiedPac pac = Refusal.read(PacForge.ofAlice()
                    .put(PacForge.REQUESTOR, PacForge.sid(BOBS_SID))
                    .put(DELEGATION_INFO, delegation)
                    .signed());

            assertThat(pac.delegationInfo().orElseThrow())
                    .isEqualTo(new S4uDelegationInfo("HTTP/portal.example.com", List.of()));
        }

        /** S4U2self: nobody proved to be the user; a service said so. */
        @Test
        void isTheServiceThatSaidWhoTheUserIs() throws RefusedException {
            PacForge forge = PacForge.with(logon -> logon.extraSids = List.of(new Group("S-1-18-2")))
                    .put(PacForge.REQUESTOR, PacForge.sid(BOBS_SID));

            assertThat(Refusal.read(forge.signed()).requestor()).isPresent();
        }

        @Test
        void isAnotherAccountWhereTheUserProvedWhoTheyAre() {
            PacForge forge = PacForge.with(logon -> logon.extraSids = List.of(new Group("S-1-18-1")))
                    .put(PacForge.REQUESTOR, PacForge.sid(BOBS_SID));

            assertRefused(forge.signed(), FailureCode.PAC_CONTRADICTS_ITSELF, "PAC_REQUESTOR");
        }
    }

    @Nested
    class MinimalPac {
        @Test
        void hasNothingThatCouldContradict() throws RefusedException {
            VerifiedPac pac = Refusal.read(PacForge.minimal().signed());

            assertThat(pac.logonInfo()).isEmpty();
            assertThat(pac.upnDnsInfo()).isEmpty();
            assertThat(pac.level()).isEqualTo(PacTrust.SERVER_KEY);
        }

        @Test
        void isVerifiedAllTheSame() {
            byte[] pac = PacForge.minimal().signed().toArray();
            pac[PacForge.bufferOffset(pac, PacForge.CLIENT_INFO)] ^= 1;

            assertRefused(Bytes.of(pac), FailureCode.PAC_SIGNATURE_WRONG, "PAC_SERVER_CHECKSUM");
        }

        @Test
        void mayHaveAUpn() throws RefusedException {
            VerifiedPac pac =
                    Refusal.read(PacForge.ofAlice().remove(PacForge.LOGON_INFO).signed());

            assertThat(pac.upnDnsInfo().orElseThrow().extension().orElseThrow().sid())
                    .isEqualTo(Sid.parse(PacForge.ALICES_SID).orElseThrow());
        }
    }
}
