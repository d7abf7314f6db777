package org.gatehouse.cli;

import java.io.PrintStream;
import java.nio.charset.Charset;

/** Where a command writes to. */
final class Terminal {
    /** The signs beyond ASCII that the commands themselves write. */
    private static final String SIGNS = "→…";

    private final PrintStream out;
    private final PrintStream err;
    private final boolean hasSigns;

    Terminal(PrintStream out, PrintStream err, Charset charset) {
        this.out = out;
        this.err = err;
        this.hasSigns = charset.newEncoder().canEncode(SIGNS);
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
        return (hasSigns ? text : text.replace("→", "->").replace("…", "...")).replace("\n", System.lineSeparator());
    }
}
