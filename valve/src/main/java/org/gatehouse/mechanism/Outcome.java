package org.gatehouse.mechanism;

import java.util.function.Function;
import org.gatehouse.failure.Failure;
import org.gatehouse.gss.EstablishedContext;
import org.gatehouse.identity.Identity;
import org.gatehouse.wire.Bytes;

/**
 * What became of the credentials of a request. The kinds are told apart by {@link #fold}, so that a new one must be handled
 * everywhere. A token that goes back to the client may be empty.
 */
public sealed interface Outcome {
    /** What the function for this kind makes of it. */
    <R> R fold(
            Function<Established, R> established,
            Function<Continue, R> next,
            Function<Rejected, R> rejected,
            Function<Unavailable, R> unavailable);

    /**
     * The client is who it says.
     *
     * @param context what the mechanism has left for the later steps of the sign-in; closed at its end
     */
    record Established(Identity identity, Bytes token, EstablishedContext context) implements Outcome {
        @Override
        public <R> R fold(
                Function<Established, R> established,
                Function<Continue, R> next,
                Function<Rejected, R> rejected,
                Function<Unavailable, R> unavailable) {
            return established.apply(this);
        }
    }

    /**
     * The client has to send another token, on the same connection.
     *
     * @param unfinished what to say of a client that never does
     */
    record Continue(Bytes token, Failure unfinished) implements Outcome {
        @Override
        public <R> R fold(
                Function<Established, R> established,
                Function<Continue, R> next,
                Function<Rejected, R> rejected,
                Function<Unavailable, R> unavailable) {
            return next.apply(this);
        }
    }

    /** The client is refused. */
    record Rejected(Failure failure, Bytes token) implements Outcome {
        @Override
        public <R> R fold(
                Function<Established, R> established,
                Function<Continue, R> next,
                Function<Rejected, R> rejected,
                Function<Unavailable, R> unavailable) {
            return rejected.apply(this);
        }
    }

    /** Nobody can be signed in at the moment; the client may try again later. */
    record Unavailable(Failure failure) implements Outcome {
        @Override
        public <R> R fold(
                Function<Established, R> established,
                Function<Continue, R> next,
                Function<Rejected, R> rejected,
                Function<Unavailable, R> unavailable) {
            return unavailable.apply(this);
        }
    }
}
