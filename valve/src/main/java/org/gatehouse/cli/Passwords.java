package org.gatehouse.cli;

import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.function.Function;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.secret.SecretChars;
import org.gatehouse.settings.PasswordFile;
import org.jspecify.annotations.Nullable;

/** Reads passwords, which never come as arguments: every user of a machine sees those. */
final class Passwords {
    private Passwords() {}

    /** Asks the person at the terminal. */
    static SecretChars typed(Console console) throws IOException {
        return typed(prompt -> console.readPassword("%s", prompt));
    }

    /**
     * Asks twice: a password that is not shown is easily mistyped, and a wrong key shows only when users sign in. A program that
     * only looks like a terminal (to some JDKs a pipe does) has nothing to say a second time.
     *
     * @param console answers a prompt with what was typed, or null at the end of the input
     */
    static SecretChars typed(Function<String, char @Nullable []> console) throws IOException {
        char[] first = console.apply("Password: ");
        if (first == null || first.length == 0) {
            throw new IOException("nothing was typed");
        }
        char[] second = console.apply("Password again: ");
        if (second == null) {
            return SecretChars.adopt(first);
        }
        boolean same = Arrays.equals(first, second);
        Arrays.fill(second, '\0');
        if (!same) {
            Arrays.fill(first, '\0');
            throw new IOException("the two passwords differ");
        }
        return SecretChars.adopt(first);
    }

    static SecretChars piped(InputStream stream) throws IOException {
        try (SecretBytes content = SecretBytes.adopt(stream.readNBytes(PasswordFile.MAX_LENGTH + 1))) {
            return PasswordFile.password(content);
        }
    }
}
