package org.gatehouse.negotiate;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.gss.InitialContextToken;
import org.gatehouse.gss.MechanismOid;
import org.gatehouse.mechanism.TokenDescription;
import org.gatehouse.mechanism.TokenDescription.Content;
import org.gatehouse.mechanism.TokenDescription.Framing;
import org.gatehouse.mechanism.TokenDescription.TicketLabel;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.VectorFile;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenDescriberTest {
    private static final Bytes KERBEROS = MechanismOid.KERBEROS.content();
    private static final String NTLM_NEGOTIATE = "4e544c4d5353500001000000";

    static Stream<VectorFile.Entry> tokens() {
        return VectorFile.read(TokenDescriberTest.class, "tokens.txt").stream();
    }

    @Nested
    class NamesTokens {
        @ParameterizedTest
        @MethodSource("org.gatehouse.negotiate.TokenDescriberTest#tokens")
        void ofOtherImplementations(VectorFile.Entry entry) {
            assertThat(TokenDescriber.of(entry.bytes("token")))
                    .as(entry.text("name"))
                    .hasToString(entry.text("is"));
        }

        @Test
        void withTheNameAndTheKeyOfATicket() {
            TokenDescription description = TokenDescriber.of(new Forge().spnego());

            assertThat(description.content()).isEqualTo(Content.KERBEROS);
            assertThat(description.framing()).isEqualTo(Framing.SPNEGO);
            assertThat(description.offered()).containsExactly("Kerberos", "NTLM");
            assertThat(description.ticket())
                    .contains(new TicketLabel(Forge.SPN, Forge.REALM, "aes256-sha1", OptionalLong.of(7)));
            assertThat(description.length().token())
                    .isEqualTo(new Forge().spnego().length());
        }

        @Test
        void withoutAKvnoWhereTheKdcNamesNone() {
            Bytes token = Forge.with(forge -> forge.kvno = OptionalLong.empty()).kerberos();

            assertThat(TokenDescriber.of(token).toString())
                    .startsWith("Kerberos without SPNEGO for \"HTTP/portal.example.com@EXAMPLE.COM\" (aes256-sha1), ");
        }

        @Test
        void withNamesThatCannotBreakALine() {
            Bytes token = Forge.with(forge -> forge.sname = "HTTP/\u202eportal").kerberos();

            assertThat(TokenDescriber.of(token).ticket().orElseThrow().service())
                    .isEqualTo("HTTP/\\u{202e}portal");
        }

        @ParameterizedTest(name = "{0}")
        @CsvSource(
                delimiter = '|',
                value = {
                    NTLM_NEGOTIATE + " | NTLM_NEGOTIATE",
                    "4e544c4d5353500002000000 | NTLM_CHALLENGE",
                    "4e544c4d5353500003000000 | NTLM_AUTHENTICATE",
                    "4e544c4d5353500003000001 | NTLM_UNKNOWN",
                    "4e544c4d53535000 | NTLM_UNKNOWN",
                    "4e45474f45585453 | NEGOEX",
                    "7e00 | KERBEROS_ERROR",
                    "6f00 | KERBEROS_AP_REP",
                    "6e00 | KERBEROS",
                    "60 | JUNK",
                    "'' | JUNK",
                    "3000 | JUNK"
                })
        void byWhatTheyBeginWith(String hex, Content content) {
            assertThat(TokenDescriber.of(hex(hex)).content()).isEqualTo(content);
            assertThat(TokenDescriber.of(hex(hex)).content().isNtlm())
                    .isEqualTo(content.name().startsWith("NTLM"));
        }

        @ParameterizedTest
        @CsvSource({
            "KERBEROS_USER_TO_USER, KERBEROS_USER_TO_USER",
            "IAKERB, IAKERB",
            "NEGOEX, NEGOEX",
            "NTLMSSP, NTLM_NEGOTIATE"
        })
        void ofOtherMechanisms(MechanismOid mechanism, Content content) {
            Bytes token = new InitialContextToken(mechanism.content(), hex(NTLM_NEGOTIATE)).encode();

            assertThat(TokenDescriber.of(token).content()).isEqualTo(content);
            assertThat(TokenDescriber.of(Forge.negTokenInit(List.of(KERBEROS), token))
                            .content())
                    .isEqualTo(content);
        }

        @ParameterizedTest
        @MethodSource("org.gatehouse.negotiate.IakerbTest#tokens")
        void ofIakerbInAllItsForms(VectorFile.Entry entry) {
            boolean framed = Boolean.parseBoolean(entry.text("framed"));

            assertThat(TokenDescriber.of(entry.bytes("token")).toString())
                    .startsWith(framed ? "IAKERB without SPNEGO, " : "IAKERB, ");
        }

        /** In the order in which Windows 11 and Server 2025 list them, with a domain and without. */
        @Test
        void withTheListsOfNewerWindows() {
            List<Bytes> withoutDomain = List.of(
                    MechanismOid.IAKERB.content(),
                    MechanismOid.NEGOEX.content(),
                    MechanismOid.KERBEROS_USER_TO_USER.content(),
                    MechanismOid.NTLMSSP.content(),
                    MechanismOid.NEGOTIATE_LATE_FALLBACK.content());
            List<Bytes> withDomain = new ArrayList<>(List.of(MechanismOid.MS_KERBEROS.content(), KERBEROS));
            withDomain.addAll(withoutDomain);

            assertThat(TokenDescriber.of(Forge.negTokenInit(withoutDomain, Bytes.EMPTY))
                            .offered())
                    .containsExactly("IAKERB", "NegoEx", "Kerberos user-to-user", "NTLM", "Negotiate Late Fallback");
            assertThat(TokenDescriber.of(new Forge().spnego(withDomain)).toString())
                    .startsWith("Kerberos inside SPNEGO for ")
                    .contains("(offered: Kerberos, IAKERB, NegoEx, Kerberos user-to-user, NTLM, Negotiate Late"
                            + " Fallback)");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "01", "00", "05"})
        void ofKerberosWithLessThanATokId(String inner) {
            assertThat(TokenDescriber.of(new InitialContextToken(KERBEROS, hex(inner)).encode())
                            .content())
                    .isEqualTo(Content.JUNK);
        }

        @Test
        void ofUserToUserByTheirOption() {
            Bytes token = Forge.with(forge -> forge.apOptions = 1 << 30).spnego();

            assertThat(TokenDescriber.of(token).content()).isEqualTo(Content.KERBEROS_USER_TO_USER);
        }

        @Test
        void ofUnknownMechanisms() {
            Bytes token = new InitialContextToken(hex("2a0304"), hex("00")).encode();

            assertThat(TokenDescriber.of(token)).hasToString("another mechanism without SPNEGO, 8 bytes");
        }

        @Test
        void thatHoldThemselvesOnceOnly() {
            Bytes token = hex(NTLM_NEGOTIATE);
            for (int depth = 0; depth < 200; depth++) {
                token = Forge.negTokenInit(List.of(KERBEROS), token);
            }

            assertThat(TokenDescriber.of(token).content()).isEqualTo(Content.JUNK);
        }
    }

    @Nested
    class NamesHeaders {
        @ParameterizedTest(name = "{0}")
        @CsvSource(
                delimiter = '|',
                value = {
                    "Negotiate TlRMTVNTUAABAAAA | NTLM (NEGOTIATE_MESSAGE), 12 bytes, a header of 26 characters",
                    "nEGOTIATE \t TlRMTVNTUAABAAAA | NTLM (NEGOTIATE_MESSAGE), 12 bytes, a header of 28 characters",
                    "NTLM TlRMTVNTUAADAAAA | NTLM (AUTHENTICATE_MESSAGE), 12 bytes, a header of 21 characters",
                    "Negotiate YII=* | something that is not base64, a header of 15 characters",
                    "Negotiate | nothing that is known here, a header of 9 characters",
                    "Basic YWxpY2U6cHc= | Basic credentials, a header of 18 characters",
                    "bearer abc | Bearer credentials, a header of 10 characters",
                    "Digest username=\"alice\" | credentials of another scheme, a header of 23 characters",
                    "secret | credentials of another scheme, a header of 6 characters",
                    "'' | credentials of another scheme"
                })
        void byTheirScheme(String value, String description) {
            assertThat(TokenDescriber.ofAuthorization(Bytes.of(value.getBytes(ISO_8859_1))))
                    .hasToString(description);
        }

        @Test
        void withBothLengths() {
            Bytes token = new Forge().spnego();
            String value = "Negotiate " + Base64.getEncoder().encodeToString(token.toArray());

            assertThat(TokenDescriber.ofAuthorization(Bytes.of(value.getBytes(ISO_8859_1)))
                            .length())
                    .isEqualTo(new TokenDescription.Length(value.length(), token.length()));
        }

        @Test
        void thatAreTooLongWithoutDecodingThem() {
            byte[] value = ("Negotiate " + "A".repeat(1 << 18)).getBytes(ISO_8859_1);

            assertThat(TokenDescriber.ofAuthorization(Bytes.of(value)))
                    .hasToString("nothing that is known here, a header of 262,154 characters");
        }
    }

    @Nested
    class NeverThrows {
        @ParameterizedTest
        @MethodSource("org.gatehouse.negotiate.TokenDescriberTest#tokens")
        void atAnyPrefix(VectorFile.Entry entry) {
            Bytes token = entry.bytes("token");
            for (int length = 0; length < token.length(); length++) {
                assertThat(TokenDescriber.of(token.slice(0, length)).toString()).isNotEmpty();
            }
        }

        @ParameterizedTest
        @ValueSource(ints = {0x00, 0x30, 0x60, 0x7f, 0x80, 0xa0, 0xff})
        void atAnyChangedByte(int octet) {
            tokens().map(entry -> entry.bytes("token")).forEach(token -> {
                for (int at = 0; at < Math.min(token.length(), 160); at++) {
                    byte[] changed = token.toArray();
                    changed[at] = (byte) octet;
                    assertThat(TokenDescriber.of(Bytes.of(changed)).toString()).isNotEmpty();
                }
            });
        }
    }

    private static Bytes hex(String hex) {
        return Bytes.of(HexFormat.of().parseHex(hex));
    }
}
