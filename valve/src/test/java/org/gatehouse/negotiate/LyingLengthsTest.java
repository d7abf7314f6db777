package org.gatehouse.negotiate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.gatehouse.Allocation;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.der.DerWriter;
import org.gatehouse.der.LyingLengths;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.gss.Conversation;
import org.gatehouse.gss.InitialContextToken;
import org.gatehouse.gss.MechanismOid;
import org.gatehouse.gss.Peer;
import org.gatehouse.keytab.ServiceKeys;
import org.gatehouse.mechanism.Outcome;
import org.gatehouse.mechanism.Outcomes;
import org.gatehouse.mechanism.Reference;
import org.gatehouse.spnego.NegState;
import org.gatehouse.spnego.NegTokenResp;
import org.gatehouse.wire.Bytes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Good tokens of which one length is a lie, at every layer: whoever makes them holds the keys, as a client or a KDC that
 * means harm would. They are refused, and cost no more memory than honest ones.
 */
class LyingLengthsTest {
    private static final ServiceKeys KEYS = Forge.keys();
    private static final Peer PEER = new Peer("10.1.2.3");
    private static final int REPETITIONS = 5;

    /** An honest token takes less than a tenth of this; what a lying length asks for is gigabytes. */
    private static final long MAX_ALLOCATED = 500_000;

    private static final Map<String, Bytes> CORPUS = new LinkedHashMap<>();

    /** For people to read. The fastest of several attempts is the one that nothing else has held up. */
    @AfterAll
    static void tellTheSlowestRefusal() {
        String slowest = "none";
        long longest = 0;
        for (Map.Entry<String, Bytes> lie : CORPUS.entrySet()) {
            long shortest = Long.MAX_VALUE;
            for (int i = 0; i < REPETITIONS; i++) {
                NegotiateScheme mechanism = ForgedService.mechanism(KEYS, () -> Forge.NOW);
                long before = System.nanoTime();
                mechanism.accept(lie.getValue(), PEER, new Reference(1));
                shortest = Math.min(shortest, System.nanoTime() - before);
            }
            if (shortest > longest) {
                longest = shortest;
                slowest = lie.getKey();
            }
        }
        System.out.printf("Slowest refusal of %d: %d µs, %s%n", CORPUS.size(), longest / 1000, slowest);
    }

    @Test
    void inSpnegoAreRefused() {
        Bytes everything = Forge.negTokenInit(
                List.of(MechanismOid.KERBEROS.content(), MechanismOid.NTLMSSP.content()), new Forge().kerberos());

        assertRefused("SPNEGO", LyingLengths.of(everything));
        assertRefused(
                "SPNEGO without a token",
                LyingLengths.of(Forge.negTokenInit(List.of(MechanismOid.KERBEROS.content()), Bytes.EMPTY)));
    }

    @Test
    void inASecondTokenAreRefused() {
        Bytes mechTypes = Bytes.of(HexFormat.of().parseHex("3017060a2b06010401823702021e06092a864886f712010202"));
        Bytes good = new NegTokenResp(
                        Optional.of(NegState.ACCEPT_INCOMPLETE),
                        Optional.empty(),
                        Optional.of(new Forge().kerberos()),
                        Optional.of(Forge.mic(25, 0, mechTypes, 4711)))
                .encode();
        assertThat(judgeSecond(good)).isInstanceOf(Outcome.Established.class);

        LyingLengths.of(good)
                .forEach((name, token) -> assertThat(judgeSecond(token))
                        .as("second token %s", name)
                        .isInstanceOf(Outcome.Rejected.class));
    }

    @Test
    void inAnApReqAreRefused() {
        LyingLengths.of(new Forge().apReq())
                .forEach((name, apReq) ->
                        assertRefusedAs(FailureCode.MALFORMED_KERBEROS, "AP-REQ " + name, framed(apReq)));
    }

    @Test
    void inATicketAreRefused() {
        assertRefusedWithin(
                "ticket", LyingLengthsTest::everythingInTicket, (forge, change) -> forge.sealedInTicket = change);
    }

    @Test
    void inAnAuthenticatorAreRefused() {
        assertRefusedWithin(
                "authenticator",
                LyingLengthsTest::everythingInAuthenticator,
                (forge, change) -> forge.sealedInAuthenticator = change);
    }

