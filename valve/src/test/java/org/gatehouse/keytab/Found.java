package org.gatehouse.keytab;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.gatehouse.wire.Bytes;

/** Files that somebody took for keytabs. */
public final class Found {
    private Found() {}

    public static Bytes file(String name) {
        try (InputStream stream = Objects.requireNonNull(Found.class.getResourceAsStream("found/" + name))) {
            return Bytes.of(stream.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
