package org.gatehouse.wire;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;

/**
 * A resource with the values of a standard or of another implementation. Records are separated by empty lines and made
 * of lines {@code name: value}; an indented line continues the value before it; {@code #} begins a comment.
 */
public final class VectorFile {
    private VectorFile() {}

    /** The records of the resource {@code name} beside {@code test}, in their order. */
    public static List<Entry> read(Class<?> test, String name) {
        List<Entry> entries = new ArrayList<>();
        Map<String, String> fields = new LinkedHashMap<>();
        String field = "";
        for (String line : text(test, name).lines().toList()) {
            if (line.isBlank()) {
                addTo(entries, fields);
                fields = new LinkedHashMap<>();
            } else if (line.startsWith(" ")) {
                fields.merge(field, line.strip(), String::concat);
            } else if (!line.startsWith("#")) {
                int colon = line.indexOf(':');
                field = line.substring(0, colon);
                fields.put(field, line.substring(colon + 1).strip());
            }
        }
        addTo(entries, fields);
        Assertions.assertThat(entries).as(name).isNotEmpty();
        return entries;
    }

    private static void addTo(List<Entry> entries, Map<String, String> fields) {
        if (!fields.isEmpty()) {
            entries.add(new Entry(fields));
        }
    }

    private static String text(Class<?> test, String name) {
        try (InputStream stream = test.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("No resource " + name + " beside " + test.getName());
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("Cannot read " + name, e);
        }
    }

    /** One record. */
    public record Entry(Map<String, String> fields) {
        public Entry {
            fields = Map.copyOf(fields);
        }

        public String text(String field) {
            String value = fields.get(field);
            if (value == null) {
                throw new IllegalStateException("No field " + field + " in " + fields.keySet());
            }
            return value;
        }

        public int number(String field) {
            return Integer.parseInt(text(field));
        }

        public Bytes bytes(String field) {
            return Hex.hex(text(field));
        }

        /** For the names of parameterized tests. */
        @Override
        public String toString() {
            return fields.getOrDefault("name", fields.toString());
        }
    }
}
