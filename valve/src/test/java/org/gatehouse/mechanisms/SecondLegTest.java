package org.gatehouse.mechanisms;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.crypto.EnginePool;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.kerberos.AcceptorClock;
import org.gatehouse.kerberos.Forge;
import org.gatehouse.kerberos.KerberosAcceptor;
import org.gatehouse.kerberos.ReplayCache;
import org.gatehouse.kerberos.ServiceKeys;
import org.gatehouse.mechanism.LegStore;
import org.gatehouse.mechanism.MechanismOid;
import org.gatehouse.mechanism.Outcome;
import org.gatehouse.mechanism.Peer;
import org.gatehouse.spnego.NegState;
import org.gatehouse.spnego.NegTokenResp;
import org.gatehouse.wire.Bytes;
import org.junit.jupiter.api.Test;

/** Negotiations of more than one step (RFC 4178 §4.1 and §5). */
class SecondLegTest {
    private static final Peer PEER = new Peer("10.1.2.3", Optional.of("c1"));
    private static final Peer OTHER = new Peer("10.1.2.4", Optional.of("c2"));
    private static final Bytes KERBEROS = MechanismOid.KERBEROS.content();
    private static final Bytes NEGOEX = MechanismOid.NEGOEX.content();
    private static final List<Bytes> NOT_FIRST = List.of(NEGOEX, KERBEROS);
    /** SEQUENCE of the two identifiers. */
    private static final Bytes RAW_NOT_FIRST = hex("3017" + "060a2b06010401823702021e" + "06092a864886f712010202");

    private final AtomicReference<Instant> now = new AtomicReference<>(Forge.NOW);
    private final NegotiateMechanism mechanism = mechanism(Forge.keys());

    @Test
    void asksForTheTokenOfAClientThatPutsKerberosFirstAndSendsNone() throws Exception {
        Outcome first = mechanism.accept(Forge.negTokenInit(List.of(KERBEROS), Bytes.EMPTY), PEER);

        assertThat(first).isInstanceOf(Outcome.Continue.class);
        NegTokenResp answer = NegTokenResp.parse(first.token());
        assertThat(answer.negState()).contains(NegState.ACCEPT_INCOMPLETE);
        assertThat(answer.supportedMech()).contains(KERBEROS);
        assertThat(mechanism.accept(resp(new Forge().kerberos(), Optional.empty()), PEER))
                .isInstanceOf(Outcome.Established.class);
    }

    @Test
    void demandsASignatureFromAClientThatDoesNotPutKerberosFirst() throws Exception {
        Outcome first = mechanism.accept(Forge.negTokenInit(NOT_FIRST, hex("0102")), PEER);

        NegTokenResp answer = NegTokenResp.parse(first.token());
        assertThat(answer.negState()).contains(NegState.REQUEST_MIC);
        assertThat(answer.supportedMech()).contains(KERBEROS);
    }

    @Test
    void signsTheListItselfAndAcceptsTheClientsSignature() throws Exception {
        Outcome second = secondLeg(new Forge().kerberos());

        assertThat(second).isInstanceOf(Outcome.Continue.class);
        NegTokenResp answer = NegTokenResp.parse(second.token());
        assertThat(answer.mechListMic()).contains(Forge.mic(23, 1, RAW_NOT_FIRST, 4711));
        assertThat(mechanism.accept(mic(Forge.mic(25, 0, RAW_NOT_FIRST, 4711)), PEER))
                .isInstanceOfSatisfying(
                        Outcome.Established.class,
                        established -> assertThat(established.identity().name()).isEqualTo("alice"));
    }

    @Test
    void acceptsASignatureThatComesWithTheToken() {
        begin();
        Bytes mic = Forge.mic(25, 0, RAW_NOT_FIRST, 4711);

        assertThat(mechanism.accept(resp(new Forge().kerberos(), Optional.of(mic)), PEER))
                .isInstanceOf(Outcome.Established.class);
    }

    @Test
    void refusesEveryFlippedBitOfTheSignature() {
        Bytes mic = Forge.mic(25, 0, RAW_NOT_FIRST, 4711);
        for (int bit = 0; bit < 8 * mic.length(); bit++) {
            byte[] flipped = mic.toArray();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            NegotiateMechanism fresh = mechanism(Forge.keys());
            fresh.accept(Forge.negTokenInit(NOT_FIRST, Bytes.EMPTY), PEER);

            Outcome outcome = fresh.accept(resp(new Forge().kerberos(), Optional.of(Bytes.of(flipped))), PEER);

            assertThat(code(outcome)).as("bit %d", bit).isEqualTo(FailureCode.BAD_MIC);
        }
    }

    /** Somebody has put NegoEx in front of Kerberos: the client signs the list that it has sent. */
    @Test
    void refusesAListThatWasChangedOnItsWay() {
        begin();
        Bytes sent = hex("3017" + "06092a864886f712010202" + "060a2b06010401823702021e");

        Outcome outcome =
                mechanism.accept(resp(new Forge().kerberos(), Optional.of(Forge.mic(25, 0, sent, 4711))), PEER);

        assertThat(code(outcome)).isEqualTo(FailureCode.BAD_MIC);
    }

