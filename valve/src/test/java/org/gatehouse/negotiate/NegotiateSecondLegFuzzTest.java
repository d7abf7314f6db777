package org.gatehouse.negotiate;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.Optional;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.gss.Conversation;
import org.gatehouse.gss.MechanismOid;
import org.gatehouse.gss.Peer;
import org.gatehouse.keytab.ServiceKeys;
import org.gatehouse.mechanism.Outcome;
import org.gatehouse.mechanism.Outcomes;
import org.gatehouse.mechanism.Reference;
import org.gatehouse.spnego.NegTokenResp;
import org.gatehouse.wire.Bytes;

/** What follows a first token that has put another mechanism first. */
class NegotiateSecondLegFuzzTest {
    private static final ServiceKeys KEYS = Forge.keys();
    private static final Peer PEER = new Peer("10.1.2.3", Optional.of(new Conversation("c1", "10.1.2.3", "test")));
    private static final Bytes FIRST =
            Forge.negTokenInit(List.of(MechanismOid.NEGOEX.content(), MechanismOid.KERBEROS.content()), Bytes.EMPTY);

    @FuzzTest
    void everySecondTokenHasAnOutcome(byte[] token) {
        NegotiateScheme mechanism = ForgedService.mechanism(KEYS, () -> Forge.NOW);
        assertThat(mechanism.accept(FIRST, PEER, new Reference(1))).isInstanceOf(Outcome.Continue.class);

        Outcome outcome = mechanism.accept(Bytes.of(token), PEER, new Reference(1));

        assertThat(Outcomes.token(outcome).length()).isLessThan(1000);
        Outcomes.close(outcome);
        Outcome end = mechanism.accept(NegTokenResp.reject().encode(), PEER, new Reference(1));
        assertThat(end).isInstanceOf(Outcome.Rejected.class);
    }
}
