package org.gatehouse.cli.command;

/** A command line that cannot be carried out as it stands. The message says what is wrong and how it would be right. */
public final class UsageException extends Exception {
    private static final long serialVersionUID = 1;

    private final String problem;

    public UsageException(String problem) {
        super(problem, null, false, false);
        this.problem = problem;
    }

    /** What the message says. */
    public String problem() {
        return problem;
    }
}
