package org.gatehouse.lab.directory;

import java.time.Duration;
import java.time.Instant;

/** FILETIME of [MS-DTYP] 2.3.3: units of 100 ns since 1601. */
final class FileTime {
    private static final Instant EPOCH = Instant.parse("1601-01-01T00:00:00Z");
    private static final int TICKS_PER_SECOND = 10_000_000;
    private static final int NANOS_PER_TICK = 100;

    private FileTime() {}

    static long of(Instant instant) {
        Duration since1601 = Duration.between(EPOCH, instant);
        return since1601.getSeconds() * TICKS_PER_SECOND + since1601.getNano() / NANOS_PER_TICK;
    }

    static Instant instant(long ticks) {
        return EPOCH.plusSeconds(ticks / TICKS_PER_SECOND).plusNanos(ticks % TICKS_PER_SECOND * NANOS_PER_TICK);
    }
}
