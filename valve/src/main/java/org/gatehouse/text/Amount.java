package org.gatehouse.text;

import java.time.Duration;

/** Durations as people say them. */
public final class Amount {
    private Amount() {}

    /** The two largest units of a duration: {@code 7 min 12 s}, {@code 3 h}, {@code 2 d 4 h}, {@code 0 s}. */
    public static String of(Duration duration) {
        if (duration.toDays() > 0) {
            return pair(duration.toDays(), " d", duration.toHoursPart(), " h");
        }
        if (duration.toHours() > 0) {
            return pair(duration.toHours(), " h", duration.toMinutesPart(), " min");
        }
        if (duration.toMinutes() > 0) {
            return pair(duration.toMinutes(), " min", duration.toSecondsPart(), " s");
        }
        return duration.toSeconds() + " s";
    }

    private static String pair(long large, String largeUnit, int small, String smallUnit) {
        return large + largeUnit + (small == 0 ? "" : " " + small + smallUnit);
    }
}
