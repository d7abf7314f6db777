package org.gatehouse.cli.command;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.gatehouse.secret.SecretChars;
import org.gatehouse.text.Printable;

/**
 * Where a command writes its output, and where it asks for a password. It is the one way out: whatever a caller forgot to
 * make fit for a terminal is made so here.
 */
public final class Terminal {
    /** The characters beyond ASCII that the commands themselves write. */
    private static final String SIGNS = "→…";

    private final PrintStream out;
    private final PrintStream err;
    private final boolean hasSigns;
    private final PasswordPrompt prompt;

    public Terminal(PrintStream out, PrintStream err, Charset charset, PasswordPrompt prompt) {
        this.out = out;
        this.err = err;
        this.prompt = prompt;
        this.hasSigns = charset.newEncoder().canEncode(SIGNS);
    }

    /** What the command was asked for; lines end as the platform's do. */
    public void print(String text) {
        out.print(fit(text));
    }

    /** What keeps the command from doing its work, or from doing all of it. */
    public void complain(String text) {
        err.print(fit(text));
    }

    /**
     * A password that somebody types or pipes; the caller closes it.
     *
     * @throws IOException whose message says in words why there is none
     */
    public SecretChars password() throws IOException {
        return prompt.ask();
    }

    private String fit(String text) {
        String lines = Arrays.stream(text.split("\n", -1))
                .map(Printable::line)
                .collect(Collectors.joining(System.lineSeparator()));
        return hasSigns ? lines : lines.replace("→", "->").replace("…", "...");
    }
}
