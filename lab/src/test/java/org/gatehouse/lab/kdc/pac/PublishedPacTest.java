package org.gatehouse.lab.kdc.pac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gatehouse.lab.kdc.pac.SidAttributes.ENABLED;
import static org.gatehouse.lab.kdc.pac.SidAttributes.ENABLED_RESOURCE;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kerby.kerberos.kerb.type.base.EncryptionKey;
import org.apache.kerby.kerberos.kerb.type.base.EncryptionType;
import org.gatehouse.lab.account.AccountClaim;
import org.gatehouse.lab.account.DomainSid;
import org.gatehouse.lab.account.LogonProfile;
import org.gatehouse.lab.kdc.message.KdcException;
import org.gatehouse.lab.kdc.message.MalformedMessageException;
import org.gatehouse.lab.kdc.pac.FlatBuffers.UpnNames;
import org.gatehouse.lab.kdc.pac.PacDraft.Owner;
import org.gatehouse.lab.kdc.pac.ValidationInfo.Counts;
import org.gatehouse.lab.kdc.pac.ValidationInfo.ExtraSid;
import org.gatehouse.lab.kdc.pac.ValidationInfo.Group;
import org.gatehouse.lab.kdc.pac.ValidationInfo.LogonDomain;
import org.gatehouse.lab.kdc.pac.ValidationInfo.ResourceGroups;
import org.gatehouse.lab.kdc.pac.ValidationInfo.Times;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What this KDC makes of the same facts is, byte by byte, what Windows has made of them. */
class PublishedPacTest {
    private static final DomainSid W2022 = DomainSid.of("S-1-5-21-133451344-1126667713-3548050118");
    private static final long NEVER = Long.MAX_VALUE;

    private final PublishedPacs published = new PublishedPacs();
    private final EncryptionKey serverKey = published.key("w2022.server-key", EncryptionType.AES256_CTS_HMAC_SHA1_96);
    private final EncryptionKey kdcKey = published.key("w2022.kdc-key", EncryptionType.AES256_CTS_HMAC_SHA1_96);

    private static ValidationInfo administrator() {
        return new ValidationInfo(
                new Times(
                        133_136_929_195_316_850L,
                        NEVER,
                        NEVER,
                        132_893_055_467_651_518L,
                        132_893_919_467_651_518L,
                        NEVER),
                "Administrator",
                LogonProfile.of(""),
                new Counts(370, 0),
                500,
                513,
                Stream.of(513, 512, 520, 518, 519)
                        .map(rid -> new Group(rid, ENABLED))
                        .toList(),
                0x220,
                new LogonDomain("W2022-118", "W2022-L7", W2022),
                528,
                List.of(new ExtraSid(DomainSid.of("S-1-18-1"), ENABLED)),
                Optional.of(new ResourceGroups(W2022, List.of(new Group(572, ENABLED_RESOURCE)))));
    }

    private static PacBuffers content() {
        PacBuffers content = new PacBuffers(administrator(), new TreeMap<>());
        return content.with(
                PacPart.UPN_DNS_INFO,
                FlatBuffers.upnDnsInfo(
                        new UpnNames(
                                "Administrator@w2022-l7.base", "W2022-L7.BASE", "Administrator", W2022.withRid(500)),
                        true));
    }

    @Nested
    class TicketOfWindowsServer2022 {
        @Test
        void isMadeOfItsFactsAndKeysWithAllFourSignatures() {
            Owner owner = new Owner("administrator", Instant.parse("2022-11-23T16:01:59Z"));
            PacDraft draft = new PacDraft(content(), owner, kdcKey, true, Optional.empty());

            assertThat(draft.sign(serverKey, published.bytes("w2022.enc-ticket-part")))
                    .isEqualTo(published.bytes("w2022.pac"));
        }

        @Test
        void isSignedWithOneZeroByteInThePlaceOfThePac() throws MalformedMessageException {
            assertThat(TicketPac.withoutPac(published.bytes("w2022.enc-ticket-part")))
                    .isEqualTo(published.bytes("w2022.without-pac"));
        }

        @Test
        void hasSignaturesThatVerify() throws KdcException {
            SignedPac pac = SignedPac.parse(published.bytes("w2022.pac"));

            pac.requireServerSignature(serverKey);
            pac.requireKdcSignature(List.of(kdcKey));
            pac.requireTicketSignatures(List.of(kdcKey), published.bytes("w2022.without-pac"));
            assertThat(PacBuffers.of(pac).orElseThrow().info()).isEqualTo(administrator());
        }

        @ParameterizedTest
        @EnumSource(
                value = PacPart.class,
                names = {"ATTRIBUTES", "REQUESTOR", "CLIENT_CLAIMS"},
                mode = EnumSource.Mode.EXCLUDE)
        void doesNotVerifyWithAnyByteOfAnyBufferChanged(PacPart part) throws MalformedMessageException {
            byte[] pac = published.bytes("w2022.pac");
            byte[] buffer = PacLayout.parse(pac).part(part).orElseThrow();
            int start = indexOf(pac, buffer);
            for (int i = start; i < start + buffer.length; i++) {
                byte[] changed = pac.clone();
                changed[i] ^= 0x20;
                assertThatThrownBy(() -> verifyAll(changed))
                        .as("byte %d of %s", i - start, part)
                        .isInstanceOf(KdcException.class);
            }
        }

