package org.gatehouse.lab.kdc.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.lab.account.AccountState.NO_AUTH_DATA_REQUIRED;
import static org.gatehouse.lab.kdc.account.MemoryAccounts.LAB_SID;
import static org.gatehouse.lab.kdc.account.MemoryAccounts.user;
import static org.gatehouse.lab.kdc.account.MemoryAccounts.withControl;
import static org.gatehouse.lab.kdc.account.MemoryAccounts.withEncryptionTypes;
import static org.gatehouse.lab.kdc.exchange.RequestFixture.KRBTGT;
import static org.gatehouse.lab.kdc.exchange.RequestFixture.PORTAL;
import static org.gatehouse.lab.kdc.exchange.RequestFixture.REALM;
import static org.gatehouse.lab.kdc.exchange.RequestFixture.opened;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.kerby.kerberos.kerb.type.ad.AuthorizationData;
import org.apache.kerby.kerberos.kerb.type.base.EncryptionKey;
import org.apache.kerby.kerberos.kerb.type.base.KeyUsage;
import org.apache.kerby.kerberos.kerb.type.kdc.AsRep;
import org.apache.kerby.kerberos.kerb.type.kdc.AsReq;
import org.apache.kerby.kerberos.kerb.type.kdc.KdcOption;
import org.apache.kerby.kerberos.kerb.type.pa.PaDataEntry;
import org.apache.kerby.kerberos.kerb.type.pa.PaDataType;
import org.gatehouse.lab.account.Account;
import org.gatehouse.lab.account.AccountClaim;
import org.gatehouse.lab.account.DomainSid;
import org.gatehouse.lab.account.LogonFacts;
import org.gatehouse.lab.account.LogonProfile;
import org.gatehouse.lab.kdc.crypto.AccountKeys;
import org.gatehouse.lab.kdc.crypto.Sealing;
import org.gatehouse.lab.kdc.exchange.HandMadeClient.Credential;
import org.gatehouse.lab.kdc.message.KerberosName;
import org.gatehouse.lab.kdc.message.KerbyCodec;
import org.gatehouse.lab.kdc.pac.PacPart;
import org.gatehouse.lab.kdc.pac.PacView;
import org.gatehouse.lab.kdc.pac.TicketPac;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The PACs of one realm, from the password to the service. */
class PacInTicketTest {
    private static final String SPN = "HTTP/portal.lab.localhost";
    private static final String[] OF_ALL = {
        "LOGON_INFO", "SERVER_SIGNATURE", "KDC_SIGNATURE", "CLIENT_INFO", "UPN_DNS_INFO"
    };

    private final RequestFixture fixture = new RequestFixture();
    private final HandMadeClient client = fixture.client;

    private PacView tgt() {
        return PacView.of(opened(fixture.alice().ticket(), KRBTGT));
    }

    private PacView atThePortal() {
        return PacView.of(opened(client.ticketFor(fixture.alice(), SPN).ticket(), PORTAL));
    }

    private static EncryptionKey key(Account account) {
        return AccountKeys.of(REALM, account).strongest();
    }

    private void giveAlice(List<DomainSid> groups, List<AccountClaim> claims) {
        fixture.accounts.setFacts(
                "alice",
                new LogonFacts(LAB_SID.withRid(1104), LogonProfile.of("Alice Liddell"), 513, groups, claims, 42, 1));
    }

    @Nested
    class TheTicketGrantingTicket {
        @Test
        void hasServerAndKdcSignatureOfKrbtgtAndNoOthers() {
            PacView pac = tgt();

            assertThat(pac.parts())
                    .contains(OF_ALL)
                    .contains("ATTRIBUTES", "REQUESTOR")
                    .hasSize(OF_ALL.length + 2);
            assertThat(pac.verifies(key(KRBTGT), key(KRBTGT), false)).isTrue();
        }

        @Test
        void saysWhoTheUserIs() {
            giveAlice(List.of(LAB_SID.withRid(513), LAB_SID.withRid(1110)), List.of());
            fixture.accounts.addToLocalGroup(LAB_SID.withRid(1110), LAB_SID.withRid(1200));

            PacView pac = tgt();

            assertThat(pac.user()).isEqualTo(LAB_SID.withRid(1104).toString());
            assertThat(pac.groups()).containsExactly(513L, 1110L);
            assertThat(pac.attributesOfGroups()).containsExactly(7);
            assertThat(pac.extraSids()).containsExactly("S-1-18-1");
            assertThat(pac.resourceGroups()).isEmpty();
            assertThat(pac.info().effectiveName()).isEqualTo("alice");
            assertThat(pac.info().profile().fullName()).isEqualTo("Alice Liddell");
            assertThat(pac.info().toString()).contains("logons=42", "badPasswords=1", "name=LAB");
            assertThat(pac.info().userAccountControl()).isEqualTo(0x10);
            assertThat(pac.info().userFlags()).isEqualTo(0x20);
        }

