package org.gatehouse.conditions;

import java.util.function.Function;
import java.util.function.Supplier;

/** What is to be done with a request: ask for a sign-in, do without, or let it through as nobody. */
public sealed interface Decision {
    /** What is to be done for each decision. */
    <T> T fold(Supplier<T> start, Function<Skip, T> skip, Function<Open, T> open);

    /** The client is asked to sign in. */
    record Start() implements Decision {
        static final Start START = new Start();

        @Override
        public <T> T fold(Supplier<T> start, Function<Skip, T> skip, Function<Open, T> open) {
            return start.get();
        }
    }

    /** The client is not asked, and gets what stands in for the sign-in. */
    record Skip(RuleKind rule, Denial denial) implements Decision {
        @Override
        public <T> T fold(Supplier<T> start, Function<Skip, T> skip, Function<Open, T> open) {
            return skip.apply(this);
        }

        /** {@code client address: 10.9.9.9 is denied by 10.9.0.0/16 (line 12)}. */
        @Override
        public String toString() {
            return rule + ": " + denial;
        }
    }

    /** Everyone may see it: the request goes on as nobody. */
    record Open(OpenRule rule) implements Decision {
        @Override
        public <T> T fold(Supplier<T> start, Function<Skip, T> skip, Function<Open, T> open) {
            return open.apply(this);
        }

        /** {@code open: url="/healthz" (line 3)}. */
        @Override
        public String toString() {
            return RuleKind.OPEN + ": " + rule;
        }
    }
}
