package org.gatehouse.negotiate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.gss.Conversation;
import org.gatehouse.gss.GssMechanism;
import org.gatehouse.gss.MechanismOid;
import org.gatehouse.gss.Peer;
import org.gatehouse.gss.ScriptedMechanism;
import org.gatehouse.mechanism.LegStore;
import org.gatehouse.mechanism.Outcome;
import org.gatehouse.mechanism.Reference;
import org.gatehouse.secret.TestCleanup;
import org.gatehouse.wire.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What waits for a client's next token counts against the limit of bytes, whatever it is. */
class LegBytesTest {
    private static final Peer PEER = new Peer("10.1.2.3", Optional.of(new Conversation("c1", "10.1.2.3", "test")));
    private static final Bytes NTLM = MechanismOid.NTLMSSP.content();
    private static final Bytes KERBEROS = MechanismOid.KERBEROS.content();
    private static final Bytes NEGOEX = MechanismOid.NEGOEX.content();
    /** DER of the client's list of NEGOEX and NTLM, and the identifier of NTLM. */
    private static final int LIST = 2 + 12 + 12 + 10;

    private static final int OVERHEAD = 2048;

    private final ScriptedMechanism scripted = new ScriptedMechanism();

    @ParameterizedTest
    @CsvSource({"0, true", "-1, false"})
    void legOfAMechanismWithoutSpnegoCounts(int room, boolean kept) {
        NegotiateScheme scheme = scheme(ScriptedMechanism.WEIGHT + room);

        assertThat(isKept(scheme, ScriptedMechanism.token("more"))).isEqualTo(kept);
    }

    @ParameterizedTest
    @CsvSource({"0, true", "-1, false"})
    void negotiationThatWaitsForTheFirstTokenCounts(int room, boolean kept) {
        NegotiateScheme scheme = scheme(OVERHEAD + LIST + room);

        assertThat(isKept(scheme, Forge.negTokenInit(List.of(NEGOEX, NTLM), Bytes.EMPTY)))
                .isEqualTo(kept);
    }

    @ParameterizedTest
    @CsvSource({"more, 0, true", "more, -1, false", "done, 0, true", "done, -1, false"})
    void negotiationThatWaitsForAnotherTokenOrTheSignatureCountsWithItsMechanism(String word, int room, boolean kept) {
        NegotiateScheme scheme = scheme(OVERHEAD + LIST + ScriptedMechanism.WEIGHT + room);

        assertThat(isKept(scheme, Forge.negTokenInit(List.of(NEGOEX, NTLM), Bytes.EMPTY)))
                .isTrue();
        assertThat(isKept(scheme, Negotiations.resp(ScriptedMechanism.token(word), Optional.empty())))
                .isEqualTo(kept);
        assertThat(scripted.open()).isEqualTo(kept ? 1 : 0);
    }

    /** A Kerberos context that waits for a signature holds the ticket, and not the rest of the client's token. */
    @Test
    void contextThatWaitsForASignatureCountsWithItsTicket() {
        Bytes ticketOfOneUser = new Forge().kerberos();
        int little = smallestLimit(new Forge());
        int much = smallestLimit(Forge.with(forge -> forge.ticketAuthorizationData = Forge.authorizationData(10, 1)));

        assertThat(little).isGreaterThan(OVERHEAD + 200).isLessThan(OVERHEAD + LIST + ticketOfOneUser.length());
        assertThat(much).isGreaterThan(little + 20);
    }

    private static int smallestLimit(Forge forge) {
        int refused = OVERHEAD;
        int kept = OVERHEAD + 4096;
        while (kept - refused > 1) {
            int limit = (kept + refused) / 2;
            NegotiateScheme scheme = scheme(limit, ForgedService.acceptor(Forge.keys(), () -> Forge.NOW));
            isKept(scheme, Forge.negTokenInit(List.of(NEGOEX, KERBEROS), Bytes.EMPTY));
            if (isKept(scheme, Negotiations.resp(forge.kerberos(), Optional.empty()))) {
                kept = limit;
            } else {
                refused = limit;
            }
        }
        return kept;
    }

    private NegotiateScheme scheme(long maxBytes) {
        return scheme(maxBytes, scripted);
    }

    private static NegotiateScheme scheme(long maxBytes, GssMechanism mechanism) {
        LegStore<PendingLeg> legs =
                new LegStore<>(new LegStore.Bounds(16, maxBytes, Duration.ofMinutes(1)), () -> Forge.NOW);
        LegStore.Part<PendingLeg> part = legs.part((unfinished, reference, peer) -> {});
        TestCleanup.closes(part::close);
        return new NegotiateScheme(List.of(mechanism), Forge.SPN, part);
    }

    private static boolean isKept(NegotiateScheme scheme, Bytes token) {
        return scheme.accept(token, PEER, new Reference(1)) instanceof Outcome.Continue;
    }
}
