package org.gatehouse.mechanisms;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.gatehouse.kerberos.Forge;
import org.gatehouse.kerberos.ServiceKeys;
import org.gatehouse.mechanism.Outcome;
import org.gatehouse.mechanism.Peer;
import org.gatehouse.wire.Bytes;

class NegotiateFuzzTest {
    private static final ServiceKeys KEYS = Forge.keys();

    @FuzzTest
    void everyTokenHasAnOutcome(byte[] token) {
        Outcome outcome = ForgedService.mechanism(KEYS, () -> Forge.NOW).accept(Bytes.of(token), new Peer("10.1.2.3"));

        assertThat(outcome.token().length()).isLessThan(1000);
        if (outcome instanceof Outcome.Established established) {
            assertThat(established.identity().name()).isNotEmpty();
        }
    }
}
