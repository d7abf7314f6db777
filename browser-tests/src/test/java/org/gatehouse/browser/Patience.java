package org.gatehouse.browser;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Asks a browser that does something by itself, again and again. */
final class Patience {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private Patience() {}

    /** @param otherwise what is wrong if it does not come true */
    static void until(BooleanSupplier condition, Supplier<String> otherwise) {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError(otherwise.get());
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}