    @Test
    void refusesAMissingSignature() {
        secondLeg(new Forge().kerberos());

        assertThat(code(mechanism.accept(hex("a1073005a0030a0100"), PEER))).isEqualTo(FailureCode.BAD_MIC);
    }

    @Test
    void refusesOurOwnSignatureSentBack() throws Exception {
        Outcome second = secondLeg(new Forge().kerberos());
        Bytes ours = NegTokenResp.parse(second.token()).mechListMic().orElseThrow();

        assertThat(code(mechanism.accept(mic(ours), PEER))).isEqualTo(FailureCode.BAD_MIC);
    }

    @Test
    void refusesASecondLegFromAnotherConnection() {
        begin();

        assertThat(code(mechanism.accept(resp(new Forge().kerberos(), Optional.empty()), OTHER)))
                .isEqualTo(FailureCode.NO_NEGOTIATION);
    }

    @Test
    void refusesALegThatIsReplayed() {
        secondLeg(new Forge().kerberos());
        Bytes mic = mic(Forge.mic(25, 0, RAW_NOT_FIRST, 4711));
        mechanism.accept(mic, PEER);

        assertThat(code(mechanism.accept(mic, PEER))).isEqualTo(FailureCode.NO_NEGOTIATION);
    }

    @Test
    void refusesALegThatComesTooLate() {
        begin();
        now.set(Forge.NOW.plusSeconds(60));

        assertThat(code(mechanism.accept(resp(new Forge().kerberos(), Optional.empty()), PEER)))
                .isEqualTo(FailureCode.NO_NEGOTIATION);
    }

    @Test
    void forgetsANegotiationWhenTheClientBeginsAnew() {
        begin();
        mechanism.accept(new Forge().spnego(), PEER);

        assertThat(code(mechanism.accept(resp(new Forge().kerberos(), Optional.empty()), PEER)))
                .isEqualTo(FailureCode.NO_NEGOTIATION);
    }

    @Test
    void goesOnWhereAnotherConnectionBeginsAndEnds() {
        begin();
        mechanism.accept(Forge.negTokenInit(NOT_FIRST, Bytes.EMPTY), OTHER);
        mechanism.accept(resp(new Forge().kerberos(), Optional.empty()), OTHER);

        assertThat(mechanism.accept(
                        resp(new Forge().kerberos(), Optional.of(Forge.mic(25, 0, RAW_NOT_FIRST, 4711))), PEER))
                .isInstanceOf(Outcome.Established.class);
    }

    /** Two clients behind a proxy that gives them one connection: the second cannot sign for the first. */
    @Test
    void refusesTheSignatureOfAnotherClient() {
        secondLeg(Forge.with(forge -> forge.subkey = Forge.key(6, 18, new byte[32]))
                .kerberos());

        assertThat(code(mechanism.accept(mic(Forge.mic(25, 0, RAW_NOT_FIRST, 4711)), PEER)))
                .isEqualTo(FailureCode.BAD_MIC);
    }

    @Test
    void saysWhatIsToBeSaidOfAClientThatNeverComesBack() {
        Bytes ntlm = hex("4e544c4d535350000100000007020000");

        assertThat(unfinished(Forge.negTokenInit(List.of(MechanismOid.NTLMSSP.content(), KERBEROS), ntlm)))
                .isEqualTo(FailureCode.NTLM);
        assertThat(unfinished(Forge.negTokenInit(NOT_FIRST, hex("0102")))).isEqualTo(FailureCode.KERBEROS_NOT_FIRST);
        assertThat(unfinished(Forge.negTokenInit(List.of(KERBEROS), Bytes.EMPTY)))
                .isEqualTo(FailureCode.NO_OPTIMISTIC_TOKEN);
    }

    @Test
    void refusesATokenThatIsNtlmAfterAll() {
        begin();

        assertThat(code(mechanism.accept(resp(hex("4e544c4d535350000100000007020000"), Optional.empty()), PEER)))
                .isEqualTo(FailureCode.NTLM);
    }

    @Test
    void refusesATokenOfAnotherMechanism() {
        begin();
        Bytes token = Forge.with(forge -> forge.framingOid = MechanismOid.IAKERB.content())
                .kerberos();

        assertThat(code(mechanism.accept(resp(token, Optional.empty()), PEER)))
                .isEqualTo(FailureCode.NO_COMMON_MECHANISM);
    }

    @Test
    void acceptsASignatureThatNobodyAskedFor() {
        Bytes mic = Forge.mic(25, 0, hex("300b" + "06092a864886f712010202"), 4711);
        mechanism.accept(Forge.negTokenInit(List.of(KERBEROS), Bytes.EMPTY), PEER);

        assertThat(mechanism.accept(resp(new Forge().kerberos(), Optional.of(mic)), PEER))
                .isInstanceOf(Outcome.Established.class);
    }

