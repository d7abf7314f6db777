package org.gatehouse.cli.command;

/** A command line that cannot be carried out as it stands. The message says what is wrong and how it would be right. */
public final class UsageException extends Exception {
    private static final long serialVersionUID = 1;

    public UsageException(String message) {
        super(message, null, false, false);
    }
}
