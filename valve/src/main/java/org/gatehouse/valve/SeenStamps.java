package org.gatehouse.valve;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.gatehouse.settings.FileStamp;

/**
 * What the file system said before the last look.
 *
 * @param taken by this machine's clock, which is the file system's if that is local
 * @param nanos the same moment, for intervals
 */
record SeenStamps(Map<String, FileStamp> byPath, Instant taken, long nanos) {
    /**
     * File systems count time in steps of milliseconds, or seconds. A file whose stamp is younger than this when it is read
     * could change again without another stamp.
     */
    private static final Duration COARSEST_STAMP = Duration.ofSeconds(2);

    /** Whether no change since then can have gone without another stamp. */
    boolean settled() {
        return byPath.values().stream().allMatch(stamp -> stamp.changed().isBefore(taken.minus(COARSEST_STAMP)));
    }

    Duration age() {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