    @Test
    void refusesAWrongSignatureThatNobodyAskedFor() {
        mechanism.accept(Forge.negTokenInit(List.of(KERBEROS), Bytes.EMPTY), PEER);

        assertThat(code(mechanism.accept(resp(new Forge().kerberos(), Optional.of(hex("0404"))), PEER)))
                .isEqualTo(FailureCode.BAD_MIC);
    }

    @Test
    void isNotBegunWhereTheConnectionIsShared() {
        Peer shared = new Peer("10.1.2.3");

        Outcome notFirst = mechanism.accept(Forge.negTokenInit(NOT_FIRST, Bytes.EMPTY), shared);
        Outcome noToken = mechanism.accept(Forge.negTokenInit(List.of(KERBEROS), Bytes.EMPTY), shared);

        assertThat(code(notFirst)).isEqualTo(FailureCode.KERBEROS_NOT_FIRST);
        assertThat(((Outcome.Rejected) notFirst).failure().seen()).contains("over HTTP/2 and AJP none can");
        assertThat(code(noToken)).isEqualTo(FailureCode.NO_OPTIMISTIC_TOKEN);
    }

    @Test
    void endsWhenTheClientRejectsKerberos() {
        begin();

        assertThat(code(mechanism.accept(hex("a1073005a0030a0102"), PEER))).isEqualTo(FailureCode.CLIENT_REJECTED);
    }

    @Test
    void refusesALegWithoutAToken() {
        begin();

        assertThat(code(mechanism.accept(hex("a1073005a0030a0101"), PEER))).isEqualTo(FailureCode.NO_OPTIMISTIC_TOKEN);
    }

    @Test
    void refusesATokenThatIsNotAcceptedInOneLegEither() {
        assertThat(code(secondLeg(Forge.with(forge -> forge.authenticatorKey = new byte[32])
                        .kerberos())))
                .isEqualTo(FailureCode.AUTHENTICATOR_DOES_NOT_OPEN);
    }

    @Test
    void cannotSignWithRc4() {
        byte[] key = Arrays.copyOf(Forge.SERVICE_KEY, 16);
        NegotiateMechanism withRc4 =
                mechanism(Forge.keys(Set.of(EncryptionType.RC4_HMAC), Forge.entry(Forge.SPN, 7, 23, key)));
        withRc4.accept(Forge.negTokenInit(NOT_FIRST, Bytes.EMPTY), PEER);

        Bytes token = Forge.with(forge -> forge.ofType(EncryptionType.RC4_HMAC)).kerberos();

        assertThat(code(withRc4.accept(resp(token, Optional.empty()), PEER))).isEqualTo(FailureCode.NO_MIC_KEY);
    }

    @Test
    void tellsAClientWithAWrongClockOurTime() throws Exception {
        Outcome outcome = mechanism.accept(
                Forge.with(forge -> forge.ctime = Forge.NOW.plusSeconds(600)).spnego(), PEER);

        NegTokenResp answer = NegTokenResp.parse(outcome.token());
        assertThat(answer.negState()).contains(NegState.REJECT);
        assertThat(HexFormat.of().formatHex(answer.responseToken().orElseThrow().toArray()))
                .contains("a603020125");
    }

    private FailureCode unfinished(Bytes token) {
        return ((Outcome.Continue) mechanism.accept(token, PEER)).unfinished().code();
    }

    private void begin() {
        assertThat(mechanism.accept(Forge.negTokenInit(NOT_FIRST, Bytes.EMPTY), PEER))
                .isInstanceOf(Outcome.Continue.class);
    }

    private Outcome secondLeg(Bytes kerberos) {
        begin();
        return mechanism.accept(resp(kerberos, Optional.empty()), PEER);
    }

    private NegotiateMechanism mechanism(ServiceKeys keys) {
        SecureRandom random = new SecureRandom();
        AcceptorClock clock = new AcceptorClock(() -> Forge.NOW, Duration.ofMinutes(5));
        KerberosAcceptor acceptor =
                new KerberosAcceptor(keys, clock, new EnginePool(random), new ReplayCache(1000, random));
        return new NegotiateMechanism(acceptor, Forge.SPN, new LegStore(2, 10_000, Duration.ofSeconds(60), now::get));
    }

    private static Bytes resp(Bytes token, Optional<Bytes> mic) {
        return new NegTokenResp(Optional.of(NegState.ACCEPT_INCOMPLETE), Optional.empty(), Optional.of(token), mic)
                .encode();
    }

    private static Bytes mic(Bytes mic) {
        return new NegTokenResp(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(mic)).encode();
    }

    private static FailureCode code(Outcome outcome) {
        return ((Outcome.Rejected) outcome).failure().code();
    }

    private static Bytes hex(String hex) {
        return Bytes.of(HexFormat.of().parseHex(hex));
    }
}
