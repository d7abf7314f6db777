package org.gatehouse.conditions;

/** A pattern needs more than a request may cost. */
final class StoppedException extends Exception {
    private static final long serialVersionUID = 1;

    StoppedException(String why) {
        super(why, null, false, false);
    }
}
