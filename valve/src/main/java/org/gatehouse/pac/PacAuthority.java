package org.gatehouse.pac;

import java.util.function.Function;
import java.util.function.Supplier;
import org.gatehouse.failure.Failure;

/**
 * A domain controller that says whether it issued a PAC ([MS-APDS] 3.2.5: the KDC's signature, which only a KDC can verify).
 * It may take its time.
 */
@FunctionalInterface
public interface PacAuthority {
    /** What the domain controller says of a PAC that the service's key signed. */
    Word ask(ServerSignedPac pac);

    /** The domain controller's answer. No answer is never a yes. */
    sealed interface Word {
        /** What is to be done for each answer. */
        <T> T fold(Supplier<T> confirmed, Function<Failure, T> refused, Function<Failure, T> unavailable);
    }

    /** A domain controller issued the PAC as it is. */
    record Confirmed() implements Word {
        @Override
        public <T> T fold(Supplier<T> confirmed, Function<Failure, T> refused, Function<Failure, T> unavailable) {
            return confirmed.get();
        }
    }

    /** No domain controller issued the PAC as it is. */
    record Refused(Failure failure) implements Word {
        @Override
        public <T> T fold(Supplier<T> confirmed, Function<Failure, T> refused, Function<Failure, T> unavailable) {
            return refused.apply(failure);
        }
    }

    /** No domain controller answers at the moment, or none in a way that is understood. */
    record Unavailable(Failure failure) implements Word {
        @Override
        public <T> T fold(Supplier<T> confirmed, Function<Failure, T> refused, Function<Failure, T> unavailable) {
            return unavailable.apply(failure);
        }
    }
}
