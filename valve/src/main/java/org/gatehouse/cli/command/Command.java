package org.gatehouse.cli.command;

import java.util.List;

/** One of the words after {@code java -jar gatehouse-valve.jar}. */
public interface Command {
    /** What is typed: one line for each form. */
    List<String> synopsis();

    /** What it does: a sentence or more. */
    String summary();

    /**
     * Runs it.
     *
     * @param words those that follow the command's name
     * @return the exit status
     */
    int run(List<String> words) throws UsageException, FailedException;
}
