package org.gatehouse.negotiate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.gss.ScriptedMechanism.clientMic;
import static org.gatehouse.gss.ScriptedMechanism.serverMic;
import static org.gatehouse.gss.ScriptedMechanism.token;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.gss.Conversation;
import org.gatehouse.gss.GssMechanism;
import org.gatehouse.gss.MechanismOid;
import org.gatehouse.gss.Peer;
import org.gatehouse.gss.ScriptedMechanism;
import org.gatehouse.http.Credentials;
import org.gatehouse.mechanism.LegStore;
import org.gatehouse.mechanism.Outcome;
import org.gatehouse.mechanism.Outcomes;
import org.gatehouse.mechanism.Reference;
import org.gatehouse.secret.SecretChars;
import org.gatehouse.spnego.NegState;
import org.gatehouse.spnego.NegTokenResp;
import org.gatehouse.wire.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP's Negotiate over Kerberos and a mechanism that only tests have, with SPNEGO and without. */
class TwoMechanismsTest {
    private static final Peer PEER = new Peer("10.1.2.3", Optional.of(new Conversation("c1", "10.1.2.3", "test")));
    private static final Peer OTHER = new Peer("10.1.2.4", Optional.of(new Conversation("c1", "10.1.2.4", "test")));
    private static final Bytes NTLM = ScriptedMechanism.OID;
    private static final Bytes KERBEROS = MechanismOid.KERBEROS.content();
    private static final List<Bytes> NOT_FIRST = List.of(MechanismOid.NEGOEX.content(), NTLM);
    /** SEQUENCE of the two identifiers. */
    private static final Bytes RAW_NOT_FIRST = hex("3018" + "060a2b06010401823702021e" + "060a2b06010401823702020a");

    private final AtomicReference<Instant> now = new AtomicReference<>(Forge.NOW);
    private final List<String> abandoned = new ArrayList<>();
    private final LegStore<PendingLeg> store =
            new LegStore<>(new LegStore.Bounds(2, 100_000, Duration.ofMinutes(1)), now::get);
    private final LegStore.Part<PendingLeg> legs =
            store.part((unfinished, reference, peer) -> abandoned.add(unfinished.code() + " " + reference));
    private final ScriptedMechanism scripted = new ScriptedMechanism();
    private final NegotiateScheme scheme = scheme();

    @Test
    void signInByTheSecondOneInsideSpnegoWithOneToken() {
        assertThat(Outcomes.identity(accept(Forge.negTokenInit(List.of(NTLM, KERBEROS), token("done"))))
                        .qualifiedName())
                .isEqualTo(ScriptedMechanism.USER);
    }

    @Test
    void signInByTheSecondOneInsideSpnegoWithSeveralTokens() throws Exception {
        Outcome first = accept(Forge.negTokenInit(List.of(NTLM, KERBEROS), token("more")));
        Outcome second = accept(resp("more", Optional.empty()));
        Outcome third = accept(resp("prove", Optional.empty()));

        assertThat(answer(first)).isEqualTo(NegTokenResp.incomplete(NTLM, token("challenge")));
        assertThat(answer(second)).isEqualTo(NegTokenResp.incomplete(NTLM, token("challenge")));
        assertThat(answer(third)).isEqualTo(NegTokenResp.completed(NTLM, token("proof")));
        assertThat(Outcomes.identity(third).evidence().mechanism()).isEqualTo("NTLM");
    }

    @Test
    void signInByTheSecondOneThatIsNotPreferredWithSignaturesOfBothSides() throws Exception {
        Outcome first = accept(Forge.negTokenInit(NOT_FIRST, Bytes.EMPTY));
        accept(resp("more", Optional.empty()));
        Outcome third = accept(resp("done", Optional.empty()));
        Outcome fourth = accept(signature(clientMic(RAW_NOT_FIRST)));

        assertThat(answer(first).negState()).contains(NegState.REQUEST_MIC);
        assertThat(answer(third).mechListMic()).contains(serverMic(RAW_NOT_FIRST));
        assertThat(Outcomes.identity(fourth).qualifiedName()).isEqualTo(ScriptedMechanism.USER);
    }

