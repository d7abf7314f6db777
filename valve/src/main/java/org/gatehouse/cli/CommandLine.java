package org.gatehouse.cli;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gatehouse.text.Printable;

/** Finds the command that was typed and runs it. */
final class CommandLine {
    /** Nothing that is wrong was found; there may be warnings. */
    static final int WELL = 0;
    /** Something is wrong, or could not be done. */
    static final int ERRORS = 1;
    /** The command line itself is wrong. */
    static final int WRONG_USE = 2;

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
    }

    /** Runs what {@code words} say and gives the exit status. */
    int run(List<String> words) {
        if (words.isEmpty() || List.of("help", "--help", "-h").contains(words.get(0))) {
            terminal.print(usage());
            return WELL;
        }
        if (words.get(0).equals("--version")) {
            terminal.print("Gatehouse " + version + "\n");
            return WELL;
        }
        Command command = commands.get(words.get(0));
        if (command == null) {
            terminal.complain("There is no command \"" + Printable.of(words.get(0)) + "\". There are: "
                    + String.join(", ", commands.keySet()) + ".\n");
            return WRONG_USE;
        }
        List<String> rest = words.subList(1, words.size());
        if (rest.contains("--help")) {
            terminal.print(help(command));
            return WELL;
        }
        try {
            return command.run(rest);
        } catch (UsageException e) {
            terminal.complain(words.get(0) + ": " + e.getMessage() + "\n\n" + synopsis(command));
            return WRONG_USE;
        } catch (FailedException e) {
            terminal.complain(words.get(0) + ": " + e.getMessage() + "\n");
            return ERRORS;
        }
    }

    private String usage() {
        StringBuilder usage = new StringBuilder("Gatehouse ")
                .append(version)
                .append(": Windows single sign-on for Apache Tomcat.\n")
                .append("This JAR is a valve and belongs into Tomcat's lib directory. Run like this, it looks for\n")
                .append("mistakes in keytabs, names and configuration before users do; it needs no Tomcat for it.\n");
        commands.values().forEach(command -> usage.append('\n').append(help(command)));
        return usage.append("\nExit status: 0 nothing is wrong (there may be warnings), 1 something is wrong,")
                .append(" 2 the command line is.\n")
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
