package org.gatehouse.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.settings.Attribute;
import org.gatehouse.settings.AttributeRow;
import org.gatehouse.valve.SsoAuthenticator;
import org.junit.jupiter.api.Test;

/** The documentation knows every attribute and every failure code, and none that is not there. */
final class DocumentationTest {
    private static final Path DOCS = Path.of("src/docs");
    private static final Path PROJECT = Path.of("..");
    private static final Path LAB_JUNIT = PROJECT.resolve("lab-junit/src");
    private static final int MAX_DEPTH = 20;

    /** Meaning, values and default are those that the valve and its messages know. */
    @Test
    void tableOfAttributesSaysWhatTheValveKnowsOfThem() throws IOException {
        List<String> rows =
                matches(section("configure.md", "Attributes of Gatehouse"), "(?m)^(\\| *`[A-Za-z]+` *\\|.*)$");

        assertThat(rows)
                .containsExactlyElementsOf(
                        Attribute.all().stream().map(DocumentationTest::row).toList());
    }

    private static String row(Attribute<?> attribute) {
        AttributeRow row = attribute.row();
        return "| `" + attribute.name() + "` | " + row.meaning() + " " + row.consequence() + " | " + attribute.values()
                + " | " + row.standard() + " |";
    }

    @Test
    void everyAttributeHasASetterOfTheValve() {
        List<String> setters = Arrays.stream(SsoAuthenticator.class.getMethods())
                .map(Method::getName)
                .toList();

        assertThat(setters)
                .containsAll(Attribute.all().stream()
                        .map(attribute -> "set" + capitalized(attribute.name()))
                        .toList());
    }

    @Test
    void everyFailureIsExplainedByItsMeaning() throws IOException {
        String failures = read("failures.md").replaceAll("\\s+", " ");

        assertThat(FailureCode.values())
                .allSatisfy(code -> assertThat(failures)
                        .contains("## " + code + " " + capitalized(code.meaning()) + ". **Seen:** "));
    }

    @Test
    void everyRefusalOfARequestHasItsLine() throws IOException {
        String failures = read("failures.md");

        assertThat(FailureCode.values())
                .filteredOn(code -> !code.code().startsWith("GH-C"))
                .hasSizeGreaterThan(30)
                .allSatisfy(code -> assertThat(failures).contains("\n    " + code + " [7F3A-91C2] 10.1.2.3: "));
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        for (Path page : pages()) {
            assertThat(matches(Files.readString(page), "\\]\\(([^)#:]+)(?:#[^)]*)?\\)"))
                    .allSatisfy(target -> assertThat(page.resolveSibling(target))
                            .as("a link of %s", page)
                            .exists());
        }
    }

    @Test
    void everyFailureHasItsEntry() throws IOException {
        List<String> headings = matches(read("failures.md"), "(?m)^#+ *(GH-[A-Z][0-9]{3}\\b.*?) *$");

        assertThat(headings)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(FailureCode.values())
                        .map(FailureCode::toString)
                        .toList());
    }

    @Test
    void noDocumentNamesAFailureThatIsNotThere() throws IOException {
        List<String> codes =
                Arrays.stream(FailureCode.values()).map(FailureCode::code).toList();
        for (String document : List.of("install.md", "troubleshooting.md", "attacks.md", "proxies.md")) {
            assertThat(codes).as(document).containsAll(matches(read(document), "(GH-[A-Z][0-9]{3})"));
        }
    }

    @Test
    void everyTestThatIsNamedExists() throws IOException {
        Set<String> tests;
        try (Stream<Path> files = Files.find(
                PROJECT, MAX_DEPTH, (path, attributes) -> path.toString().endsWith(".java"))) {
            tests = files.map(path -> path.getFileName().toString().replace(".java", ""))
                    .collect(Collectors.toSet());
        }

        assertThat(tests).containsAll(matches(read("attacks.md"), "`([A-Za-z0-9]+(?:Test|IT))`"));
    }

    @Test
    void exampleOfTestingIsATestThatIsRun() throws IOException {
        Path example = LAB_JUNIT.resolve("test/java/org/gatehouse/lab/junit/example/PortalExampleIT.java");

        assertThat(read("testing.md").lines().map(String::stripLeading))
                .containsSequence(Files.readString(example)
                        .lines()
                        .map(String::stripLeading)
                        .toList());
    }

    /** The tests run these files; people read them in the document. */
    @Test
    void settingsOfProxiesAreTheFilesThatAreShipped() throws IOException {
        List<String> document =
                read("proxies.md").lines().map(String::stripLeading).toList();
        try (Stream<Path> files = Files.list(Path.of("src/proxies"))) {
            assertThat(files)
                    .hasSizeGreaterThan(5)
                    .allSatisfy(file -> assertThat(document)
                            .containsSequence(Files.readString(file)
                                    .lines()
                                    .map(String::stripLeading)
                                    .toList()));
        }
    }

    @Test
    void everyAnnotationOfTheLabIsExplained() throws IOException {
        List<String> annotations;
        try (Stream<Path> files = Files.list(LAB_JUNIT.resolve("main/java/org/gatehouse/lab/junit"))) {
            annotations = files.filter(DocumentationTest::isAnnotation)
                    .map(file -> "@" + file.getFileName().toString().replace(".java", ""))
                    .toList();
        }

        assertThat(annotations).hasSizeGreaterThan(5);
        assertThat(Set.copyOf(matches(read("testing.md"), "(?m)^\\| `(@[A-Za-z0-9]+)")))
                .containsExactlyInAnyOrderElementsOf(annotations);
    }

    private static boolean isAnnotation(Path file) {
        try {
            return Files.readString(file).contains("public @interface ");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.list(DOCS);
                Stream<Path> top = Files.list(PROJECT)) {
            return Stream.concat(docs, top)
                    .filter(page -> page.toString().endsWith(".md"))
                    .toList();
        }
    }

    private static String capitalized(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    private static String read(String document) throws IOException {
        return Files.readString(DOCS.resolve(document));
    }

    /** The text from a heading to the next one of its level. */
    private static String section(String document, String heading) throws IOException {
        String[] parts = read(document).split("(?m)^## " + heading + "$", 2);
        assertThat(parts).as(document + ": " + heading).hasSize(2);
        return parts[1].split("(?m)^## ", 2)[0];
    }

    private static List<String> matches(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(result -> result.group(1))
                .toList();
    }
}
