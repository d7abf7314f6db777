package org.gatehouse.conditions;

import java.util.Optional;

/**
 * What stands in a list of the file.
 *
 * @param text as it is written
 * @param line where it stands
 * @param fallback for those whom it denies, if it names one
 */
record Entry(String text, int line, Optional<FallbackKind> fallback) {
    /** {@code 10.9.0.0/16 (line 12)}. */
    @Override
    public String toString() {
        return text + " (line " + line + ")";
    }
}
