package org.gatehouse.negotiate;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.gss.Peer;
import org.gatehouse.keytab.ServiceKeys;
import org.gatehouse.mechanism.Outcome;
import org.gatehouse.mechanism.Outcomes;
import org.gatehouse.mechanism.Reference;
import org.gatehouse.wire.Bytes;

class NegotiateFuzzTest {
    private static final ServiceKeys KEYS = Forge.keys();

    @FuzzTest
    void everyTokenHasAnOutcome(byte[] token) {
        Outcome outcome = ForgedService.mechanism(KEYS, () -> Forge.NOW)
                .accept(Bytes.of(token), new Peer("10.1.2.3"), new Reference(1));

        assertThat(Outcomes.token(outcome).length()).isLessThan(1000);
        if (outcome instanceof Outcome.Established established) {
            assertThat(established.identity().name()).isNotEmpty();
            established.context().close();
        }
    }
}
