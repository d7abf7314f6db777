package org.gatehouse.negotiate;

import java.util.function.Function;
import org.gatehouse.gss.Leg;
import org.gatehouse.gss.LegState;
import org.gatehouse.spnego.NegotiationLeg;

/** What a negotiation over HTTP waits for between two requests. Its kinds are told apart by {@link #fold}. */
public sealed interface PendingLeg extends LegState {
    /** What the function for this kind makes of it. */
    <R> R fold(Function<Spnego, R> spnego, Function<Bare, R> bare);

    /** SPNEGO's next token. */
    record Spnego(NegotiationLeg leg) implements PendingLeg {
        @Override
        public int weight() {
            return leg.weight();
        }

        @Override
        public void close() {
            leg.close();
        }

        @Override
        public <R> R fold(Function<Spnego, R> spnego, Function<Bare, R> bare) {
            return spnego.apply(this);
        }
    }

    /** The next token of a mechanism without SPNEGO around it. */
    record Bare(Leg leg) implements PendingLeg {
        @Override
        public int weight() {
            return leg.weight();
        }

        @Override
        public void close() {
            leg.close();
        }

        @Override
        public <R> R fold(Function<Spnego, R> spnego, Function<Bare, R> bare) {
            return bare.apply(this);
        }
    }
}
