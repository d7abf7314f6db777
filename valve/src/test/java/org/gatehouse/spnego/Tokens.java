package org.gatehouse.spnego;

import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.VectorFile;

/** Tokens of other implementations. */
public final class Tokens {
    private Tokens() {}

    static Bytes named(String name) {
        return VectorFile.read(Tokens.class, "tokens.txt").stream()
                .filter(entry -> entry.text("name").equals(name))
                .findFirst()
                .orElseThrow()
                .bytes("token");
    }
}
