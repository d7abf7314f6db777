package org.gatehouse.spnego;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.gss.ScriptedMechanism.clientMic;
import static org.gatehouse.gss.ScriptedMechanism.serverMic;
import static org.gatehouse.gss.ScriptedMechanism.token;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.acceptor.KerberosAcceptor;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.gss.GssMechanism;
import org.gatehouse.gss.InitialContextToken;
import org.gatehouse.gss.MechanismOid;
import org.gatehouse.gss.Peer;
import org.gatehouse.gss.ScriptedMechanism;
import org.gatehouse.gss.Step;
import org.gatehouse.gss.Steps;
import org.gatehouse.negotiate.ForgedService;
import org.gatehouse.secret.TestCleanup;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SPNEGO over a mechanism that it has never heard of. */
class SecondMechanismTest {
    private static final Peer PEER = new Peer("10.1.2.3");
    private static final Bytes NTLM = ScriptedMechanism.OID;
    private static final Bytes KERBEROS = MechanismOid.KERBEROS.content();
    private static final Bytes NEGOEX = MechanismOid.NEGOEX.content();
    /** Nobody's: 1.3.6.1.4.1.311.2.2.99. */
    private static final Bytes UNKNOWN = hex("2b060104018237020263");

    private static final List<Bytes> NOT_FIRST = List.of(NEGOEX, NTLM);
    /** SEQUENCE of the two identifiers. */
    private static final Bytes RAW_NOT_FIRST = hex("3018" + "060a2b06010401823702021e" + "060a2b06010401823702020a");

    private static final Bytes RAW_FIRST = hex("300c" + "060a2b06010401823702020a");

    private final ScriptedMechanism scripted = new ScriptedMechanism();
    private final KerberosAcceptor kerberos = ForgedService.acceptor(Forge.keys(), () -> Forge.NOW);
    private final SpnegoAcceptor spnego = acceptor(kerberos, scripted);

    /** The client prefers it, and sends its token along. */
    @Nested
    class AsFirstChoice {
        @ParameterizedTest
        @ValueSource(strings = {"done", "prove", "unsigned"})
        void signsInWithOneToken(String word) throws Exception {
            Step.Done<NegotiationLeg> done = Steps.done(begin(List.of(NTLM, KERBEROS), token(word)));

            assertThat(done.identity().qualifiedName()).isEqualTo(ScriptedMechanism.USER);
            assertThat(answer(done.token()))
                    .isEqualTo(NegTokenResp.completed(NTLM, word.equals("prove") ? token("proof") : Bytes.EMPTY));
            assertThat(scripted.open()).isOne();
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 5})
        void signsInWithSeveralTokens(int more) throws Exception {
            Step<NegotiationLeg> step = begin(List.of(NTLM, KERBEROS), token("more"));
            for (int i = 1; i < more; i++) {
                step = next(step, resp("more"));
            }
            assertThat(answer(Steps.more(step).token())).isEqualTo(NegTokenResp.incomplete(NTLM, token("challenge")));
            assertThat(scripted.open()).isOne();

            Step.Done<NegotiationLeg> done = Steps.done(next(step, resp("prove")));

            assertThat(answer(done.token())).isEqualTo(NegTokenResp.completed(NTLM, token("proof")));
            assertThat(scripted.handedOut()).isEqualTo(more + 1);
            assertThat(scripted.open()).isOne(); // the context
        }

        @Test
        void isAskedForATokenThatDoesNotComeAlong() throws Exception {
            Step<NegotiationLeg> first = begin(List.of(NTLM, KERBEROS), Bytes.EMPTY);

            assertThat(answer(Steps.more(first).token())).isEqualTo(NegTokenResp.chosen(NTLM, false));
            assertThat(Steps.done(next(first, resp("done"))).identity().realm()).isEqualTo("LEGACY");
        }

