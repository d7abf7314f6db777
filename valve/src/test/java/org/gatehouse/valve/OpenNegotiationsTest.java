package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.gss.Peer;
import org.gatehouse.valve.OpenNegotiations.Unfinished;
import org.junit.jupiter.api.Test;

class OpenNegotiationsTest {
    private static final Failure NTLM = new Failure(FailureCode.NTLM, "seen.", "remedy.");
    private static final Failure MIC = new Failure(FailureCode.BAD_MIC, "seen.", "remedy.");

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final List<String> told = new ArrayList<>();
    private final OpenNegotiations negotiations = new OpenNegotiations(
            now::get,
            (failure, reference, peer) -> told.add(failure.code().code() + " " + reference + " " + peer.address()));

    @Test
    void areToldWhenNobodyHasComeBackForAMinute() {
        negotiations.begun(new Unfinished(NTLM, new Reference(1)), peer(1));
        now.set(Instant.EPOCH.plusSeconds(59));
        negotiations.tick();
        assertThat(told).isEmpty();

        now.set(Instant.EPOCH.plusSeconds(60));
        negotiations.tick();
        negotiations.tick();

        assertThat(told).containsExactly("GH-N001 0000-0001 10.0.0.1");
    }

    @Test
    void areNotToldWhenTheClientComesBack() {
        negotiations.begun(new Unfinished(NTLM, new Reference(1)), peer(1));
        negotiations.begun(new Unfinished(NTLM, new Reference(2)), peer(2));

        assertThat(negotiations.take(peer(1))).contains(new Unfinished(NTLM, new Reference(1)));
        assertThat(negotiations.take(peer(1))).isEmpty();

        negotiations.flush();

        assertThat(told).containsExactly("GH-N001 0000-0002 10.0.0.2");
    }

    @Test
    void areToldByTheirLastStep() {
        negotiations.begun(new Unfinished(NTLM, new Reference(1)), peer(1));
        negotiations.begun(new Unfinished(MIC, new Reference(2)), peer(1));

        negotiations.flush();

        assertThat(told).containsExactly("GH-S007 0000-0002 10.0.0.1");
    }

    @Test
    void areToldAtOnceWhenThereAreTooMany() {
        IntStream.rangeClosed(1, OpenNegotiations.CAPACITY + 2)
                .forEach(number -> negotiations.begun(new Unfinished(NTLM, new Reference(number)), peer(number)));

        assertThat(told).containsExactly("GH-N001 0000-0001 10.0.0.1", "GH-N001 0000-0002 10.0.0.2");
    }

    private static Peer peer(int number) {
        return new Peer("10.0.0." + number, Optional.of("c" + number));
    }
}
