package org.gatehouse.lab.command;

/**
 * How a command ended.
 *
 * @param status {@link #DONE}, {@link #REFUSED} or {@link #WRONG_USAGE}: the exit status of its script
 * @param output for the standard output
 * @param errors for the standard error output
 */
public record CommandResult(int status, String output, String errors) {
    public static final int DONE = 0;

    /** Nothing was found, or the domain does not allow it. */
    public static final int REFUSED = 1;

    public static final int WRONG_USAGE = 2;
}
