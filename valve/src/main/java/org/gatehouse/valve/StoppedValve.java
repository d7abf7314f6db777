package org.gatehouse.valve;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.apache.catalina.connector.Request;
import org.apache.juli.logging.Log;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.http.Challenges;
import org.gatehouse.mechanism.SignInEvent;

/** What becomes of requests while the valve does not run. */
final class StoppedValve {
    private static final Failure STOPPED = new Failure(
            FailureCode.NOT_RUNNING,
            "the valve is not running: it could not start, or the application is stopping.",
            "Look in the log for what it said at its start.");

    private final InstantSource clock;
    private final RefusalLog refusals;
    private final SignInListeners listeners;

    StoppedValve(Log log, InstantSource clock, Statistics statistics) {
        this.clock = clock;
        this.refusals = new RefusalLog(log, clock);
        this.listeners = new SignInListeners(log, List.of(statistics, refusals));
    }

    /** A client can come as often as it likes: its refusals are grouped in the log as all others are. */
    void refuse(Request request) throws IOException {
        SignInEvent.Source source = new SignInEvent.Source(RequestPeer.of(request), SignInAttempt.newReference());
        listeners.publish(
                new SignInEvent(clock.instant(), source, new SignInEvent.Unavailable(STOPPED), 0, Optional::empty));
        new ChallengeWriter(
                        request,
                        new Challenges(List.of()),
                        (failure, thrown) -> refusals.fault(failure, source, thrown))
                .refuse(ChallengeWriter.Answer.NONE, STOPPED.code(), source.reference());
    }
}
