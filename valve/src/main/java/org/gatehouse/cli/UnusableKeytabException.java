package org.gatehouse.cli;

import org.gatehouse.failure.Failure;

/** A file that should be a keytab can't be read as one. */
final class UnusableKeytabException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Failure failure;

    UnusableKeytabException(Failure failure) {
        super(failure.toString(), null, false, false);
        this.failure = failure;
    }

    Failure failure() {
        return failure;
    }
}