    @Test
    void signInByTheSecondOneWithoutSpnego() {
        Outcome.Established established = Outcomes.established(accept(token("prove")));

        assertThat(established.identity().qualifiedName()).isEqualTo(ScriptedMechanism.USER);
        assertThat(established.token()).isEqualTo(token("proof")); // as it is, without SPNEGO around it
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void signInByTheSecondOneWithoutSpnegoWithSeveralTokens(int more) {
        for (int i = 0; i < more; i++) {
            assertThat(Outcomes.next(accept(token("more"))).token()).isEqualTo(token("challenge"));
        }
        assertThat(Outcomes.identity(accept(token("done"))).qualifiedName()).isEqualTo(ScriptedMechanism.USER);
        assertThat(scripted.begun()).isOne();
    }

    @Test
    void signInByKerberosAfterTheOtherHasBegunAndTheClientBeginsAgain() {
        accept(token("more"));

        assertThat(Outcomes.identity(accept(new Forge().spnego())).name()).isEqualTo("alice");
        assertThat(scripted.open()).isZero();
        assertThat(abandoned).isEmpty(); // the client has not left
    }

    @Test
    void tellTheTokensOfOneConversationFromThoseOfAnother() {
        accept(token("more"));

        assertThat(code(scheme.accept(resp("done", Optional.empty()), OTHER, new Reference(2))))
                .isEqualTo(FailureCode.NO_NEGOTIATION);
        assertThat(Outcomes.identity(accept(token("done"))).name()).isEqualTo("bob");
    }

    /** One is bare and the other inside SPNEGO: each would have to be taken for the other. */
    @Test
    void doNotFinishEachOthersNegotiations() {
        accept(token("more"));
        assertThat(code(accept(resp("done", Optional.empty())))).isEqualTo(FailureCode.NO_NEGOTIATION);

        accept(Forge.negTokenInit(List.of(NTLM), token("more")));
        assertThat(Outcomes.failure(accept(token("done"))).code().category().namesTheToken())
                .isTrue();

        accept(Forge.negTokenInit(List.of(KERBEROS, NTLM), Bytes.EMPTY));
        assertThat(code(accept(resp("done", Optional.empty())))).isEqualTo(FailureCode.NTLM);

        accept(Forge.negTokenInit(List.of(NTLM, KERBEROS), token("more")));
        assertThat(code(accept(kerberosResp()))).isEqualTo(FailureCode.MALFORMED_SPNEGO);

        assertThat(scripted.open()).isZero();
        assertThat(scripted.endedTwice()).isZero();
    }

    @Test
    void areUnavailableAtTheFirstToken() {
        assertThat(unavailable(accept(token("unavailable")))).isEqualTo(FailureCode.NOT_RUNNING);
        assertThat(unavailable(accept(Forge.negTokenInit(List.of(NTLM), token("unavailable")))))
                .isEqualTo(FailureCode.NOT_RUNNING);
    }

    @Test
    void areUnavailableAtALaterToken() {
        accept(token("more"));
        assertThat(unavailable(accept(token("unavailable")))).isEqualTo(FailureCode.NOT_RUNNING);

        accept(Forge.negTokenInit(NOT_FIRST, Bytes.EMPTY));
        accept(resp("more", Optional.empty()));
        assertThat(unavailable(accept(resp("unavailable", Optional.empty())))).isEqualTo(FailureCode.NOT_RUNNING);
        assertThat(scripted.open()).isZero();
    }

    @Test
    void waitForTheNextTokenThoughTheKeysChangeMeanwhile() {
        accept(token("more"));
        assertThat(Outcomes.identity(scheme().accept(token("done"), PEER, new Reference(1)))
                        .name())
                .isEqualTo("bob");

        accept(Forge.negTokenInit(NOT_FIRST, Bytes.EMPTY));
        scheme().accept(resp("more", Optional.empty()), PEER, new Reference(1));
        scheme().accept(resp("done", Optional.empty()), PEER, new Reference(1));
        assertThat(Outcomes.identity(scheme().accept(signature(clientMic(RAW_NOT_FIRST)), PEER, new Reference(1)))
                        .name())
                .isEqualTo("bob");
    }

    @Test
    void closeALegThatIsAbandonedAndTellOfItOnce() {
        accept(token("more"));
        now.set(Forge.NOW.plusSeconds(60));
        store.tick();
        store.tick();

        assertThat(scripted.open()).isZero();
        assertThat(scripted.endedTwice()).isZero();
        assertThat(abandoned).containsExactly("GH-S005 GSS_S_NO_CONTEXT (8) 0000-0001");
    }

    @Test
    void closeAContextWhoseSignatureNeverComes() {
        accept(Forge.negTokenInit(NOT_FIRST, Bytes.EMPTY));
        accept(resp("done", Optional.empty()));
        assertThat(scripted.open()).isOne();

        legs.close();

        assertThat(scripted.open()).isZero();
        assertThat(abandoned).containsExactly("GH-S007 GSS_S_BAD_MIC (6) 0000-0001");
    }

    /** HTTP/1.0, HTTP/2, AJP. */
    @Test
    void closeALegWhereNoOtherTokenCanCome() {
        Peer shared = new Peer("10.1.2.3");

        assertThat(code(scheme.accept(token("more"), shared, new Reference(1))))
                .isEqualTo(FailureCode.NO_OPTIMISTIC_TOKEN);
        assertThat(code(scheme.accept(Forge.negTokenInit(List.of(NTLM), token("more")), shared, new Reference(1))))
                .isEqualTo(FailureCode.NO_OPTIMISTIC_TOKEN);
        assertThat(scripted.handedOut()).isEqualTo(2);
        assertThat(scripted.open()).isZero();
        assertThat(scripted.endedTwice()).isZero();
    }

    @Test
    void closeALegWhoseNextTokenIsTooLarge() {
        accept(token("more"));

        assertThat(code(accept(Bytes.of(new byte[(1 << 17) + 1])))).isEqualTo(FailureCode.TOKEN_TOO_LARGE);
        assertThat(scripted.open()).isZero();
    }

    @Test
    void areAskedByTheSchemeNegotiateOnly() {
        HttpAuthentication authentication = new HttpAuthentication(scheme, UserProofs.standard());

        assertThat(authentication.accept(new Credentials.Negotiate(token("done")), PEER, new Reference(1)))
                .map(Outcomes::identity)
                .hasValueSatisfying(identity -> assertThat(identity.name()).isEqualTo("bob"));
        assertThat(authentication.accept(new Credentials.Ntlm(token("done")), PEER, new Reference(1)))
                .isEmpty();
        assertThat(authentication.accept(
                        new Credentials.Basic("bob", SecretChars.adopt("pw".toCharArray())), PEER, new Reference(1)))
                .isEmpty();
        assertThat(authentication.accept(new Credentials.Other(), PEER, new Reference(1)))
                .isEmpty();
    }

    private NegotiateScheme scheme() {
        List<GssMechanism> ours = List.of(ForgedService.acceptor(Forge.keys(), () -> Forge.NOW), scripted);
        return new NegotiateScheme(ours, Forge.SPN, legs);
    }

    private Outcome accept(Bytes token) {
        return Outcomes.owned(scheme.accept(token, PEER, new Reference(1)));
    }

    private static Bytes resp(String word, Optional<Bytes> mic) {
        return new NegTokenResp(Optional.empty(), Optional.empty(), Optional.of(token(word)), mic).encode();
    }

    private static Bytes kerberosResp() {
        return new NegTokenResp(
                        Optional.empty(), Optional.empty(), Optional.of(new Forge().kerberos()), Optional.empty())
                .encode();
    }

    private static Bytes signature(Bytes mic) {
        return new NegTokenResp(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(mic)).encode();
    }

    private static NegTokenResp answer(Outcome outcome) throws Exception {
        return NegTokenResp.parse(Outcomes.token(outcome));
    }

    private static FailureCode code(Outcome outcome) {
        return Outcomes.failure(outcome).code();
    }

    private static FailureCode unavailable(Outcome outcome) {
        return Outcomes.unavailable(outcome).code();
    }

    private static Bytes hex(String hex) {
        return Bytes.of(HexFormat.of().parseHex(hex));
    }
}
