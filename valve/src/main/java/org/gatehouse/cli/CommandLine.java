package org.gatehouse.cli;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gatehouse.cli.command.Command;
import org.gatehouse.cli.command.ExitStatus;
import org.gatehouse.cli.command.FailedException;
import org.gatehouse.cli.command.Terminal;
import org.gatehouse.cli.command.UsageException;
import org.gatehouse.cli.conditions.ConditionsCommand;
import org.gatehouse.cli.doctor.DoctorCommand;
import org.gatehouse.cli.keytab.KeytabCommand;
import org.gatehouse.cli.spn.Resolver;
import org.gatehouse.cli.spn.SpnCommand;
import org.gatehouse.text.Printable;

/** Finds the command that was typed and runs it. */
final class CommandLine {
    private static final String PROGRAM = "java -jar gatehouse-valve.jar";

    private final Terminal terminal;
    private final String version;
    private final Map<String, Command> commands = new LinkedHashMap<>();

    CommandLine(Terminal terminal, Resolver resolver, InstantSource clock, String version) {
        this.terminal = terminal;
        this.version = version;
        commands.put("doctor", new DoctorCommand(terminal, resolver));
        commands.put("spn", new SpnCommand(terminal, resolver));
        commands.put("keytab", new KeytabCommand(terminal, clock));
        commands.put("conditions", new ConditionsCommand(terminal));
    }

    /** Runs what {@code words} say and gives the exit status. */
    int run(List<String> words) {
        if (words.isEmpty() || List.of("help", "--help", "-h").contains(words.get(0))) {
            terminal.print(usage());
            return ExitStatus.WELL;
        }
        if (words.get(0).equals("--version")) {
            terminal.print("Gatehouse " + version + "\n");
            return ExitStatus.WELL;
        }
        Command command = commands.get(words.get(0));
        if (command == null) {
            terminal.complain("There is no command \"" + Printable.of(words.get(0)) + "\". The commands are: "
                    + String.join(", ", commands.keySet()) + ".\n");
            return ExitStatus.WRONG_USE;
        }
        List<String> rest = words.subList(1, words.size());
        if (rest.contains("--help")) {
            terminal.print(help(command));
            return ExitStatus.WELL;
        }
        try {
            return command.run(rest);
        } catch (UsageException e) {
            terminal.complain(words.get(0) + ": " + Printable.line(e.problem()) + "\n\n" + synopsis(command));
            return ExitStatus.WRONG_USE;
        } catch (FailedException e) {
            terminal.complain(words.get(0) + ": " + Printable.line(e.problem()) + "\n");
            return ExitStatus.ERRORS;
        }
    }

    private String usage() {
        StringBuilder usage = new StringBuilder("Gatehouse ")
                .append(version)
                .append(": Windows single sign-on for Apache Tomcat.\n")
                .append("This JAR is a valve: put it into Tomcat's lib directory. Its commands find mistakes in\n")
                .append("keytabs, service names and configuration before users do. They need no Tomcat.\n");
        commands.values().forEach(command -> usage.append('\n').append(help(command)));
        return usage.append("\nExit status: 0 OK (possibly with warnings), 1 errors found, 2 usage error.\n")
                .toString();
    }

    private static String help(Command command) {
        return synopsis(command) + "        " + command.summary().replace("\n", "\n        ") + "\n";
    }

    private static String synopsis(Command command) {
        StringBuilder lines = new StringBuilder();
        command.synopsis()
                .forEach(line -> lines.append("    ")
                        .append(PROGRAM)
                        .append(' ')
                        .append(line)
                        .append('\n'));
        return lines.toString();
    }
}