        @Test
        void hasClaimsAndTheSidThatSaysSo() {
            giveAlice(
                    List.of(LAB_SID.withRid(513)),
                    List.of(new AccountClaim("ad://ext/title", AccountClaim.Type.STRING, List.of("Controller"))));

            PacView pac = tgt();

            assertThat(pac.parts()).contains("CLIENT_CLAIMS");
            assertThat(pac.extraSids()).containsExactly("S-1-18-1", "S-1-5-21-0-0-0-497");
        }

        @Test
        void hasNoPacIfTheClientWantsNone() {
            Credential tgt = signOn(false);

            assertThat(PacView.isIn(opened(tgt.ticket(), KRBTGT))).isFalse();
            assertThat(PacView.isIn(opened(client.ticketFor(tgt, SPN).ticket(), PORTAL)))
                    .isFalse();
        }

        @Test
        void saysWhetherTheClientHasAskedForThePac() {
            PacView asked = PacView.of(opened(signOn(true).ticket(), KRBTGT));

            assertThat(asked.buffer(PacPart.ATTRIBUTES)).containsExactly(2, 0, 0, 0, 1, 0, 0, 0);
            assertThat(tgt().buffer(PacPart.ATTRIBUTES)).containsExactly(2, 0, 0, 0, 2, 0, 0, 0);
        }

        private Credential signOn(boolean wanted) {
            byte[] padata = {0x30, 5, (byte) 0xa0, 3, 1, 1, (byte) (wanted ? 0xff : 0)};
            AsReq request = client.proved(client.asReq("alice"), AsRequestOfAlice.ALICES_KEY);
            request.addPaData(new PaDataEntry(PaDataType.PAC_REQUEST, padata));
            byte[] reply = client.send(KerbyCodec.encode(request));
            return client.open(HandMadeClient.decode(reply, AsRep.class), AsRequestOfAlice.ALICES_KEY);
        }

        @ParameterizedTest
        @ValueSource(strings = {"3000", "3004a0020400", "0101ff", "30"})
        void isRefusedForAMalformedWish(String wish) {
            AsReq request = client.proved(client.asReq("alice"), AsRequestOfAlice.ALICES_KEY);
            request.addPaData(
                    new PaDataEntry(PaDataType.PAC_REQUEST, HexFormat.of().parseHex(wish)));

            assertThat(HandMadeClient.errorCode(client.send(KerbyCodec.encode(request))))
                    .isEqualTo(60);
        }

        @Test
        void keepsItsPacWhenItIsRenewed() {
            Credential tgt = client.signOn("alice", "Wonderland1!", HandMadeClient.options(KdcOption.RENEWABLE));
            Credential renewed = client.ticketFor(
                    tgt, KerberosName.ticketGrantingService(REALM), HandMadeClient.options(KdcOption.RENEW));

            PacView pac = PacView.of(opened(renewed.ticket(), KRBTGT));

            assertThat(pac.parts()).contains("REQUESTOR", "ATTRIBUTES").doesNotContain("TICKET_SIGNATURE");
            assertThat(pac.verifies(key(KRBTGT), key(KRBTGT), false)).isTrue();
        }
    }

    @Nested
    class TheServiceTicket {
        @Test
        void hasAllFourSignatures() {
            PacView pac = atThePortal();

            assertThat(pac.parts())
                    .contains(OF_ALL)
                    .contains("TICKET_SIGNATURE", "FULL_SIGNATURE")
                    .hasSize(OF_ALL.length + 2);
            assertThat(pac.verifies(key(PORTAL), key(KRBTGT), true)).isTrue();
            assertThat(pac.verifies(key(KRBTGT), key(KRBTGT), true)).isFalse();
            assertThat(pac.verifies(key(PORTAL), key(PORTAL), true)).isFalse();
        }