        @Test
        void doesNotVerifyWithAnotherTicketAround() throws KdcException {
            byte[] ticket = published.bytes("w2022.without-pac");
            ticket[ticket.length / 2] ^= 1;

            SignedPac pac = SignedPac.parse(published.bytes("w2022.pac"));

            assertThatThrownBy(() -> pac.requireTicketSignatures(List.of(kdcKey), ticket))
                    .hasMessage("PAC: TICKET_SIGNATURE is wrong");
        }

        private void verifyAll(byte[] bytes) throws KdcException {
            SignedPac pac = SignedPac.parse(bytes);
            pac.requireServerSignature(serverKey);
            pac.requireKdcSignature(List.of(kdcKey));
            pac.requireTicketSignatures(List.of(kdcKey), published.bytes("w2022.without-pac"));
        }

        private static int indexOf(byte[] pac, byte[] buffer) {
            for (int i = 0; ; i++) {
                if (Arrays.equals(pac, i, i + buffer.length, buffer, 0, buffer.length)) {
                    return i;
                }
            }
        }
    }

    @Test
    void pacOfWindowsServer2003IsSignedAgainWithItsRc4Keys() throws KdcException {
        EncryptionKey server = published.key("w2003.server-key", EncryptionType.ARCFOUR_HMAC);
        EncryptionKey kdc = published.key("w2003.kdc-key", EncryptionType.ARCFOUR_HMAC);
        SignedPac pac = SignedPac.parse(published.bytes("w2003.pac"));

        pac.requireServerSignature(server);
        pac.requireKdcSignature(List.of(kdc));
        PacSigning signing = new PacSigning(server, kdc, PacChecksum::of);

        SignedPac again = SignedPac.parse(
                PacLayout.join(signing.sign(PacBuffers.of(pac).orElseThrow().buffers(), Optional.empty())));
        again.requireServerSignature(server);
        again.requireKdcSignature(List.of(kdc));
        assertThat(again.content().keySet()).isEqualTo(pac.content().keySet());
        assertThat(again.content().get(PacPart.LOGON_INFO))
                .isEqualTo(pac.content().get(PacPart.LOGON_INFO));
    }

    @ParameterizedTest
    @ValueSource(strings = {"spec.logon-info", "trust.logon-info"})
    void logonInformationIsWrittenAsItWasRead(String name) throws MalformedMessageException {
        byte[] bytes = published.bytes(name);

        assertThat(ValidationInfoFormat.encode(ValidationInfoFormat.decode(bytes)))
                .isEqualTo(bytes);
    }

    @Test
    void logonInformationOfTheSpecificationReadsAsTheSpecificationSays() throws MalformedMessageException {
        ValidationInfo info = ValidationInfoFormat.decode(published.bytes("spec.logon-info"));

        assertThat(info.effectiveName()).isEqualTo("lzhu");
        assertThat(info.profile()).isEqualTo(new LogonProfile("Liqiang(Larry) Zhu", "ntds2.bat", "", "", ""));
        assertThat(info.counts()).isEqualTo(new Counts(4180, 0));
        assertThat(info.userSid()).hasToString("S-1-5-21-397955417-626881126-188441444-2914711");
        assertThat(info.groups()).hasSize(26).contains(new Group(513, 7));
        assertThat(info.extraSids())
                .hasSize(13)
                .contains(new ExtraSid(DomainSid.of("S-1-5-21-773533881-1816936887-355810188-513"), 7));
        assertThat(info.resourceGroups()).isEmpty();
        assertThat(info.userAccountControl()).isEqualTo(16);
    }

    static Stream<Arguments> claims() {
        AccountClaim number =
                new AccountClaim("ad://ext/msDS-SupportedE:88d5dea8f1af5f19", AccountClaim.Type.INT64, List.of("28"));
        AccountClaim text = new AccountClaim(
                "ad://ext/sAMAccountName:88d5d9085ea5c0c0", AccountClaim.Type.STRING, List.of("testuser1"));
        return Stream.of(
                Arguments.of("claims.integer", List.of(number)),
                Arguments.of("claims.text", List.of(text)),
                Arguments.of("claims.both", List.of(number, text)),
                Arguments.of(
                        "claims.unsigned",
                        List.of(new AccountClaim(
                                "ad://ext/objectClass:88d5de791e7b27e6",
                                AccountClaim.Type.UINT64,
                                List.of("655369", "65543", "65542", "65536")))),
                Arguments.of(
                        "claims.texts",
                        List.of(new AccountClaim(
                                "ad://ext/otherIpPhone:88d5de9f6b4af985",
                                AccountClaim.Type.STRING,
                                List.of("str1", "str2", "str3", "str4")))));
    }

    @ParameterizedTest
    @MethodSource("claims")
    void claimsAreWrittenAsWindowsWritesThem(String name, List<AccountClaim> claims) {
        assertThat(ClaimsFormat.encode(claims)).isEqualTo(published.bytes(name));
    }
}
