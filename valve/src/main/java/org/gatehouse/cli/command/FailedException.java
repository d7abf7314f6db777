package org.gatehouse.cli.command;

/** What a command was asked to do could not be done. The message says why, and what to do. */
public final class FailedException extends Exception {
    private static final long serialVersionUID = 1;

    private final String problem;

    public FailedException(String problem) {
        super(problem, null, false, false);
        this.problem = problem;
    }

    /** What the message says. */
    public String problem() {
        return problem;
    }
}