        @Test
        void isSignedByTheTypeOfItsOwnKey() {
            Account legacy = withEncryptionTypes(user("svc-legacy", "Legacy1!", "HTTP/legacy.lab.localhost"), 4);
            fixture.accounts.add(legacy);

            Credential ticket = client.ticketFor(fixture.alice(), "HTTP/legacy.lab.localhost");

            PacView pac = PacView.of(opened(ticket.ticket(), legacy));
            assertThat(pac.verifies(key(legacy), key(KRBTGT), true)).isTrue();
            assertThat(pac.buffer(PacPart.SERVER_SIGNATURE))
                    .startsWith(0x76, 0xff, 0xff, 0xff)
                    .hasSize(20);
            assertThat(pac.buffer(PacPart.KDC_SIGNATURE))
                    .startsWith(16, 0, 0, 0)
                    .hasSize(16);
        }

        @Test
        void comesFromTheAsExchangeWithAllFourSignaturesToo() {
            AsReq request = client.proved(
                    client.asReq(KerberosName.principal("alice"), HandMadeClient.spn(SPN)),
                    AsRequestOfAlice.ALICES_KEY);
            byte[] reply = client.send(KerbyCodec.encode(request));
            Credential ticket = client.open(HandMadeClient.decode(reply, AsRep.class), AsRequestOfAlice.ALICES_KEY);

            PacView pac = PacView.of(opened(ticket.ticket(), PORTAL));

            assertThat(pac.parts()).doesNotContain("REQUESTOR", "ATTRIBUTES");
            assertThat(pac.verifies(key(PORTAL), key(KRBTGT), true)).isTrue();
        }

        @Test
        void hasTheDomainLocalGroupsOfTheUserAndOfTheirGroups() {
            giveAlice(List.of(LAB_SID.withRid(513), LAB_SID.withRid(1110)), List.of());
            fixture.accounts.addToLocalGroup(LAB_SID.withRid(1110), LAB_SID.withRid(1200));
            fixture.accounts.addToLocalGroup(LAB_SID.withRid(1104), LAB_SID.withRid(1201));
            fixture.accounts.addToLocalGroup(LAB_SID.withRid(1999), LAB_SID.withRid(1202));

            PacView pac = atThePortal();

            assertThat(pac.resourceGroups()).containsExactly(LAB_SID + "-1200", LAB_SID + "-1201");
            assertThat(pac.info().userFlags()).isEqualTo(0x220);
            assertThat(pac.groups()).containsExactly(513L, 1110L);
        }

        @Test
        void hasThemAtFullLengthForServicesThatCannotReadThemCompressed() {
            fixture.accounts.replace(withEncryptionTypes(PORTAL, 0x80018));
            fixture.accounts.addToLocalGroup(fixture.accounts.sidOf("alice"), LAB_SID.withRid(1200));

            PacView pac = atThePortal();

            assertThat(pac.resourceGroups()).isEmpty();
            assertThat(pac.extraSids()).containsExactly("S-1-18-1", LAB_SID + "-1200");
        }

        @Test
        void hasNoPacForServicesThatWantNone() {
            Account printer =
                    withControl(user("svc-printer", "Printer1!", "HTTP/printer.lab.localhost"), NO_AUTH_DATA_REQUIRED);
            fixture.accounts.add(printer);

            Credential ticket = client.ticketFor(fixture.alice(), "HTTP/printer.lab.localhost");

            assertThat(PacView.isIn(opened(ticket.ticket(), printer))).isFalse();
        }

        @Test
        void hasAThousandGroups() {
            giveAlice(LongStream.range(2000, 3000).mapToObj(LAB_SID::withRid).toList(), List.of());

            PacView pac = atThePortal();

            assertThat(pac.groups()).hasSize(1000).contains(2000L, 2999L);
            assertThat(pac.verifies(key(PORTAL), key(KRBTGT), true)).isTrue();
        }

        @Test
        void hasNoPacThatTheClientHasAdded() {
            Credential tgt = fixture.alice();
            AuthorizationData data = new AuthorizationData();
            data.addElement(TicketPac.element(new byte[] {1, 2, 3}));

            Credential ticket = client.ticketFor(
                    tgt,
                    SPN,
                    body -> body.setEncryptedAuthorizationData(
                            Sealing.seal(data, tgt.sessionKey(), KeyUsage.TGS_REQ_AD_SESSKEY)));

            assertThat(opened(ticket.ticket(), PORTAL).getAuthorizationData().getElements())
                    .hasSize(1);
            assertThat(PacView.of(opened(ticket.ticket(), PORTAL)).verifies(key(PORTAL), key(KRBTGT), true))
                    .isTrue();
        }
    }
}
