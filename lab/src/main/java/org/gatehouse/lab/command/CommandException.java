package org.gatehouse.lab.command;

/** A command that was not carried out; the message is for whoever gave it. */
public final class CommandException extends Exception {
    private static final long serialVersionUID = 1;

    private final int status;

    private CommandException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** Nobody could carry it out, whatever the state of the domain. */
    static CommandException wrongUsage(String message) {
        return new CommandException(CommandResult.WRONG_USAGE, message);
    }

    static CommandException refused(String message) {
        return new CommandException(CommandResult.REFUSED, message);
    }

    int status() {
        return status;
    }
}
