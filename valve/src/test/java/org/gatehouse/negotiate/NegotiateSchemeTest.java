package org.gatehouse.negotiate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.gatehouse.TestVector;
import org.gatehouse.acceptor.AcceptorClock;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.acceptor.KerberosAcceptor;
import org.gatehouse.acceptor.ReplayCache;
import org.gatehouse.crypto.Cryptosystem;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.gss.InitialContextToken;
import org.gatehouse.gss.MechanismOid;
import org.gatehouse.gss.Peer;
import org.gatehouse.mechanism.LegStore;
import org.gatehouse.mechanism.Outcome;
import org.gatehouse.mechanism.Outcomes;
import org.gatehouse.mechanism.Reference;
import org.gatehouse.wire.Bytes;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NegotiateSchemeTest {
    private static final Peer PEER = new Peer("10.1.2.3");
    private static final Bytes REJECT = hex("a1073005a0030a0102");
    private static final Bytes NTLM_NEGOTIATE =
            Bytes.of("NTLMSSP\0\1\0\0\0\7\2\0\0".getBytes(StandardCharsets.ISO_8859_1));

    @Nested
    class Spnego {
        @Test
        void isAnsweredWithAcceptCompletedAndTheIdentifierThatTheClientPutFirst() {
            Outcome outcome = accept(new Forge().spnego());

            assertThat(outcome).isInstanceOf(Outcome.Established.class);
            assertThat(Outcomes.token(outcome)).isEqualTo(hex("a1143012a0030a0100a10b06092a864882f712010202"));
        }

        @Test
        void carriesTheApRepWhenTheClientAsksForIt() {
            Outcome outcome = accept(
                    Forge.with(forge -> forge.apOptions = 1 << 29).spnego(List.of(MechanismOid.KERBEROS.content())));

            assertThat(outcome).isInstanceOf(Outcome.Established.class);
            assertThat(HexFormat.of().formatHex(Outcomes.token(outcome).toArray()))
                    .matches(
                            "a181..3081..a0030a0100a10b06092a864886f712010202a281..0481..6081..06092a864886f71201020202"
                                    + "006f.*");
        }

        @Test
        void ofAnotherPreferredMechanismIsRefusedByName() {
            Failure failure = rejected(
                    new Forge().spnego(List.of(MechanismOid.NEGOEX.content(), MechanismOid.KERBEROS.content())));

            assertThat(failure.code()).isEqualTo(FailureCode.KERBEROS_NOT_FIRST);
            assertThat(failure.seen()).contains("prefers NegoEx", "NegoEx, Kerberos");
        }

        @Test
        void withoutKerberosIsRefused() {
            Failure failure = rejected(new Forge().spnego(List.of(MechanismOid.NEGOEX.content(), hex("2a0304"))));

            assertThat(failure.code()).isEqualTo(FailureCode.NO_COMMON_MECHANISM);
            assertThat(failure.seen()).contains("NegoEx, an unknown mechanism");
        }

        @Test
        void withoutATokenIsRefused() {
            Bytes token = Forge.negTokenInit(List.of(MechanismOid.KERBEROS.content()), Bytes.EMPTY);

            assertThat(rejected(token).code()).isEqualTo(FailureCode.NO_OPTIMISTIC_TOKEN);
        }

        @Test
        void thatNobodyBeganCannotBeContinued() {
            assertThat(rejected(hex("a1073005a0030a0100")).code()).isEqualTo(FailureCode.NO_NEGOTIATION);
        }

        @Test
        void isRefusedAtEveryPrefix() {
            Bytes token = new Forge().spnego();

            for (int length = 0; length < token.length(); length++) {
                assertThat(rejected(token.slice(0, length)).code())
                        .as("the first %d bytes", length)
                        .isEqualTo(FailureCode.MALFORMED_SPNEGO);
            }
        }

        @Test
        void ofAWindowsClientWithAnRc4TicketIsRefusedForItsType() {
            Failure failure = rejected(TestVector.read("spnego-token-rc4"));

            assertThat(failure.code()).isEqualTo(FailureCode.ENCTYPE_NOT_SUPPORTED);
            assertThat(failure.seen())
                    .contains("\"HTTP/aadg.windows.net.nsatc.net@IDENTITYINTERVENTION.COM\"", "rc4-hmac (23)");
        }

        @Test
        void isRejectedWithTheTokenThatSaysSo() {
            assertThat(Outcomes.token(accept(
                            Forge.with(forge -> forge.serviceKey = new byte[32]).spnego())))
                    .isEqualTo(REJECT);
        }
    }

    @Nested
    class BareKerberos {
        @Test
        void isAccepted() {
            assertThat(accept(new Forge().kerberos()))
                    .isInstanceOfSatisfying(Outcome.Established.class, established -> {
                        assertThat(established.identity().name()).isEqualTo("alice");
                        assertThat(established.token().isEmpty()).isTrue();
                    });
        }

        @Test
        void isRejectedWithAKrbError() throws Exception {
            Outcome outcome = accept(Forge.with(forge -> forge.ctime = Forge.NOW.plusSeconds(600))
                    .kerberos());

            assertThat(Outcomes.failure(outcome).code()).isEqualTo(FailureCode.SKEW);
            InitialContextToken token = InitialContextToken.parse(Outcomes.token(outcome));
            assertThat(HexFormat.of().formatHex(token.innerToken().toArray()))
                    .startsWith("03007e")
                    .contains("a603020125"); // error-code 37
        }

        @Test
        void thatIsMalformedIsRejectedAsAGenericError() throws Exception {
            Outcome outcome = accept(Forge.with(forge -> forge.msgType = 15).kerberos());

            assertThat(HexFormat.of()
                            .formatHex(InitialContextToken.parse(Outcomes.token(outcome))
                                    .innerToken()
                                    .toArray()))
                    .contains("a60302013c"); // error-code 60
        }
    }

    @Nested
    class Ntlm {
        @Test
        void isNamed() {
            Failure failure = rejected(NTLM_NEGOTIATE);

            assertThat(failure)
                    .hasToString(
                            "GH-N001: the browser sent NTLM (a token that starts with TlRMTVNT) instead of Kerberos."
                                    + " The token is NTLM (NEGOTIATE_MESSAGE), 16 bytes. Check on that computer, in this order:"
                                    + " does it reach a domain controller (nltest /dsgetdc:<domain>); is the SPN registered once"
                                    + " (klist get HTTP/portal.example.com, setspn -Q HTTP/portal.example.com); do the clocks agree (w32tm"
                                    + " /stripchart /computer:<controller>); is the address an IP or localhost (there are"
                                    + " tickets for names only); is the site in the browser's intranet zone or allow list"
                                    + " (chrome://policy, AuthServerAllowlist); is it a local account (whoami shows the"
                                    + " computer's name before the user's)?");
        }

        @Test
        void isNamedInsideSpnego() {
            Bytes token = Forge.negTokenInit(
                    List.of(MechanismOid.NTLMSSP.content(), MechanismOid.NEGOEX.content()), NTLM_NEGOTIATE);

            assertThat(rejected(token).code()).isEqualTo(FailureCode.NTLM);
            assertThat(rejected(token).seen())
                    .endsWith("The token is NTLM (NEGOTIATE_MESSAGE) inside SPNEGO (offered: NTLM, NegoEx), 62 bytes.");
        }

        @Test
        void isNamedWhereItClaimsToBeKerberos() {
            Bytes token = Forge.negTokenInit(List.of(MechanismOid.KERBEROS.content()), NTLM_NEGOTIATE);

            assertThat(rejected(token).code()).isEqualTo(FailureCode.NTLM);
        }

        @Test
        void isNamedWhenItIsOnlyOffered() {
            Bytes token = Forge.negTokenInit(
                    List.of(MechanismOid.NEGOEX.content(), MechanismOid.NTLMSSP.content()), Bytes.EMPTY);

            assertThat(rejected(token).code()).isEqualTo(FailureCode.NTLM);
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "", // nothing
                "60", // only a tag
                "60820fff06062b0601050502", // longer than it is
                "608006062b0601050502a0000000", // indefinite length
                "6085ffffffffff06062b0601050502", // five bytes of length
                "6084ffffffff06062b0601050502", // a length of 2³²-1
                "601406062b0601050502a00a3008a0023000a2020400", // no mechanisms
                "600a0600a0063004a0023000", // an identifier without content
                "3080308030803080", // nested without end
                "6e820000", // an AP-REQ without GSS-API
            })
    void malformedTokensAreRefused(String hex) {
        assertThat(rejected(hex(hex)).code()).isEqualTo(FailureCode.MALFORMED_SPNEGO);
    }

    @Test
    void deeplyNestedTokensAreRefused() {
        StringBuilder nested = new StringBuilder();
        for (int depth = 0; depth < 1000; depth++) {
            nested.insert(0, String.format("3082%04x", nested.length() / 2));
        }
        Bytes token = new InitialContextToken(MechanismOid.SPNEGO.content(), hex(nested.toString())).encode();

        assertThat(rejected(token).code()).isEqualTo(FailureCode.MALFORMED_SPNEGO);
    }

    @Test
    void anotherMechanismsTokenIsRefusedByName() {
        Bytes token = new InitialContextToken(MechanismOid.NEGOEX.content(), Bytes.EMPTY).encode();

        assertThat(rejected(token).seen())
                .isEqualTo("the token is of NegoEx, not of Kerberos. The token is NegoEx without SPNEGO, 14 bytes.");
    }

    @Test
    void aTokenLargerThanAnyTicketIsRefusedUnread() {
        Bytes token = Bytes.of(new byte[(1 << 17) + 1]);

        assertThat(rejected(token).code()).isEqualTo(FailureCode.TOKEN_TOO_LARGE);
    }

    private static Failure rejected(Bytes token) {
        return Outcomes.failure(accept(token));
    }

    private static Outcome accept(Bytes token) {
        SecureRandom random = new SecureRandom();
        Duration skew = Duration.ofMinutes(5);
        KerberosAcceptor acceptor = new KerberosAcceptor(
                Forge.keys(),
                new AcceptorClock(() -> Forge.NOW, skew),
                new Cryptosystem(random),
                new ReplayCache(1 << 20, random));
        return new OwnedScheme(new NegotiateScheme(
                        List.of(acceptor),
                        Forge.SPN,
                        new LegStore<PendingLeg>(new LegStore.Bounds(0, 0, skew), () -> Forge.NOW)
                                .part((unfinished, reference, peer) -> {})))
                .accept(token, PEER, new Reference(1));
    }

    private static Bytes hex(String hex) {
        return Bytes.of(HexFormat.of().parseHex(hex));
    }
}
