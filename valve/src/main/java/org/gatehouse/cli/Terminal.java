package org.gatehouse.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import org.gatehouse.secret.SecretChars;

/** Where a command writes to, and who is there to be asked. */
final class Terminal {
    /** The signs beyond ASCII that the commands themselves write. */
    private static final String SIGNS = "→…";

    private final PrintStream out;
    private final PrintStream err;
    private final boolean hasSigns;
    private final PasswordPrompt prompt;

    Terminal(PrintStream out, PrintStream err, Charset charset, PasswordPrompt prompt) {
        this.out = out;
        this.err = err;
        this.prompt = prompt;
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

    /**
     * A password that somebody types or pipes; the caller closes it.
     *
     * @throws IOException whose message says in words why there is none
     */
    SecretChars password() throws IOException {
        return prompt.ask();
    }

    private String fit(String text) {
        return (hasSigns ? text : text.replace("→", "->").replace("…", "...")).replace("\n", System.lineSeparator());
    }
}
