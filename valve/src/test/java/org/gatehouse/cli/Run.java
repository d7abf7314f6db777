package org.gatehouse.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** What a command line has led to. */
record Run(int status, String output, String complaint) {
    /** Where no host is known. */
    static Run of(String... words) {
        return with(host -> new Resolution(false, Optional.empty(), Optional.empty()), words);
    }

    static Run with(Resolver resolver, String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                StandardCharsets.UTF_8);
        int status = new CommandLine(terminal, resolver, "1.2.3").run(List.of(words));
        return new Run(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** The lines that begin with a level and an area, without the blanks between. */
    List<String> findings() {
        return output.lines()
                .filter(line -> line.matches("(OK|WARN|ERROR) .*"))
                .map(line -> line.replaceAll("^(\\w+) +(\\w+) +", "$1 $2 "))
                .toList();
    }

    String lastLine() {
        List<String> lines = output.lines().toList();
        return lines.get(lines.size() - 1);
    }
}
