package org.gatehouse.cli.command;

import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.gatehouse.cli.command.Finding.Level;
import org.gatehouse.text.Printable;

/**
 * Findings, written for people or for programs. Each is one line: what a finding quotes can neither begin another one nor
 * reach the terminal as anything but text. A name with an error has nothing that is good: what one check found right of it
 * would only mislead.
 */
public record Report(List<Finding> findings) {
    private static final int LEVEL_WIDTH = 6;

    public Report {
        Set<String> wrong = findings.stream()
                .filter(finding ->
                        finding.level() == Level.ERROR && !finding.name().isEmpty())
                .map(Finding::name)
                .collect(Collectors.toSet());
        findings = findings.stream()
                .filter(finding -> finding.level() != Level.OK || !wrong.contains(finding.name()))
                .map(Report::inOneLine)
                .toList();
    }

    private static Finding inOneLine(Finding finding) {
        return new Finding(
                finding.level(),
                Printable.line(finding.area()),
                Printable.line(finding.fact()),
                Printable.line(finding.remedy()),
                finding.name());
    }

    /** Prints the report and gives the exit status that it means. */
    public int printTo(Terminal terminal, boolean json) {
        terminal.print(json ? json() : text());
        return count(Level.ERROR) == 0 ? ExitStatus.WELL : ExitStatus.ERRORS;
    }

    private String text() {
        int width = findings.stream().mapToInt(it -> it.area().length()).max().orElse(0) + 2;
        StringBuilder text = new StringBuilder();
        for (Finding finding : findings) {
            text.append(padded(finding.level().name(), LEVEL_WIDTH))
                    .append(padded(finding.area(), width))
                    .append(finding.fact());
            if (!finding.remedy().isEmpty()) {
                text.append("  → ").append(finding.remedy());
            }
            text.append('\n');
        }
        return text.append(summary()).append('\n').toString();
    }

    /** {@code 2 warnings, 1 error}. */
    private String summary() {
        long warnings = count(Level.WARN);
        long errors = count(Level.ERROR);
        if (warnings == 0 && errors == 0) {
            return "no warnings, no errors";
        }
        StringJoiner counts = new StringJoiner(", ");
        if (warnings > 0) {
            counts.add(warnings + (warnings == 1 ? " warning" : " warnings"));
        }
        if (errors > 0) {
            counts.add(errors + (errors == 1 ? " error" : " errors"));
        }
        return counts.toString();
    }

    private String json() {
        StringJoiner list = new StringJoiner(",\n    ", "{\n  \"findings\": [\n    ", "\n  ],\n");
        list.setEmptyValue("{\n  \"findings\": [],\n");
        for (Finding finding : findings) {
            list.add("{\"level\": " + quoted(finding.level().name()) + ", \"area\": " + quoted(finding.area())
                    + ", \"fact\": " + quoted(finding.fact()) + ", \"remedy\": " + quoted(finding.remedy()) + "}");
        }
        return list + "  \"warnings\": " + count(Level.WARN) + ",\n  \"errors\": " + count(Level.ERROR) + "\n}\n";
    }

    private long count(Level level) {
        return findings.stream().filter(finding -> finding.level() == level).count();
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(1, width - text.length()));
    }

    /** A string of RFC 8259 §7 in ASCII alone, so that no reader has to know the encoding. */
    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < 0x20 || c > 0x7e) {
                quoted.append("\\u").append(HexFormat.of().toHexDigits(c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
