package org.gatehouse.fallback;

import java.time.Instant;
import java.util.Objects;

/**
 * The line that the help desk needs. It names the failure by code and reference only: what was seen is for the log.
 *
 * @param code {@code GH-K031}
 * @param reference by which the administrator finds the line of the log
 * @param time of the failure
 */
public record Technical(String code, String reference, Instant time) {
    public Technical {
        Objects.requireNonNull(code);
        Objects.requireNonNull(reference);
        Objects.requireNonNull(time);
    }
}
