package org.gatehouse.cli;

/** What a command was asked to do could not be done. The message says why, and what to do. */
final class FailedException extends Exception {
    private static final long serialVersionUID = 1;

    FailedException(String message) {
        super(message, null, false, false);
    }
}
