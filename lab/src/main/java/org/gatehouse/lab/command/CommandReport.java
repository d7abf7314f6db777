package org.gatehouse.lab.command;

/** What a command has to say: the fact first, then what follows from it and where it can be seen. */
final class CommandReport {
    private final StringBuilder text = new StringBuilder();

    CommandReport line(String line) {
        text.append(line).append('\n');
        return this;
    }

    /** A line that belongs to the one before. */
    CommandReport detail(String line) {
        return line("  " + line);
    }

    /** What follows, or what is odd. */
    CommandReport note(String note) {
        return labelled("note", note);
    }

    /** A command that is of use now. */
    CommandReport next(String command) {
        return labelled("next", command);
    }

    /** A command that shows what has changed. */
    CommandReport see(String command) {
        return labelled("see", command);
    }

    private CommandReport labelled(String label, String what) {
        return line("  %-5s %s".formatted(label, what));
    }

    boolean isEmpty() {
        return text.length() == 0;
    }

    CommandResult done() {
        return new CommandResult(CommandResult.DONE, text.toString(), "");
    }

    /** What was done so far is done; the rest was not. */
    CommandResult stoppedBy(Exception cause) {
        return new CommandResult(
                CommandResult.REFUSED,
                text.toString(),
                "the rest was not done: " + String.valueOf(cause.getMessage()) + "\n");
    }

    CommandResult nothingFound() {
        return new CommandResult(CommandResult.REFUSED, text.toString(), "");
    }
}
