package org.gatehouse.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.gatehouse.cli.command.PasswordPrompt;
import org.gatehouse.cli.command.Terminal;
import org.gatehouse.cli.spn.Resolution;
import org.gatehouse.cli.spn.Resolver;
import org.gatehouse.secret.SecretChars;

/** What a command line has led to. */
public record Run(int status, String output, String complaint) {
    public static final Instant NOW = Instant.parse("2026-11-22T10:15:00.123Z");

    private static final Resolver NO_HOST = host -> new Resolution(false, Optional.empty(), Optional.empty());

    /** Where no host is known, and nobody types. */
    public static Run of(String... words) {
        return with(NO_HOST, words);
    }

    /** Where this password is typed. */
    public static Run typing(String password, String... words) {
        return with(NO_HOST, () -> SecretChars.adopt(password.toCharArray()), words);
    }

    public static Run with(Resolver resolver, String... words) {
        return with(
                resolver,
                () -> {
                    throw new IOException("nobody is there");
                },
                words);
    }

    private static Run with(Resolver resolver, PasswordPrompt prompt, String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                StandardCharsets.UTF_8,
                prompt);
        int status = new CommandLine(terminal, resolver, () -> NOW, "1.2.3").run(List.of(words));
        return new Run(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** The lines that begin with a level and an area, without the spaces between. */
    public List<String> findings() {
        return output.lines()
                .filter(line -> line.matches("(OK|WARN|ERROR) .*"))
                .map(line -> line.replaceAll("^(\\w+) +(\\w+) +", "$1 $2 "))
                .toList();
    }

    public String lastLine() {
        List<String> lines = output.lines().toList();
        return lines.get(lines.size() - 1);
    }
}
