package org.gatehouse.settings;

import org.gatehouse.failure.Failure;

/** A file that should be a keytab cannot be used as one. */
public final class UnusableKeytabException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Failure failure;

    public UnusableKeytabException(Failure failure) {
        super(failure.toString(), null, false, false);
        this.failure = failure;
    }

    public Failure failure() {
        return failure;
    }
}
