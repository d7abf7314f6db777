package org.gatehouse;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;
import java.util.stream.Collectors;
import org.gatehouse.wire.Bytes;

/** Messages of other implementations, below {@code vectors/} of the test resources: hex, with their origin on top. */
public final class TestVector {
    private TestVector() {}

    /** The content of {@code vectors/<name>.hex}. */
    public static Bytes read(String name) {
        try (InputStream file = TestVector.class.getResourceAsStream("/vectors/" + name + ".hex")) {
            String text = new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.US_ASCII);
            return Bytes.of(HexFormat.of()
                    .parseHex(text.lines().filter(line -> !line.startsWith("#")).collect(Collectors.joining())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
