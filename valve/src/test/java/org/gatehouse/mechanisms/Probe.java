package org.gatehouse.mechanisms;

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
        /** By the JDK; we accept it. */
        REFUSED_BY_JGSS_ALONE
    }

    @Override
    public String toString() {
        return name;
    }
}
