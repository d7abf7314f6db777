package org.gatehouse.gss;

import java.util.Optional;
import org.gatehouse.failure.Failure;

/** Steps that a test expects to be of one kind. */
public final class Steps {
    private Steps() {}

    public static <L extends LegState> Step.Done<L> done(Step<L> step) {
        return step.<Optional<Step.Done<L>>>fold(
                        Optional::of, more -> Optional.empty(), refused -> Optional.empty(), out -> Optional.empty())
                .orElseThrow(() -> unexpected(step));
    }

    public static <L extends LegState> Step.More<L> more(Step<L> step) {
        return step.<Optional<Step.More<L>>>fold(
                        done -> Optional.empty(), Optional::of, refused -> Optional.empty(), out -> Optional.empty())
                .orElseThrow(() -> unexpected(step));
    }

    public static <L extends LegState> Step.Refused<L> refused(Step<L> step) {
        return step.<Optional<Step.Refused<L>>>fold(
                        done -> Optional.empty(), more -> Optional.empty(), Optional::of, out -> Optional.empty())
                .orElseThrow(() -> unexpected(step));
    }

    /** Why a token could not be judged. */
    public static <L extends LegState> Failure unavailable(Step<L> step) {
        return step.<Optional<Failure>>fold(
                        done -> Optional.empty(),
                        more -> Optional.empty(),
                        refused -> Optional.empty(),
                        out -> Optional.of(out.failure()))
                .orElseThrow(() -> unexpected(step));
    }

    private static AssertionError unexpected(Step<?> step) {
        return new AssertionError("Unexpected: " + step);
    }
}
