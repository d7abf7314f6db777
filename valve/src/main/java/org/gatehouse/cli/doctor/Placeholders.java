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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatehouse.cli.command.LocalFiles;
import org.gatehouse.secret.SecretBytes;

/**
 * {@code ${name}} in Tomcat's files, as far as it can be known without starting Tomcat: {@code catalina.base}, what
 * {@code conf/catalina.properties} below it says, and defaults ({@code ${name:-default}}).
 *
 * @param base Tomcat's base directory, if it is known
 */
record Placeholders(Optional<Path> base, Map<String, String> properties) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^{}]*?)(?::-([^{}]*))?\\}");
    /** In bytes. */
    private static final int MAX_PROPERTIES = 1 << 18;
    /** A line of the real file has some hundred characters; this bounds what a value can grow to. */
    private static final int MAX_LENGTH = 1 << 16;

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
        try (SecretBytes content = LocalFiles.read(file, MAX_PROPERTIES)) {
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

    /** Without placeholders; empty if one of them is not known. */
    Optional<String> resolve(String value) {
        Matcher matcher = PLACEHOLDER.matcher(value);
        StringBuilder resolved = new StringBuilder();
        while (matcher.find()) {
            String otherwise = matcher.group(2);
            String known = properties.get(matcher.group(1));
            String replacement = known == null ? otherwise : known;
            if (replacement == null || resolved.length() + replacement.length() > MAX_LENGTH) {
                return Optional.empty();
            }
            matcher.appendReplacement(resolved, Matcher.quoteReplacement(replacement));
        }
        return Optional.of(matcher.appendTail(resolved).toString());
    }
}
