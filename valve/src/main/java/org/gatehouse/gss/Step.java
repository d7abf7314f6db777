package org.gatehouse.gss;

import java.util.function.Function;
import org.gatehouse.failure.Failure;
import org.gatehouse.identity.Identity;
import org.gatehouse.wire.Bytes;

/**
 * What a mechanism makes of one token. The kinds are told apart by {@link #fold}. A token that goes back to the client may
 * be empty.
 *
 * @param <L> what is kept until the client's next token
 */
public sealed interface Step<L extends LegState> {
    /** What the function for this kind makes of it. */
    <R> R fold(
            Function<Done<L>, R> done,
            Function<More<L>, R> more,
            Function<Refused<L>, R> refused,
            Function<Unavailable<L>, R> unavailable);

    /**
     * The client is who it says.
     *
     * @param context must be closed by the code that ends the sign-in
     */
    record Done<L extends LegState>(Identity identity, Bytes token, EstablishedContext context) implements Step<L> {
        @Override
        public <R> R fold(
                Function<Done<L>, R> done,
                Function<More<L>, R> more,
                Function<Refused<L>, R> refused,
                Function<Unavailable<L>, R> unavailable) {
            return done.apply(this);
        }
    }

    /**
     * The client has to send another token.
     *
     * @param leg is kept until then
     * @param unfinished what to say of a client that never does
     */
    record More<L extends LegState>(Bytes token, L leg, Failure unfinished) implements Step<L> {
        @Override
        public <R> R fold(
                Function<Done<L>, R> done,
                Function<More<L>, R> more,
                Function<Refused<L>, R> refused,
                Function<Unavailable<L>, R> unavailable) {
            return more.apply(this);
        }
    }

    /** The client is refused. */
    record Refused<L extends LegState>(Failure failure, Bytes token) implements Step<L> {
        @Override
        public <R> R fold(
                Function<Done<L>, R> done,
                Function<More<L>, R> more,
                Function<Refused<L>, R> refused,
                Function<Unavailable<L>, R> unavailable) {
            return refused.apply(this);
        }
    }

    /** The token could not be judged: the server that has to be asked does not answer. */
    record Unavailable<L extends LegState>(Failure failure) implements Step<L> {
        @Override
        public <R> R fold(
                Function<Done<L>, R> done,
                Function<More<L>, R> more,
                Function<Refused<L>, R> refused,
                Function<Unavailable<L>, R> unavailable) {
            return unavailable.apply(this);
        }
    }
}
