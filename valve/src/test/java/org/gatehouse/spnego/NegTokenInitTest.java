package org.gatehouse.spnego;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gatehouse.wire.Hex.hex;
import static org.gatehouse.wire.Malformed.assertMalformed;

import org.gatehouse.gss.InitialContextToken;
import org.gatehouse.gss.MechanismOid;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;
import org.gatehouse.wire.WireException.Reason;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NegTokenInitTest {
    private static final String STRUCTURE = "NegotiationToken.negTokenInit.NegTokenInit";
    private static final String KERBEROS = "06 09 2a864886f712010202";
    private static final String MECH_TYPES = element("a0", element("30", KERBEROS));

    @Nested
    class OtherImplementations {
        @Test
        void readsTheOfferOfPyspnego() throws WireException {
            NegTokenInit init = framed("pyspnego neg_token_init");

            assertThat(init.mechTypes())
                    .containsExactly(MechanismOid.KERBEROS.content(), MechanismOid.NTLMSSP.content());
            Bytes mechToken = init.mechToken().orElseThrow();
            assertThat(mechToken.length()).isEqualTo(1378);
            assertThat(InitialContextToken.parse(mechToken).thisMech()).isEqualTo(MechanismOid.KERBEROS.content());
        }

        @Test
        void readsTheOfferOfGokrb5() throws WireException {
            NegTokenInit init = NegTokenInit.parse(Tokens.named("gokrb5 negTokenInit"));

            assertThat(init.mechTypes())
                    .containsExactly(
                            MechanismOid.KERBEROS.content(),
                            hex("2b 05 01 05 02"), // 1.3.5.1.5.2, Kerberos' identifier in the draft of RFC 1964
                            MechanismOid.MS_KERBEROS.content(),
                            MechanismOid.IAKERB.content());
            assertThat(init.mechToken().orElseThrow().length()).isEqualTo(629);
        }

        @Test
        void ignoresTheFlagsOfGokrb5() throws WireException {
            NegTokenInit init = NegTokenInit.parse(Tokens.named("gokrb5 negTokenInit with reqFlags"));

            assertThat(init.mechTypes()).containsExactly(MechanismOid.KERBEROS.content());
            assertThat(init.mechToken()).contains(hex("01 02 03"));
        }

        @Test
        void readsTheOfferOfMit() throws WireException {
            NegTokenInit init = framed("mit gss_accept_sec_context_spnego");

            assertThat(init.mechTypes())
                    .containsExactly(
                            MechanismOid.KERBEROS.content(),
                            hex("2b 06 01 05 05 0f 01 01 11"), // EAP with AES-128 (RFC 7055)
                            hex("2b 06 01 05 05 0f 01 01 12"));
            assertThat(init.mechToken().orElseThrow().length()).isEqualTo(599);
        }

        @Test
        void readsNegoExWithoutLookingIntoIt() throws WireException {
            NegTokenInit init = framed("mit establish_contexts_ex");

            assertThat(init.mechTypes()).containsExactly(MechanismOid.NEGOEX.content());
            assertThat(init.mechToken().orElseThrow().length()).isEqualTo(425);
        }
    }

    @Nested
    class Truncation {
        @ParameterizedTest
        @ValueSource(strings = {"gokrb5 negTokenInit", "gokrb5 negTokenInit with reqFlags"})
        void refusesEveryPrefixOfABareToken(String name) {
            Bytes token = Tokens.named(name);

            for (int length = 0; length < token.length(); length++) {
                Bytes prefix = token.slice(0, length);
                assertThatExceptionOfType(WireException.class)
                        .as("first %d bytes", length)
                        .isThrownBy(() -> NegTokenInit.parse(prefix));
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"pyspnego neg_token_init", "mit gss_accept_sec_context_spnego", "mit establish_contexts_ex"})
        void refusesEveryPrefixOfAFramedToken(String name) throws WireException {
            Bytes token = Tokens.named(name);
            Bytes inner = InitialContextToken.parse(token).innerToken();

            for (int length = 0; length < token.length(); length++) {
                Bytes prefix = token.slice(0, length);
                assertThatExceptionOfType(WireException.class)
                        .as("first %d bytes of the frame", length)
                        .isThrownBy(() -> InitialContextToken.parse(prefix));
            }
            for (int length = 0; length < inner.length(); length++) {
                Bytes prefix = inner.slice(0, length);
                assertThatExceptionOfType(WireException.class)
                        .as("first %d bytes inside the frame", length)
                        .isThrownBy(() -> NegTokenInit.parse(prefix));
            }
        }
    }

    @Nested
    class MechTypes_RFC4178_4_1 {
        @Test
        void acceptsSixteenMechanismsAndNoMore() throws WireException {
            assertThat(parse(element("a0", element("30", KERBEROS.repeat(16)))).mechTypes())
                    .hasSize(16);
            assertInitMalformed(
                    element("a0", element("30", KERBEROS.repeat(17))), ".mechTypes.MechType", Reason.TOO_MANY);
        }

        @Test
        void refusesEmptyList() {
            assertInitMalformed("a0 02 30 00", ".mechTypes.MechType", Reason.TRUNCATED);
        }

        @Test
        void refusesTokenWithoutList() {
            assertInitMalformed("a2 03 04 01 00", ".mechTypes", Reason.BAD_TAG);
            assertInitMalformed("", ".mechTypes", Reason.TRUNCATED);
        }

        @Test
        void refusesWhatIsNoIdentifier() {
            assertInitMalformed("a0 05 30 03 04 01 2b", ".mechTypes.MechType", Reason.BAD_TAG);
            assertInitMalformed("a0 04 30 02 06 00", ".mechTypes.MechType", Reason.BAD_VALUE);
        }
    }

    @Nested
    class NegTokenInit_RFC4178_4_2_1 {
        @Test
        void acceptsOfferWithoutToken() throws WireException {
            assertThat(parse(MECH_TYPES).mechToken()).isEmpty();
        }

        @Test
        void tellsAnEmptyTokenFromNone() throws WireException {
            assertThat(parse(MECH_TYPES + "a2 02 04 00").mechToken()).contains(Bytes.EMPTY);
        }

        @Test
        void acceptsMechListMicOfAFirstToken() throws WireException {
            assertThat(parse(MECH_TYPES + "a2 03 04 01 07 a3 03 04 01 08").mechToken())
                    .contains(hex("07"));
        }

        @Test
        void refusesFieldsOutOfOrder() {
            assertInitMalformed(MECH_TYPES + "a2 03 04 01 07 a1 04 03 02 01 76", ".end", Reason.TRAILING);
        }

        @Test
        void refusesFieldTwice() {
            assertInitMalformed(MECH_TYPES + "a2 03 04 01 07 a2 03 04 01 07", ".end", Reason.TRAILING);
        }

        @Test
        void refusesFlagsThatAreNoBitString() {
            assertInitMalformed(MECH_TYPES + "a1 03 04 01 00", ".reqFlags", Reason.BAD_TAG);
        }

        @Test
        void refusesTokenThatIsNoOctetString() {
            assertInitMalformed(MECH_TYPES + "a2 03 02 01 07", ".mechToken", Reason.BAD_TAG);
        }

        @Test
        void refusesBytesBehindTheStructure() {
            assertMalformed(
                    () -> NegTokenInit.parse(hex(element("a0", element("30", MECH_TYPES) + "05 00"))),
                    "NegotiationToken.negTokenInit.end",
                    Reason.TRAILING);
            assertMalformed(
                    () -> NegTokenInit.parse(hex(init(MECH_TYPES) + "00")), "NegotiationToken.end", Reason.TRAILING);
        }

        @Test
        void refusesNegTokenResp() {
            assertMalformed(
                    () -> NegTokenInit.parse(Tokens.named("gokrb5 negTokenResp")),
                    "NegotiationToken.negTokenInit",
                    Reason.BAD_TAG,
                    0);
        }
    }

    @Nested
    class TwoVersions {
        @ParameterizedTest
        @ValueSource(strings = {"pyspnego neg_token_init2", "mit neghints"})
        void readsTheHintsOfNegTokenInit2AndForgetsThem(String name) throws Exception {
            NegTokenInit init = framed(name);

            assertThat(init.mechTypes()).contains(MechanismOid.KERBEROS.content());
            assertThat(init.mechListMic()).isEmpty();
        }

        @Test
        void readsTheMicBehindTheHints() throws Exception {
            NegTokenInit init = NegTokenInit.parse(
                    hex("a01f301da007300506032a0304a30b3009a0071b05" + "68656c6c6f" + "a4050403aabbcc"));

            assertThat(init.mechListMic()).contains(hex("aabbcc"));
        }

        @Test
        void keepsTheRawBytesOfTheMechanismsForTheSignature() throws Exception {
            NegTokenInit init = NegTokenInit.parse(hex("a0123010a007300506032a0304a3050403aabbcc"));

            assertThat(init.rawMechTypes()).isEqualTo(hex("300506032a0304"));
            assertThat(init.mechListMic()).contains(hex("aabbcc"));
        }

        @Test
        void refuseAListThatIsTooLongToBeKept() {
            String list = ("068181" + "03".repeat(0x81)).repeat(8); // 1056 bytes

            assertMalformed(
                    () -> NegTokenInit.parse(hex("a082042c" + "30820428" + "a0820424" + "30820420" + list)),
                    STRUCTURE + ".mechTypes",
                    Reason.TOO_LONG);
        }

        @ParameterizedTest
        @ValueSource(strings = {"a30430020500", "a3043002a000", "a303300100", "a3020500"})
        void refusesHintsThatAreNone(String hints) {
            assertThatThrownBy(() -> parse("a007300506032a0304" + hints)).isInstanceOf(WireException.class);
        }
    }

    private static NegTokenInit framed(String name) throws WireException {
        InitialContextToken token = InitialContextToken.parse(Tokens.named(name));
        assertThat(token.thisMech()).isEqualTo(MechanismOid.SPNEGO.content());
        return NegTokenInit.parse(token.innerToken());
    }

    private static NegTokenInit parse(String members) throws WireException {
        return NegTokenInit.parse(hex(init(members)));
    }

    private static void assertInitMalformed(String members, String field, Reason reason) {
        assertMalformed(() -> parse(members), STRUCTURE + field, reason);
    }

    private static String init(String members) {
        return element("a0", element("30", members));
    }

    private static String element(String tag, String content) {
        int length = hex(content).length();
        return tag + (length < 0x80 ? " %02x ".formatted(length) : " 81 %02x ".formatted(length)) + content;
    }
}
