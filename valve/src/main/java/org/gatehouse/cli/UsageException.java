package org.gatehouse.cli;

/** A command line that can't be carried out as it stands. The message says what is wrong and how it would be right. */
final class UsageException extends Exception {
    private static final long serialVersionUID = 1;

    UsageException(String message) {
        super(message, null, false, false);
    }
}
