package org.gatehouse.mechanism;

import java.util.Optional;
import org.gatehouse.failure.Failure;
import org.gatehouse.identity.Identity;
import org.gatehouse.secret.TestCleanup;
import org.gatehouse.wire.Bytes;

/** Outcomes that a test expects to be of one kind. */
public final class Outcomes {
    private Outcomes() {}

    /** Returns the outcome, whose context is closed when the test has ended. */
    public static Outcome owned(Outcome outcome) {
        if (outcome instanceof Outcome.Established established) {
            TestCleanup.closes(established.context());
        }
        return outcome;
    }

    /** Ends the sign-in, if it is one. */
    public static void close(Outcome outcome) {
        if (outcome instanceof Outcome.Established established) {
            established.context().close();
        }
    }

    /** Who was signed in. */
    public static Identity identity(Outcome outcome) {
        return established(outcome).identity();
    }

    public static Outcome.Established established(Outcome outcome) {
        return outcome.<Optional<Outcome.Established>>fold(
                        Optional::of, next -> Optional.empty(), rejected -> Optional.empty(), out -> Optional.empty())
                .orElseThrow(() -> unexpected(outcome));
    }

    public static Outcome.Continue next(Outcome outcome) {
        return outcome.<Optional<Outcome.Continue>>fold(
                        established -> Optional.empty(),
                        Optional::of,
                        rejected -> Optional.empty(),
                        out -> Optional.empty())
                .orElseThrow(() -> unexpected(outcome));
    }

    /** Why a client was refused. */
    public static Failure failure(Outcome outcome) {
        return outcome.<Optional<Failure>>fold(
                        established -> Optional.empty(),
                        next -> Optional.empty(),
                        rejected -> Optional.of(rejected.failure()),
                        out -> Optional.empty())
                .orElseThrow(() -> unexpected(outcome));
    }

    /** Why nobody could judge a client's token. */
    public static Failure unavailable(Outcome outcome) {
        return outcome.<Optional<Failure>>fold(
                        established -> Optional.empty(),
                        next -> Optional.empty(),
                        rejected -> Optional.empty(),
                        out -> Optional.of(out.failure()))
                .orElseThrow(() -> unexpected(outcome));
    }

    /** What goes back to the client; nothing if nobody could judge it. */
    public static Bytes token(Outcome outcome) {
        return outcome.fold(
                Outcome.Established::token,
                Outcome.Continue::token,
                Outcome.Rejected::token,
                unavailable -> Bytes.EMPTY);
    }

    private static AssertionError unexpected(Outcome outcome) {
        return new AssertionError("Unexpected: " + outcome);
    }
}
