package org.gatehouse.dtyp;

import java.time.Instant;
import java.util.Optional;

/**
 * FILETIME ([MS-DTYP] 2.3.3): a point in time, or never.
 *
 * @param intervals of 100 nanoseconds since 1601, all 64 bits
 */
public record FileTime(long intervals) {
    /** What Windows writes where something never happens or ends. */
    public static final FileTime NEVER = new FileTime(Long.MAX_VALUE);

    private static final long INTERVALS_PER_SECOND = 10_000_000;
    private static final int NANOSECONDS_PER_INTERVAL = 100;
    /** 1601-01-01T00:00:00Z. */
    private static final long FIRST_SECOND = -11_644_473_600L;

    /** The time as Windows has it: what is finer than 100 nanoseconds is cut off. */
    public static FileTime of(Instant instant) {
        return new FileTime((instant.getEpochSecond() - FIRST_SECOND) * INTERVALS_PER_SECOND
                + instant.getNano() / NANOSECONDS_PER_INTERVAL);
    }

    /**
     * The point in time.
     *
     * @return empty for never: 0, which Windows writes for what has not happened, 2⁶³-1, and everything beyond, which
     *     Windows does not take for a time either
     */
    public Optional<Instant> instant() {
        return intervals <= 0 || intervals == Long.MAX_VALUE
                ? Optional.empty()
                : Optional.of(Instant.ofEpochSecond(
                        FIRST_SECOND + intervals / INTERVALS_PER_SECOND,
                        intervals % INTERVALS_PER_SECOND * NANOSECONDS_PER_INTERVAL));
    }

    @Override
    public String toString() {
        return instant().map(Instant::toString).orElse("never");
    }
}
