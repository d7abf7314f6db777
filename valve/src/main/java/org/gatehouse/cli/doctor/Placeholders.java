package org.gatehouse.cli.doctor;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.gatehouse.files.DiskFile;
import org.gatehouse.secret.SecretBytes;

/**
 * {@code ${name}} in Tomcat's files, as far as it can be known without starting Tomcat: {@code catalina.base}, what
 * {@code conf/catalina.properties} below it says, and defaults ({@code ${name:-default}}).
 *
 * @param base Tomcat's base directory, if it is known
 */
record Placeholders(Optional<Path> base, Map<String, String> properties) {
    private static final String BEGIN = "${";
    private static final String OTHERWISE = ":-";
    /** As many as Tomcat makes: a value may contain placeholders itself, and even its own. */
    private static final int MAX_PASSES = 20;
    /** In bytes. */
    private static final int MAX_PROPERTIES = 1 << 18;
    /** As long as the files themselves may be; this bounds what a value can grow to. */
    private static final int MAX_LENGTH = 1 << 20;

    Placeholders {
        properties = Map.copyOf(properties);
    }

    static Placeholders of(Optional<Path> base) {
        Map<String, String> properties = new HashMap<>();
        base.ifPresent(directory -> {
            read(directory.resolve("conf/catalina.properties"))
                    .forEach((name, value) -> properties.put(name.toString(), value.toString()));
            properties.put("catalina.base", directory.toString());
        });
        return new Placeholders(base, properties);
    }

    /** None if the file is not there or cannot be read: its properties stay unknown, and the findings say so. */
    private static Properties read(Path file) {
        Properties properties = new Properties();
        try (SecretBytes content = DiskFile.read(file, MAX_PROPERTIES)) {
            content.use((array, offset, length) -> {
                properties.load(new InputStreamReader(
                        new ByteArrayInputStream(array, offset, length), StandardCharsets.ISO_8859_1));
                return properties;
            });
        } catch (IOException | IllegalArgumentException e) {
            properties.clear();
        }
        return properties;
    }

    /**
     * Without placeholders; empty if one of them is not known, or if the value grows too long. As Tomcat does it
     * ({@code IntrospectionUtils.replaceProperties}): a placeholder ends at the first closing brace, and what comes out is
     * looked through again, which is how the inner one of {@code ${a:-${b:-x}}} is found.
     */
    Optional<String> resolve(String value) {
        String text = value;
        for (int pass = 0; pass < MAX_PASSES && hasPlaceholder(text); pass++) {
            Optional<String> replaced = replaced(text);
            if (replaced.isEmpty() || replaced.get().equals(text)) {
                return Optional.empty();
            }
            text = replaced.get();
        }
        return hasPlaceholder(text) ? Optional.empty() : Optional.of(text);
    }

    private static boolean hasPlaceholder(String text) {
        int begin = text.indexOf(BEGIN);
        return begin >= 0 && text.indexOf('}', begin) >= 0;
    }

    /** From left to right, each character once. */
    private Optional<String> replaced(String text) {
        StringBuilder replaced = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            int begin = text.indexOf(BEGIN, at);
            int end = begin < 0 ? -1 : text.indexOf('}', begin);
            if (end < 0) {
                replaced.append(text, at, text.length());
                at = text.length();
            } else {
                replaced.append(text, at, begin).append(value(text.substring(begin + BEGIN.length(), end)));
                at = end + 1;
            }
            if (replaced.length() > MAX_LENGTH) {
                return Optional.empty();
            }
        }
        return Optional.of(replaced.toString());
    }

    /** What stands for the content of a placeholder: the placeholder itself, if that is not known. */
    private String value(String content) {
        int otherwise = content.indexOf(OTHERWISE);
        String unknown = otherwise < 0 ? BEGIN + content + "}" : content.substring(otherwise + OTHERWISE.length());
        String name = otherwise < 0 ? content : content.substring(0, otherwise);
        return properties.getOrDefault(content, properties.getOrDefault(name, unknown));
    }
}
