package org.gatehouse.cli;

import java.util.List;

/** One of the words after {@code java -jar gatehouse-valve.jar}. */
interface Command {
    /** What is typed, and lines of what may follow it. */
    List<String> synopsis();

    /** What it is good for: a sentence. */
    String summary();

    /**
     * Carries it out.
     *
     * @param words those that follow the command's name
     * @return the exit status
     */
    int run(List<String> words) throws UsageException, FailedException;
}
