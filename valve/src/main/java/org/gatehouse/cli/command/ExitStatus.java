package org.gatehouse.cli.command;

/** What a command tells the program that started it. */
public final class ExitStatus {
    /** No errors were found; there may be warnings. */
    public static final int WELL = 0;
    /** Something is wrong, or could not be done. */
    public static final int ERRORS = 1;
    /** The command line itself is wrong. */
    public static final int WRONG_USE = 2;

    private ExitStatus() {}
}
