package org.gatehouse.negotiate;

import org.gatehouse.wire.Bytes;

/**
 * A token that is right, or wrong in one thing, and who accepts it.
 *
 * @param why the two differ; empty where they agree
 */
record Probe(String name, Verdict verdict, String why, Bytes token) {
    /** What becomes of it. */
    enum Verdict {
        ACCEPTED,
        REFUSED,
        /** By us; the JDK accepts it. */
        REFUSED_BY_US_ALONE,
        /** By us, and by the later updates of the JDK. */
        REFUSED_BY_US_AT_LEAST,
        /** By the JDK; we accept it. */
        REFUSED_BY_JGSS_ALONE;

        /** What two acceptors have made of it. */
        static Verdict of(boolean weAccept, boolean theyAccept) {
            if (weAccept) {
                return theyAccept ? ACCEPTED : REFUSED_BY_JGSS_ALONE;
            }
            return theyAccept ? REFUSED_BY_US_ALONE : REFUSED;
        }

        /** Whether that is what was foreseen. */
        boolean covers(Verdict seen) {
            return this == seen || (this == REFUSED_BY_US_AT_LEAST && (seen == REFUSED || seen == REFUSED_BY_US_ALONE));
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
