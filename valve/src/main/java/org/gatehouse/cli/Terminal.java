package org.gatehouse.cli;

import java.io.PrintStream;
import java.nio.charset.Charset;

/** Where a command writes to. */
final class Terminal {
    private static final String ARROW = "→";

    private final PrintStream out;
    private final PrintStream err;
    private final boolean hasArrow;

    Terminal(PrintStream out, PrintStream err, Charset charset) {
        this.out = out;
        this.err = err;
        this.hasArrow = charset.newEncoder().canEncode(ARROW);
    }

    /** What the command was asked for; lines end as the platform's do. */
    void print(String text) {
        out.print(fit(text));
    }

    /** What keeps the command from its work. */
    void complain(String text) {
        err.print(fit(text));
    }

    private String fit(String text) {
        return (hasArrow ? text : text.replace(ARROW, "->")).replace("\n", System.lineSeparator());
    }
}
