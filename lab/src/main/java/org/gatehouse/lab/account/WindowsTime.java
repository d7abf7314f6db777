package org.gatehouse.lab.account;

import java.time.Duration;
import java.time.Instant;

/** FILETIME of [MS-DTYP] 2.3.3: units of 100 ns since 1601. */
public final class WindowsTime {
    private static final Instant EPOCH = Instant.parse("1601-01-01T00:00:00Z");
    private static final int TICKS_PER_SECOND = 10_000_000;
    private static final int NANOS_PER_TICK = 100;

    private WindowsTime() {}

    /**
     * The number that stands for a time.
     *
     * @throws ArithmeticException if the time is too far away, some 29000 years
     */
    public static long of(Instant instant) {
        return ticks(Duration.between(EPOCH, instant));
    }

    /** The time that a number stands for. */
    public static Instant instant(long ticks) {
        return EPOCH.plusSeconds(ticks / TICKS_PER_SECOND).plusNanos(ticks % TICKS_PER_SECOND * NANOS_PER_TICK);
    }

    /**
     * An interval is kept as a negative number ([MS-ADTS] 3.1.1.3.4.1.2 reads it as one).
     *
     * @throws ArithmeticException if it is too long
     */
    public static long interval(Duration duration) {
        return -ticks(duration);
    }

    /** Zero for the smallest number, too, which stands for no limit. */
    public static Duration duration(long interval) {
        if (interval == Long.MIN_VALUE) {
            return Duration.ZERO;
        }
        long ticks = Math.abs(interval);
        return Duration.ofSeconds(ticks / TICKS_PER_SECOND, ticks % TICKS_PER_SECOND * NANOS_PER_TICK);
    }

    private static long ticks(Duration duration) {
        return Math.addExact(
                Math.multiplyExact(duration.getSeconds(), TICKS_PER_SECOND), duration.getNano() / NANOS_PER_TICK);
    }
}
