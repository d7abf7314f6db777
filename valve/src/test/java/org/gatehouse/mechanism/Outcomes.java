package org.gatehouse.mechanism;

import org.gatehouse.failure.Failure;
import org.gatehouse.identity.Identity;
import org.gatehouse.wire.Bytes;

/** Outcomes that a test expects to be of one kind. */
public final class Outcomes {
    private Outcomes() {}

    /** Who was signed in. */
    public static Identity identity(Outcome outcome) {
        return established(outcome).identity();
    }

    public static Outcome.Established established(Outcome outcome) {
        return outcome.fold(
                established -> established,
                next -> unexpected(outcome),
                rejected -> unexpected(outcome),
                unavailable -> unexpected(outcome));
    }

    public static Outcome.Continue next(Outcome outcome) {
        return outcome.fold(
                established -> unexpected(outcome),
                next -> next,
                rejected -> unexpected(outcome),
                unavailable -> unexpected(outcome));
    }

    /** Why a client was refused. */
    public static Failure failure(Outcome outcome) {
        return outcome.fold(
                established -> unexpected(outcome),
                next -> unexpected(outcome),
                Outcome.Rejected::failure,
                unavailable -> unexpected(outcome));
    }

    /** What goes back to the client; nothing if nobody could judge it. */
    public static Bytes token(Outcome outcome) {
        return outcome.fold(
                Outcome.Established::token,
                Outcome.Continue::token,
                Outcome.Rejected::token,
                unavailable -> Bytes.EMPTY);
    }

    private static <T> T unexpected(Outcome outcome) {
        throw new AssertionError("Unexpected: " + outcome);
    }
}
