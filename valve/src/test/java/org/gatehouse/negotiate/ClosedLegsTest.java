package org.gatehouse.negotiate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.gss.ScriptedMechanism.clientMic;
import static org.gatehouse.gss.ScriptedMechanism.token;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.gss.Conversation;
import org.gatehouse.gss.GssMechanism;
import org.gatehouse.gss.MechanismOid;
import org.gatehouse.gss.Peer;
import org.gatehouse.gss.ScriptedMechanism;
import org.gatehouse.mechanism.LegStore;
import org.gatehouse.mechanism.Outcome;
import org.gatehouse.mechanism.Reference;
import org.gatehouse.spnego.NegTokenResp;
import org.gatehouse.wire.Bytes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Clients that send anything in any order: whatever becomes of it, every leg and every context is over exactly once, when its
 * sign-in is over.
 */
class ClosedLegsTest {
    private static final int CAPACITY = 2;
    private static final int STEPS = 3000;
    private static final Bytes RAW_NOT_FIRST =
            Bytes.of(HexFormat.of().parseHex("3018" + "060a2b06010401823702021e" + "060a2b06010401823702020a"));

    private Instant now = Forge.NOW;
    private final List<String> abandoned = new ArrayList<>();
    private final LegStore<PendingLeg> store =
            new LegStore<>(new LegStore.Bounds(CAPACITY, 8_000, Duration.ofMinutes(1)), () -> now);
    private final LegStore.Part<PendingLeg> legs = store.part(
            (unfinished, reference, peer) -> abandoned.add(unfinished.code().code()));
    private final ScriptedMechanism scripted = new ScriptedMechanism();
    private final GssMechanism kerberos = ForgedService.acceptor(Forge.keys(), () -> Forge.NOW);
    private final List<Bytes> tokens = new ArrayList<>();
    private final List<Peer> peers = List.of(
            new Peer("10.1.2.3", Optional.of(new Conversation("c1", "10.1.2.3", "Firefox"))),
            new Peer("10.1.2.3", Optional.of(new Conversation("c1", "10.1.2.3", "curl"))),
            new Peer("10.1.2.4", Optional.of(new Conversation("c1", "10.1.2.4", "Firefox"))),
            new Peer("10.1.2.5"));

    private int established;
    private int unavailable;

    @BeforeEach
    void makeTokens() {
        Bytes ntlm = ScriptedMechanism.OID;
        Bytes negoEx = MechanismOid.NEGOEX.content();
        Bytes kerberosOid = MechanismOid.KERBEROS.content();
        for (String word : List.of("done", "prove", "unsigned", "more", "more", "refuse", "unavailable", "nonsense")) {
            tokens.add(token(word));
            tokens.add(Forge.negTokenInit(List.of(ntlm, kerberosOid), token(word)));
            tokens.add(Forge.negTokenInit(List.of(ntlm), token(word), clientMic(RAW_NOT_FIRST)));
            for (Optional<Bytes> mic : List.of(
                    Optional.<Bytes>empty(),
                    Optional.of(clientMic(RAW_NOT_FIRST)),
                    Optional.of(Bytes.of(new byte[32])))) {
                tokens.add(resp(Optional.of(token(word)), mic));
            }
        }
        for (int i = 0; i < 8; i++) {
            tokens.add(Forge.negTokenInit(List.of(negoEx, ntlm), Bytes.EMPTY));
            tokens.add(resp(Optional.empty(), Optional.of(clientMic(RAW_NOT_FIRST))));
        }
        tokens.add(Forge.negTokenInit(List.of(kerberosOid, ntlm), Bytes.EMPTY));
        tokens.add(Forge.negTokenInit(List.of(negoEx), Bytes.EMPTY));
        tokens.add(resp(Optional.empty(), Optional.empty()));
        tokens.add(resp(Optional.of(new Forge().kerberos()), Optional.empty()));
        tokens.add(NegTokenResp.reject().encode());
        tokens.add(new Forge().spnego());
        tokens.add(new Forge().kerberos());
        for (String junk : List.of("", "60", "a1", "a10130", "a1023000ff", "00", "4e544c4d53535000")) {
            tokens.add(Bytes.of(HexFormat.of().parseHex(junk)));
        }
        tokens.add(Bytes.of(new byte[(1 << 17) + 1]));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void areAllThatIsLeftAtTheEnd(long seed) {
        Random random = new Random(seed);
        for (int step = 0; step < STEPS; step++) {
            step(random);
            assertThat(scripted.open()).as("seed %d, step %d", seed, step).isLessThanOrEqualTo(CAPACITY);
        }
        leaveOneWithoutItsSignature();
        legs.close();

        assertThat(scripted.open()).isZero();
        assertThat(scripted.endedTwice()).isZero();
        assertThat(established).isPositive();
        assertThat(unavailable).isPositive();
        assertThat(abandoned).contains("GH-S005", "GH-S007"); // of legs, and of contexts
    }

    private void leaveOneWithoutItsSignature() {
        NegotiateScheme scheme = new NegotiateScheme(List.of(scripted), Forge.SPN, legs);
        List<Bytes> notFirst = List.of(MechanismOid.NEGOEX.content(), ScriptedMechanism.OID);
        scheme.accept(Forge.negTokenInit(notFirst, Bytes.EMPTY), peers.get(0), new Reference(1));
        scheme.accept(resp(Optional.of(token("done")), Optional.empty()), peers.get(0), new Reference(1));
    }

    private void step(Random random) {
        if (random.nextInt(6) == 0) {
            now = now.plusSeconds(61);
            if (random.nextBoolean()) {
                store.tick();
            }
        }
        List<GssMechanism> ours = random.nextBoolean() ? List.of(kerberos, scripted) : List.of(scripted, kerberos);
        NegotiateScheme scheme = new NegotiateScheme(ours, Forge.SPN, legs); // as after each change of keys
        Outcome outcome = scheme.accept(any(tokens, random), any(peers, random), new Reference(1));
        outcome.fold(this::end, next -> 0, rejected -> 0, out -> unavailable++);
    }

    /** What the valve does at the end of the sign-in. */
    private int end(Outcome.Established outcome) {
        outcome.context().close();
        return established++;
    }

    private static <T> T any(List<T> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }

    private static Bytes resp(Optional<Bytes> token, Optional<Bytes> mic) {
        return new NegTokenResp(Optional.empty(), Optional.empty(), token, mic).encode();
    }
}
