package org.gatehouse.failure;

/**
 * One case of a {@link FailureCode}.
 *
 * @param seen what was found, with names and figures: one sentence or more
 * @param remedy what to check or do, in the order of likelihood: one sentence or more
 */
public record Failure(FailureCode code, String seen, String remedy) {
    /** The same with one more sentence on what was seen. */
    public Failure withSeen(String sentence) {
        return new Failure(code, seen + " " + sentence, remedy);
    }

    /** {@code GH-K031 KRB_AP_ERR_SKEW (37): the clock … Compare both …}: what the log shows. */
    @Override
    public String toString() {
        return code + ": " + seen + " " + remedy;
    }
}
