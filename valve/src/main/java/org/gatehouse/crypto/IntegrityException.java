package org.gatehouse.crypto;

/** A message was not encrypted with the key, or was changed since. Says nothing more: an attacker who knew why could use it. */
public final class IntegrityException extends Exception {
    private static final long serialVersionUID = 1;

    IntegrityException() {
        super("integrity check failed", null, false, false);
    }
}