        @Test
        void verifiesASignatureThatNobodyAskedFor() throws Exception {
            Step.Done<NegotiationLeg> done = Steps.done(begin(List.of(NTLM), token("done"), clientMic(RAW_FIRST)));

            assertThat(answer(done.token()).mechListMic()).contains(serverMic(RAW_FIRST));
        }

        @Test
        void refusesAWrongSignatureThatNobodyAskedFor() {
            assertRefused(begin(List.of(NTLM), token("done"), clientMic(RAW_NOT_FIRST)), FailureCode.BAD_MIC);
            assertRefused(begin(List.of(NTLM), token("done"), serverMic(RAW_FIRST)), FailureCode.BAD_MIC);
        }

        @Test
        void refusesASignatureBeforeItsLastToken() {
            assertRefused(begin(List.of(NTLM), token("more"), clientMic(RAW_FIRST)), FailureCode.BAD_MIC);
        }

        @Test
        void refusesASignatureThatItCannotVerify() {
            assertRefused(begin(List.of(NTLM), token("unsigned"), clientMic(RAW_FIRST)), FailureCode.NO_MIC_KEY);
        }
    }

    /** The client prefers what this server does not have. */
    @Nested
    class AsOtherThanTheFirstChoice {
        @Test
        void isRequestedWithSignatures() throws Exception {
            Step<NegotiationLeg> first = begin(NOT_FIRST, token("done"));

            assertThat(answer(Steps.more(first).token())).isEqualTo(NegTokenResp.chosen(NTLM, true));
            assertThat(scripted.begun()).isZero(); // the token was for the client's first choice
        }

        @Test
        void signsInOnceBothSidesHaveSigned() throws Exception {
            Step<NegotiationLeg> first = begin(NOT_FIRST, Bytes.EMPTY);
            Step<NegotiationLeg> second = next(first, resp("more"));
            Step<NegotiationLeg> third = next(second, resp("prove"));

            assertThat(answer(Steps.more(third).token()))
                    .isEqualTo(NegTokenResp.incomplete(NTLM, token("proof")).signed(serverMic(RAW_NOT_FIRST)));
            Step.Done<NegotiationLeg> done = Steps.done(next(third, mic(clientMic(RAW_NOT_FIRST))));
            assertThat(answer(done.token())).isEqualTo(NegTokenResp.completed(NTLM, Bytes.EMPTY));
            assertThat(done.identity().qualifiedName()).isEqualTo(ScriptedMechanism.USER);
            assertThat(scripted.open()).isOne();
        }

        @Test
        void signsInWithASignatureBesideTheLastToken() throws Exception {
            Step<NegotiationLeg> second = next(begin(NOT_FIRST, Bytes.EMPTY), resp("more"));

            Step.Done<NegotiationLeg> done = Steps.done(next(second, resp("done", clientMic(RAW_NOT_FIRST))));

            assertThat(answer(done.token()))
                    .isEqualTo(NegTokenResp.completed(NTLM, Bytes.EMPTY).signed(serverMic(RAW_NOT_FIRST)));
        }

        @Test
        void refusesEveryOtherSignatureAndEndsTheContext() {
            Stream.of(
                            clientMic(RAW_FIRST),
                            serverMic(RAW_NOT_FIRST),
                            Bytes.EMPTY,
                            clientMic(RAW_NOT_FIRST).slice(0, 31),
                            flipped(clientMic(RAW_NOT_FIRST)))
                    .forEach(wrong -> {
                        assertRefused(next(afterTwo("done"), mic(wrong)), FailureCode.BAD_MIC);
                        assertRefused(next(begin(NOT_FIRST, Bytes.EMPTY), resp("done", wrong)), FailureCode.BAD_MIC);
                    });
        }

        @Test
        void refusesAMissingSignatureAndEndsTheContext() {
            assertRefused(next(afterTwo("done"), state(NegState.ACCEPT_COMPLETED)), FailureCode.BAD_MIC);
            assertRefused(next(afterTwo("done"), resp("done")), FailureCode.BAD_MIC);
        }

        @Test
        void refusesASignatureBeforeTheLastTokenAndEndsTheLeg() {
            assertRefused(
                    next(begin(NOT_FIRST, Bytes.EMPTY), resp("more", clientMic(RAW_NOT_FIRST))), FailureCode.BAD_MIC);
            assertRefused(next(afterTwo("more"), resp("more", clientMic(RAW_NOT_FIRST))), FailureCode.BAD_MIC);
        }

        @Test
        void isRefusedIfItCannotSign() {
            assertRefused(next(begin(NOT_FIRST, Bytes.EMPTY), resp("unsigned")), FailureCode.NO_MIC_KEY);
            assertRefused(next(afterTwo("more"), resp("unsigned")), FailureCode.NO_MIC_KEY);
        }

        private Step<NegotiationLeg> afterTwo(String word) {
            return next(begin(NOT_FIRST, Bytes.EMPTY), resp(word));
        }
    }

    /** The client knows both of this server's mechanisms: its order decides, and not that of this server. */
    @Nested
    class BesideKerberos {
        static Stream<List<Integer>> orders() {
            return Stream.of(List.of(0, 1), List.of(1, 0));
        }

        @ParameterizedTest
        @MethodSource("orders")
        void isTakenWhereTheClientPrefersIt(List<Integer> order) {
            SpnegoAcceptor both = inOrder(order);

            assertThat(Steps.done(both.begin(init(List.of(NTLM, KERBEROS), token("done"), Bytes.EMPTY), PEER))
                            .identity()
                            .evidence()
                            .mechanism())
                    .isEqualTo("NTLM");
        }

        @ParameterizedTest
        @MethodSource("orders")
        void isLeftWhereTheClientPrefersKerberos(List<Integer> order) {
            SpnegoAcceptor both = inOrder(order);

            Step.Done<NegotiationLeg> done =
                    Steps.done(both.begin(init(List.of(KERBEROS, NTLM), new Forge().kerberos(), Bytes.EMPTY), PEER));
            TestCleanup.closes(done.context());
            assertThat(done.identity().evidence().mechanism()).isEqualTo("Kerberos");
            assertThat(scripted.begun()).isZero();
        }

        @ParameterizedTest
        @MethodSource("orders")
        void isChosenByTheClientsOrderAmongThoseThatAreNotItsFirst(List<Integer> order) throws Exception {
            SpnegoAcceptor both = inOrder(order);
            Bytes ntlmBefore = init(List.of(UNKNOWN, NTLM, KERBEROS), hex("0102"), Bytes.EMPTY);
            Bytes ntlmAfter = init(List.of(UNKNOWN, KERBEROS, NTLM), hex("0102"), Bytes.EMPTY);

            assertThat(answer(Steps.more(both.begin(ntlmBefore, PEER)).token()))
                    .isEqualTo(NegTokenResp.chosen(NTLM, true));
            assertThat(answer(Steps.more(both.begin(ntlmAfter, PEER)).token()))
                    .isEqualTo(NegTokenResp.chosen(KERBEROS, true));
        }

        @Test
        void isNotBegunByAKerberosTokenWhereItWasChosen() {
            Step<NegotiationLeg> first = begin(NOT_FIRST, Bytes.EMPTY);

            assertRefused(next(first, tokenOf(new Forge().kerberos())), FailureCode.NO_COMMON_MECHANISM);
            assertRefused(begin(List.of(NTLM, KERBEROS), new Forge().kerberos()), FailureCode.NO_COMMON_MECHANISM);
            assertThat(scripted.begun()).isZero();
        }

        @Test
        void doesNotEndANegotiationThatHasChosenKerberos() {
            Step<NegotiationLeg> first = begin(List.of(NEGOEX, KERBEROS, NTLM), Bytes.EMPTY);

            assertRefused(next(first, resp("done", clientMic(RAW_NOT_FIRST))), FailureCode.NO_COMMON_MECHANISM);
            assertRefused(begin(List.of(KERBEROS, NTLM), token("done")), FailureCode.NO_COMMON_MECHANISM);
            assertThat(scripted.begun()).isZero();
        }

        @Test
        void doesNotGoOnWithAKerberosToken() {
            Step<NegotiationLeg> first = begin(List.of(NTLM, KERBEROS), token("more"));

            assertRefused(next(first, tokenOf(new Forge().kerberos())), FailureCode.MALFORMED_SPNEGO);
        }

        /** Its signature cannot stand for that of Kerberos. */
        @Test
        void cannotSignForKerberos() {
            Step<NegotiationLeg> first = begin(List.of(NEGOEX, KERBEROS), Bytes.EMPTY);
            Bytes list = hex("3017" + "060a2b06010401823702021e" + "06092a864886f712010202");
            Step<NegotiationLeg> second = next(first, tokenOf(new Forge().kerberos()));

            assertRefused(next(second, mic(clientMic(list))), FailureCode.BAD_MIC);
        }

        private SpnegoAcceptor inOrder(List<Integer> order) {
            List<GssMechanism> ours = List.of(kerberos, scripted);
            return new SpnegoAcceptor(order.stream().map(ours::get).toList(), new RefusalCodes());
        }
    }

    /** The server that has to be asked does not answer. */
    @Nested
    class WithoutAnAnswer {
        @Test
        void isUnavailableAtTheFirstToken() {
            assertThat(Steps.unavailable(begin(List.of(NTLM), token("unavailable")))
                            .code())
                    .isEqualTo(FailureCode.NOT_RUNNING);
            assertThat(scripted.open()).isZero();
        }

        @Test
        void isUnavailableAtTheTokenThatItWasAskedFor() {
            Step<NegotiationLeg> first = begin(NOT_FIRST, Bytes.EMPTY);

            assertThat(Steps.unavailable(next(first, resp("unavailable"))).code())
                    .isEqualTo(FailureCode.NOT_RUNNING);
        }

        @Test
        void isUnavailableAtALaterToken() {
            Step<NegotiationLeg> first = begin(List.of(NTLM), token("more"));

            assertThat(Steps.unavailable(next(next(first, resp("more")), resp("unavailable")))
                            .code())
                    .isEqualTo(FailureCode.NOT_RUNNING);
            assertThat(scripted.open()).isZero();
        }

        /** A signature beside it neither refuses nor accepts anyone. */
        @Test
        void isUnavailableWhateverTheSignature() {
            Step<NegotiationLeg> first = begin(NOT_FIRST, Bytes.EMPTY);

            assertThat(Steps.unavailable(next(first, resp("unavailable", Bytes.EMPTY)))
                            .code())
                    .isEqualTo(FailureCode.NOT_RUNNING);
        }
    }

    /** What ends a negotiation. */
    @Nested
    class Refusals {
        @Test
        void carryTheMechanismsErrorForAWrongClockOnly() throws Exception {
            Step.Refused<NegotiationLeg> clock = Steps.refused(begin(List.of(NTLM), token("clock")));
            Step.Refused<NegotiationLeg> other = Steps.refused(begin(List.of(NTLM), token("refuse")));

            assertThat(answer(clock.token())).isEqualTo(NegTokenResp.reject(NTLM, token("our time")));
            assertThat(answer(other.token())).isEqualTo(NegTokenResp.reject());
            assertThat(other.failure().code()).isEqualTo(FailureCode.ANONYMOUS_CLIENT);
        }

        @Test
        void areTheMechanismsAtEveryLeg() {
            assertRefused(begin(List.of(NTLM), token("refuse")), FailureCode.ANONYMOUS_CLIENT);
            assertRefused(next(begin(NOT_FIRST, Bytes.EMPTY), resp("refuse")), FailureCode.ANONYMOUS_CLIENT);
            assertRefused(next(begin(List.of(NTLM), token("more")), resp("refuse")), FailureCode.ANONYMOUS_CLIENT);
        }

        @Test
        void ofTheClientEndTheLeg() {
            assertRefused(
                    next(begin(List.of(NTLM), token("more")), state(NegState.REJECT)), FailureCode.CLIENT_REJECTED);
            assertRefused(
                    next(next(begin(NOT_FIRST, Bytes.EMPTY), resp("done")), state(NegState.REJECT)),
                    FailureCode.CLIENT_REJECTED);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "a1", "a10130", "a1023000ff", "a203300100", "3000", "a1073005a0030a0107"})
        void ofWhatCannotBeReadEndTheLegOrTheContext(String malformed) {
            assertRefused(next(begin(List.of(NTLM), token("more")), hex(malformed)), FailureCode.MALFORMED_SPNEGO);
            assertRefused(
                    next(next(begin(NOT_FIRST, Bytes.EMPTY), resp("done")), hex(malformed)),
                    FailureCode.MALFORMED_SPNEGO);
        }

        @Test
        void ofATokenThatIsMissingEndTheLeg() {
            assertRefused(
                    next(begin(List.of(NTLM), token("more")), state(NegState.ACCEPT_INCOMPLETE)),
                    FailureCode.NO_OPTIMISTIC_TOKEN);
        }
    }

    private void assertRefused(Step<NegotiationLeg> step, FailureCode code) {
        assertThat(Steps.refused(step).failure().code()).isEqualTo(code);
        assertThat(scripted.open()).isZero();
        assertThat(scripted.endedTwice()).isZero();
    }

    private Step<NegotiationLeg> begin(List<Bytes> mechTypes, Bytes mechToken) {
        return begin(mechTypes, mechToken, Bytes.EMPTY);
    }

    private Step<NegotiationLeg> begin(List<Bytes> mechTypes, Bytes mechToken, Bytes mic) {
        return spnego.begin(init(mechTypes, mechToken, mic), PEER);
    }

    private Step<NegotiationLeg> next(Step<NegotiationLeg> step, Bytes token) {
        return spnego.next(Steps.more(step).leg(), token, PEER);
    }

    private static SpnegoAcceptor acceptor(GssMechanism... mechanisms) {
        return new SpnegoAcceptor(List.of(mechanisms), new RefusalCodes());
    }

    private static Bytes init(List<Bytes> mechTypes, Bytes mechToken, Bytes mic) {
        try {
            return InitialContextToken.parse(Forge.negTokenInit(mechTypes, mechToken, mic))
                    .innerToken();
        } catch (WireException e) {
            throw new AssertionError(e);
        }
    }

    private static Bytes resp(String word) {
        return tokenOf(token(word));
    }

    private static Bytes tokenOf(Bytes mechanismsToken) {
        return new NegTokenResp(
                        Optional.of(NegState.ACCEPT_INCOMPLETE),
                        Optional.empty(),
                        Optional.of(mechanismsToken),
                        Optional.empty())
                .encode();
    }

    private static Bytes resp(String word, Bytes mic) {
        return new NegTokenResp(Optional.empty(), Optional.empty(), Optional.of(token(word)), Optional.of(mic))
                .encode();
    }

    private static Bytes mic(Bytes mic) {
        return new NegTokenResp(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(mic)).encode();
    }

    private static Bytes state(NegState state) {
        return new NegTokenResp(Optional.of(state), Optional.empty(), Optional.empty(), Optional.empty()).encode();
    }

    private static NegTokenResp answer(Bytes token) throws WireException {
        return NegTokenResp.parse(token);
    }

    private static Bytes flipped(Bytes mic) {
        byte[] changed = mic.toArray();
        changed[changed.length - 1] ^= 1;
        return Bytes.of(changed);
    }

    private static Bytes hex(String hex) {
        return Bytes.of(HexFormat.of().parseHex(hex));
    }
}
