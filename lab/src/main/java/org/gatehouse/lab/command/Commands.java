package org.gatehouse.lab.command;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.gatehouse.lab.directory.domain.AdministrationException;
import org.gatehouse.lab.text.PlainText;
import org.jspecify.annotations.Nullable;

/** Every command of a lab. One runs at a time: each sees the domain as the one before has left it. */
public final class Commands {
    private final Map<String, LabCommand> commands;

    /** To be made while the lab is as it was after its start: that is what some of them return to. */
    public Commands(LabControl lab) {
        LdapSearch search = new LdapSearch(lab);
        commands = Map.of(
                "setspn", new Setspn(lab, search),
                "keytab", new Ktpass(lab, search),
                "passwd", new Passwd(lab, search),
                "user", new UserCommand(lab, search),
                "clock", new ClockCommand(lab),
                "policy", new PolicyCommand(lab, search),
                "fault", new FaultCommand(lab, search),
                "conditions", new RulesCommand(lab),
                "reset", new ResetCommand(lab));
    }

    /** {@code setspn}, {@code keytab} and so on. */
    public Set<String> names() {
        return commands.keySet();
    }

    /**
     * Runs a command.
     *
     * @param name one of {@link #names}; anything else gives an empty result
     * @param input what would be on its standard input
     */
    public synchronized Optional<CommandResult> run(String name, List<String> arguments, String input) {
        return Optional.ofNullable(commands.get(name))
                .map(command -> run(command, name, arguments, input))
                .map(Commands::printable);
    }

    /** Whoever can write to the directory must not reach the terminal of whoever reads it. */
    private static CommandResult printable(CommandResult result) {
        return new CommandResult(
                result.status(),
                PlainText.lines(result.output(), "\ufffd"),
                PlainText.lines(result.errors(), "\ufffd"));
    }

    private static CommandResult run(LabCommand command, String name, List<String> arguments, String input) {
        String script = name + ".sh: ";
        try {
            return command.run(arguments, input);
        } catch (CommandException e) {
            String help = e.status() == CommandResult.WRONG_USAGE ? " See " + name + ".sh --help." : "";
            return new CommandResult(e.status(), "", script + e.getMessage() + help + "\n");
        } catch (AdministrationException e) {
            return new CommandResult(CommandResult.REFUSED, "", script + sentence(e.getMessage()) + "\n");
        } catch (IOException e) {
            return new CommandResult(CommandResult.REFUSED, "", script + sentence(describe(e)) + "\n");
        }
    }

    private static String sentence(@Nullable String message) {
        String text = String.valueOf(message);
        return text.endsWith(".") ? text : text + ".";
    }

    /** The JDK's messages of these are the file's name alone. */
    private static String describe(IOException e) {
        if (e instanceof FileSystemException failure && failure.getReason() == null) {
            String problem = e instanceof NoSuchFileException
                    ? "there is no such file or directory"
                    : e instanceof AccessDeniedException ? "access is denied" : "it cannot be used";
            return failure.getFile() + ": " + problem;
        }
        return String.valueOf(e.getMessage());
    }
}
