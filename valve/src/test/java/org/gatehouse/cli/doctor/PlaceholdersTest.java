package org.gatehouse.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.tomcat.util.IntrospectionUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ${name}}, as Tomcat itself replaces it, and for inputs of every length. */
class PlaceholdersTest {
    private static final Map<String, String> PROPERTIES =
            Map.of("a", "A", "outer", "${a}", "self", "${self}", "one", "${two}", "two", "${one}", "n:-d", "whole");

    private final Placeholders placeholders = new Placeholders(Optional.empty(), PROPERTIES);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ${a}                        | A
                    x${a}y${a}z                 | xAyAz
                    ${none:-x}                  | x
                    ${none:-}end                | end
                    ${none:-${other:-x}}        | x
                    ${none:-${a}}               | A
                    ${none:-${other:-${a}}}     | A
                    ${none:-a}${none:-b}        | ab
                    ${outer}                    | A
                    ${n:-d}                     | whole
                    $                           | $
                    $a{b}                       | $a{b}
                    ${                          | ${
                    ${a                         | ${a
                    }${                         | }${
                    {{a}}                       | {{a}}
                    $${a}                       | $A
                    """)
    void placeholdersAreReplaced(String value, String expected) {
        assertThat(placeholders.resolve(value)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"${none}", "${}", "x${none}y", "${none:-${other}}", "${self}", "${one}", "${${a}}"})
    void placeholdersThatAreNotKnownAreSaidToBe(String value) {
        assertThat(placeholders.resolve(value)).isEmpty();
    }

    @SuppressWarnings("JdkObsolete") // Tomcat asks for a Hashtable
    @Test
    void placeholdersMeanWhatTheyMeanToTomcat() {
        Random random = new Random(10);
        List<String> pieces = List.of("${", "}", ":-", "a", "none", "outer", "x", "$", "{", "one", "n:-d", ":");
        Hashtable<Object, Object> ofTomcat = new Hashtable<>(PROPERTIES);
        for (int i = 0; i < 20_000; i++) {
            String value = random.ints(random.nextInt(12), 0, pieces.size())
                    .mapToObj(pieces::get)
                    .collect(Collectors.joining());
            String expected = IntrospectionUtils.replaceProperties(value, ofTomcat, null, null);

            Optional<String> resolved = placeholders.resolve(value);

            if (resolved.isPresent()) {
                assertThat(resolved).as(value).contains(expected);
            } else {
                assertThat(expected).as(value).matches("(?s).*\\$\\{.*}.*");
            }
        }
    }

    static List<String> hostile() {
        int many = 1 << 20;
        return List.of(
                "${a:-".repeat(8 << 10),
                "${a:-".repeat(8 << 10) + "}".repeat(8 << 10),
                "${none:-".repeat(8 << 10) + "}".repeat(8 << 10),
                "${none:-".repeat(many / 8),
                "${none:-".repeat(many / 9) + "}".repeat(many / 9),
                "${".repeat(many / 2),
                "${".repeat(many / 3) + "}".repeat(many / 3),
                "}".repeat(many),
                "$".repeat(many),
                ":-".repeat(many / 2),
                "${none" + ":-".repeat(many / 2) + "}",
                "${a}".repeat(many / 4),
                "${none}".repeat(many / 7));
    }

    /** Minutes, if each brace were compared with every other one. */
    @ParameterizedTest(name = "input {index}")
    @MethodSource("hostile")
    @Timeout(60)
    void placeholdersOfHostileInputsAreReadInOneGo(String value) {
        assertThat(placeholders.resolve(value).map(String::length).orElse(0)).isLessThanOrEqualTo(value.length());
    }

    @Test
    @Timeout(60)
    void placeholdersDoNotGrowWithoutEnd() {
        Placeholders growing = new Placeholders(
                Optional.empty(), Map.of("x", "${y}".repeat(1000), "y", "${z}".repeat(1000), "z", "z".repeat(1000)));

        assertThat(growing.resolve("${x}".repeat(1000))).isEmpty();
        assertThat(growing.resolve("${z}")).contains("z".repeat(1000));
    }
}
