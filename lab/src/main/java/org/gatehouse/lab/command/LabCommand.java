package org.gatehouse.lab.command;

import java.io.IOException;
import java.util.List;
import org.gatehouse.lab.directory.domain.AdministrationException;

/** One of the commands, without the process around it. */
interface LabCommand {
    /**
     * Does what it is asked.
     *
     * @param arguments as on a command line, without the command's name
     * @param input what was typed beside them, such as a password; empty if nothing was
     * @throws CommandException if the arguments are wrong, or what they ask for cannot be done; nothing has changed then
     * @throws AdministrationException if the directory refuses it
     * @throws IOException if a file cannot be read or written
     */
    CommandResult run(List<String> arguments, String input)
            throws CommandException, AdministrationException, IOException;
}
