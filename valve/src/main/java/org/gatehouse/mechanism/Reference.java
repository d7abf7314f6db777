package org.gatehouse.mechanism;

import java.util.Locale;

/**
 * {@code 7F3A-91C2}: stands on the page that a user sees and in the line of the log that explains it.
 *
 * @param value any number; those of one hour should differ
 */
public record Reference(int value) {
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%04X-%04X", value >>> 16, value & 0xffff);
    }
}
