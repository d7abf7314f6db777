package org.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nobody decides by a single code of the catalogue: a new code would be forgotten there. Class files do not show which
 * references are compared, so the sources are read.
 */
class FailureDecisionsTest {
    private static final Path SOURCES = Path.of("src", "main", "java", "org", "gatehouse");
    private static final String CODE = "(?:FailureCode\\.[A-Z_0-9]+|\\bcode\\(\\)|\\bcode\\b)";
    private static final Pattern COMPARISON = Pattern.compile(CODE + "\\s*[!=]=(?!=)"
            + "|[!=]=\\s*(?:[\\w.()]+\\.)?" + CODE
            + "|" + CODE + "\\s*\\.equals\\("
            + "|(?:equals|contains)\\((?:[\\w.()]+\\.)?" + CODE
            + "|switch\\s*\\([^)]*" + CODE
            + "|case\\s+FailureCode\\."
            + "|EnumSet[^;]*FailureCode"
            + "|import\\s+static\\s+org\\.gatehouse\\.failure\\.FailureCode");

    @Test
    void areMadeByCategoryOnly() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            List<String> comparing = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.startsWith(SOURCES.resolve("failure")))
                    .filter(FailureDecisionsTest::knowsCodes)
                    .flatMap(FailureDecisionsTest::comparisons)
                    .toList();

            assertThat(comparing).isEmpty();
        }
    }

    /** Otherwise the pattern would find nothing in nothing. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "if (failure.code() == FailureCode.SKEW) {",
                "return FailureCode.SKEW == code;",
                "if (FailureCode.REPLAY != failure.code())",
                "boolean skew = code.equals(FailureCode.SKEW);",
                "failure.code().equals(other)",
                "FailureCode.SKEW.equals(failure.code())",
                "switch (failure.code()) {",
                "switch (code) {",
                "Set<FailureCode> ours = EnumSet.of(FailureCode.SKEW);",
                "ours.contains(failure.code())",
                "import static org.gatehouse.failure.FailureCode.SKEW;"
            })
    void areFoundInSources(String line) {
        assertThat(COMPARISON.matcher(line).find()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "throw new RefusedException(FailureCode.SKEW, seen, remedy);",
                "Failure failure = new Failure(FailureCode.SKEW, seen, remedy);",
                "Reply reply = Reply.to(code.category());",
                "periods.put(code, current);",
                "this.code = code;",
                "return failure.code().category().tellsOurTime() && !token.isEmpty();"
            })
    void areNotFoundWhereCodesAreOnlyNamed(String line) {
        assertThat(COMPARISON.matcher(line).find()).isFalse();
    }

    private static boolean knowsCodes(Path file) {
        String text = read(file);
        return text.contains("FailureCode") || text.contains("Failure ") || text.contains(".code()");
    }

    private static Stream<String> comparisons(Path file) {
        return read(file)
                .lines()
                .filter(line -> COMPARISON.matcher(line).find())
                .map(line -> file.getFileName() + ": " + line.strip());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
