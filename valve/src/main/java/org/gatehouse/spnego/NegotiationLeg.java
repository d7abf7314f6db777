package org.gatehouse.spnego;

import java.util.function.Function;
import org.gatehouse.gss.EstablishedContext;
import org.gatehouse.gss.Leg;
import org.gatehouse.gss.LegState;
import org.gatehouse.gss.MicProvider;
import org.gatehouse.identity.Identity;
import org.gatehouse.wire.Bytes;

/** What SPNEGO waits for between two tokens. Its kinds are told apart by {@link #fold}. */
public sealed interface NegotiationLeg extends LegState {
    /** Objects, names and derived keys: a generous guess, so that a full store is smaller than it was meant to be. */
    int OVERHEAD = 2048;

    /** What the function for this kind makes of it. */
    <R> R fold(
            Function<AwaitToken, R> awaitToken,
            Function<AwaitMechanism, R> awaitMechanism,
            Function<AwaitMic, R> awaitMic);

    /**
     * What was negotiated.
     *
     * @param rawMechTypes the client's list as it came, DER: what is signed (RFC 4178 §5)
     * @param chosen the identifier of the mechanism that the client has used
     * @param micRequired the mechanism was not the first of the list
     */
    record Choice(Bytes rawMechTypes, Bytes chosen, boolean micRequired) {
        /** Keeps a part of the client's token, not the whole of it. */
        Choice kept() {
            return new Choice(Bytes.of(rawMechTypes.toArray()), Bytes.of(chosen.toArray()), micRequired);
        }

        int weight() {
            return OVERHEAD + rawMechTypes.length() + chosen.length();
        }
    }

    /** The chosen mechanism's first token is to come. */
    record AwaitToken(Choice choice) implements NegotiationLeg {
        @Override
        public int weight() {
            return choice.weight();
        }

        @Override
        public <R> R fold(
                Function<AwaitToken, R> awaitToken,
                Function<AwaitMechanism, R> awaitMechanism,
                Function<AwaitMic, R> awaitMic) {
            return awaitToken.apply(this);
        }
    }

    /** The chosen mechanism's next token is to come. */
    record AwaitMechanism(Choice choice, Leg leg) implements NegotiationLeg {
        @Override
        public int weight() {
            return choice.weight() + leg.weight();
        }

        @Override
        public <R> R fold(
                Function<AwaitToken, R> awaitToken,
                Function<AwaitMechanism, R> awaitMechanism,
                Function<AwaitMic, R> awaitMic) {
            return awaitMechanism.apply(this);
        }

        @Override
        public void close() {
            leg.close();
        }
    }

    /** The mechanism has done its work; the client's signature is to come. */
    record AwaitMic(Choice choice, Identity identity, EstablishedContext context, MicProvider mics)
            implements NegotiationLeg {
        @Override
        public int weight() {
            return choice.weight() + context.weight();
        }

        @Override
        public <R> R fold(
                Function<AwaitToken, R> awaitToken,
                Function<AwaitMechanism, R> awaitMechanism,
                Function<AwaitMic, R> awaitMic) {
            return awaitMic.apply(this);
        }

        @Override
        public void close() {
            context.close();
        }
    }
}
