package org.gatehouse.cli.command;

import java.io.IOException;
import org.gatehouse.secret.SecretChars;

/** Somebody who types a password, or a program that writes one. */
@FunctionalInterface
public interface PasswordPrompt {
    /**
     * The password, without the end of its line; the caller closes it.
     *
     * @throws IOException whose message says in words why there is none
     */
    SecretChars ask() throws IOException;
}
