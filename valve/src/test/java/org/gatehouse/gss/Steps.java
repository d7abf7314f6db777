package org.gatehouse.gss;

import org.gatehouse.failure.Failure;

/** Steps that a test expects to be of one kind. */
public final class Steps {
    private Steps() {}

    public static <L extends LegState> Step.Done<L> done(Step<L> step) {
        return step.fold(
                done -> done, more -> unexpected(step), refused -> unexpected(step), unavailable -> unexpected(step));
    }

    public static <L extends LegState> Step.More<L> more(Step<L> step) {
        return step.fold(
                done -> unexpected(step), more -> more, refused -> unexpected(step), unavailable -> unexpected(step));
    }

    public static <L extends LegState> Step.Refused<L> refused(Step<L> step) {
        return step.fold(
                done -> unexpected(step),
                more -> unexpected(step),
                refused -> refused,
                unavailable -> unexpected(step));
    }

    /** Why a token could not be judged. */
    public static <L extends LegState> Failure unavailable(Step<L> step) {
        return step.fold(
                done -> unexpected(step),
                more -> unexpected(step),
                refused -> unexpected(step),
                Step.Unavailable::failure);
    }

    private static <T> T unexpected(Step<?> step) {
        throw new AssertionError("Unexpected: " + step);
    }
}