    /** Little-endian, as all of it (RFC 4121 §4.1.1). */
    @Test
    void inAGssChecksumAreRefused() {
        byte[] good = Forge.delegating(1, 8, 8);
        for (long lie : new long[] {0, 1, 15, 17, 24, 0x7fff_ffffL, 0x8000_0010L, 0xffff_ffffL, 0x1000_0000L}) {
            byte[] checksum = good.clone();
            for (int i = 0; i < Integer.BYTES; i++) {
                checksum[i] = (byte) (lie >>> (Byte.SIZE * i));
            }
            assertRefusedAs(FailureCode.MALFORMED_KERBEROS, "Lgth " + lie, token(forge -> forge.checksum = checksum));
        }
        for (int lie : new int[] {9, 10, 255, 256, 0x7fff, 0x8000, 0xffff}) {
            assertRefusedAs(
                    FailureCode.MALFORMED_KERBEROS,
                    "Dlgth " + lie,
                    token(forge -> forge.checksum = Forge.delegating(1, lie, 8)));
        }
        for (int length = 0; length < Forge.gssChecksum(0).length; length++) {
            byte[] cut = Arrays.copyOf(Forge.gssChecksum(0), length);
            assertRefusedAs(
                    FailureCode.MALFORMED_KERBEROS, "checksum of " + length, token(forge -> forge.checksum = cut));
        }
    }

    @Test
    void ofTheTokenItselfAreRefusedFromTheLimitOn() {
        byte[] huge = Arrays.copyOf(new Forge().spnego().toArray(), (1 << 17) + 1);

        assertRefusedAs(FailureCode.TOKEN_TOO_LARGE, "one byte too many", Bytes.of(huge));
        assertRefusedAs(
                FailureCode.MALFORMED_SPNEGO, "the limit", Bytes.of(huge).slice(0, 1 << 17));
    }

    private static void everythingInTicket(Forge forge) {
        forge.ticketAuthorizationData = Forge.authorizationData(10, 1);
        forge.transited = "MIDDLE.EXAMPLE";
    }

    private static void everythingInAuthenticator(Forge forge) {
        forge.subkey = Forge.key(6, 18, new byte[32]);
        forge.authenticatorAuthorizationData = Forge.authorizationData(8, 1);
    }

    private interface Layer {
        void change(Forge forge, UnaryOperator<Bytes> plaintext);
    }

    private static void assertRefusedWithin(String name, Consumer<Forge> everything, Layer layer) {
        Map<String, Bytes> lies = new LinkedHashMap<>();
        Bytes good = token(everything.andThen(forge -> layer.change(forge, plaintext -> {
            lies.putAll(LyingLengths.of(plaintext));
            return plaintext;
        })));
        assertThat(judge(good)).isInstanceOf(Outcome.Established.class);

        lies.forEach((where, plaintext) -> assertRefusedAs(
                FailureCode.MALFORMED_KERBEROS,
                name + " " + where,
                token(everything.andThen(forge -> layer.change(forge, honest -> plaintext)))));
    }

    private static void assertRefused(String layer, Map<String, Bytes> tokens) {
        tokens.forEach((name, token) -> {
            CORPUS.put(layer + " " + name, token);
            assertThat(judge(token)).as("%s %s", layer, name).isInstanceOf(Outcome.Rejected.class);
        });
    }

    private static void assertRefusedAs(FailureCode code, String name, Bytes token) {
        CORPUS.put(name, token);
        assertThat(judge(token))
                .as(name)
                .isInstanceOfSatisfying(
                        Outcome.Rejected.class,
                        rejected ->
                                assertThat(rejected.failure().code()).as(name).isEqualTo(code));
    }

    private static Outcome judge(Bytes token) {
        return Allocation.below(
                MAX_ALLOCATED,
                () -> Outcomes.owned(
                        ForgedService.mechanism(KEYS, () -> Forge.NOW).accept(token, PEER, new Reference(1))));
    }

    private static Outcome judgeSecond(Bytes token) {
        Peer peer = new Peer("10.1.2.3", Optional.of(new Conversation("c1", "10.1.2.3", "test")));
        return Allocation.below(MAX_ALLOCATED, () -> {
            NegotiateScheme mechanism = ForgedService.mechanism(KEYS, () -> Forge.NOW);
            mechanism.accept(
                    Forge.negTokenInit(
                            List.of(MechanismOid.NEGOEX.content(), MechanismOid.KERBEROS.content()), Bytes.EMPTY),
                    peer,
                    new Reference(1));
            return Outcomes.owned(mechanism.accept(token, peer, new Reference(1)));
        });
    }

    private static Bytes token(Consumer<Forge> change) {
        return Forge.with(change).kerberos();
    }

    private static Bytes framed(Bytes apReq) {
        DerWriter inner = new DerWriter();
        inner.raw(Bytes.of(new byte[] {1, 0}));
        inner.raw(apReq);
        return new InitialContextToken(MechanismOid.KERBEROS.content(), inner.toBytes()).encode();
    }
}
