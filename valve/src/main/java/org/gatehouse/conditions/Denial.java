package org.gatehouse.conditions;

/**
 * Why a rule says no.
 *
 * @param line of the file where the rule stands
 * @param fact half a sentence on the request and the rule; names from outside are quoted
 * @param isStopped whether the rule could not be evaluated within its bounds, which counts as no
 */
public record Denial(int line, String fact, boolean isStopped) {
    static Denial of(int line, String fact) {
        return new Denial(line, fact, false);
    }

    /** {@code 10.9.9.9 is denied by 10.9.0.0/16 (line 12)}. */
    @Override
    public String toString() {
        return fact + " (line " + line + ")";
    }
}
