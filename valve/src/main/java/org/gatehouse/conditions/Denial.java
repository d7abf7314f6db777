package org.gatehouse.conditions;

import java.util.Optional;

/**
 * Why a rule says no.
 *
 * @param line of the file where the rule stands
 * @param fact half a sentence on the request and the rule; names from outside are quoted
 * @param isStopped whether the rule could not be evaluated within its bounds, which counts as no
 * @param fallback what the rule, or the section that it is in, has for those whom it denies; empty for that of the valve
 */
public record Denial(int line, String fact, boolean isStopped, Optional<FallbackKind> fallback) {
    static Denial of(int line, String fact) {
        return new Denial(line, fact, false, Optional.empty());
    }

    /** By an entry of a list, which may have a fallback of its own. */
    static Denial by(Entry entry, String fact) {
        return new Denial(entry.line(), fact, false, entry.fallback());
    }

    /** That of a rule which cannot be evaluated. */
    Denial stopped() {
        return new Denial(line, fact, true, fallback);
    }

    /** With the fallback of the section, if the rule has none of its own. */
    Denial within(Optional<FallbackKind> section) {
        return fallback.isPresent() || section.isEmpty() ? this : new Denial(line, fact, isStopped, section);
    }

    /** {@code 10.9.9.9 is denied by 10.9.0.0/16 (line 12)}, with {@code ; fallback: form} if the rule names one. */
    @Override
    public String toString() {
        return fact
                + (line == 0 ? "" : " (line " + line + ")")
                + fallback.map(kind -> "; fallback: " + kind.attributeValue()).orElse("");
    }
}
