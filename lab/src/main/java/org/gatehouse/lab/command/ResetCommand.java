package org.gatehouse.lab.command;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Returns the lab to the state after its start. */
final class ResetCommand implements LabCommand {
    private final LabControl lab;

    ResetCommand(LabControl lab) {
        this.lab = lab;
    }

    @Override
    public CommandResult run(List<String> arguments, String input) throws CommandException, IOException {
        new CommandArguments(arguments).requireEnd();
        long begin = System.nanoTime();
        lab.reset();
        long millis = Duration.ofNanos(System.nanoTime() - begin).toMillis();
        return new CommandReport()
                .line("The lab is as it was after its start (" + millis + " ms): entries, keys, keytab, conditions,"
                        + " policies, clocks, sessions.")
                .done();
    }
}
