package org.gatehouse.lab.command;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.gatehouse.text.Printable;

/** The arguments of a command line, taken one after the other. */
final class CommandArguments {
    private final Deque<String> rest;

    CommandArguments(List<String> arguments) {
        this.rest = new ArrayDeque<>(arguments);
    }

    boolean hasNext() {
        return !rest.isEmpty();
    }

    String next() {
        return rest.removeFirst();
    }

    /** Whether the next one is there and is no option. */
    boolean hasValue() {
        return hasNext() && !rest.getFirst().startsWith("--");
    }

    /** What an option is about. */
    String valueOf(String option) throws CommandException {
        if (!hasNext() || rest.getFirst().isEmpty()) {
            throw CommandException.wrongUsage(option + " needs a value.");
        }
        return next();
    }

    void requireEnd() throws CommandException {
        if (hasNext()) {
            throw CommandException.wrongUsage("'" + Printable.of(rest.getFirst()) + "' is one argument too many.");
        }
    }

    static CommandException unknownOption(String option) {
        return CommandException.wrongUsage("there is no option '" + Printable.of(option) + "'.");
    }
}
