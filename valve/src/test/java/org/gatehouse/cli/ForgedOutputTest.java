package org.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gatehouse.cli.command.Finding;
import org.gatehouse.cli.command.Report;
import org.gatehouse.cli.command.Terminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Foreign text on a terminal: whatever a name, path or address holds, it stays text, and stays in its line. */
class ForgedOutputTest {
    private static final String FORGED =
            "x\u001b]0;owned\u0007\u001b[2J\r\nOK    keytab  all is well\u009b31m\u202e\u2066";

    @TempDir
    Path directory;

    private static Run printed(Finding finding, boolean json) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(stream, stream, StandardCharsets.UTF_8, () -> {
            throw new IOException("nobody is there");
        });
        int status = new Report(List.of(finding)).printTo(terminal, json);
        return new Run(status, out.toString(StandardCharsets.UTF_8), "");
    }

    private static void assertNothingForged(String output) {
        assertThat(output.replace("\n", ""))
                .matches("[^\\p{Cntrl}\\u0080-\\u009f\\p{Cf}\\p{Cs}\\u2028\\u2029]*")
                .isNotEmpty();
        assertThat(output.lines()).noneMatch(line -> line.startsWith("OK    keytab  all is well"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u001b[31mred",
                "\u001b]8;;http://evil.example/\u001b\\",
                "a\nb",
                "a\rb",
                "a\bb",
                "a\u0000b",
                "a\u007fb",
                "a\u0085b",
                "a\u009b2Jb",
                "a\u061cb",
                "a\u200bb",
                "a\u200eb",
                "a\u202eb",
                "a\u2028b",
                "a\u2069b",
                "a\ufeffb",
                "a\ud800b",
                "\udc00",
                "a\udb40\udc41b",
                "a\ue000b"
            })
    void reportShowsNoFindingThatATerminalWouldActOn(String foreign) {
        for (Finding finding : List.of(
                Finding.ok("keytab", foreign),
                Finding.warn("keytab", "odd", foreign),
                Finding.error(foreign, foreign, "none"))) {
            assertNothingForged(printed(finding, false).output());
            assertThat(printed(finding, false).output().lines()).hasSize(2);
            assertThat(printed(finding, true).output())
                    .matches("[\\n\\x20-\\x7e]*")
                    .doesNotContain("\\u001b", "\\u202e", "\\u000a");
        }
    }

    @Test
    void reportKeepsWhatIsText() {
        assertThat(printed(Finding.warn("keytab", "\"bühring\" 東京 → é … 😀", "chmod 600 \"a b\""), false)
                        .output())
                .startsWith("WARN  keytab  \"bühring\" 東京 → é … 😀  → chmod 600 \"a b\"\n");
    }

    @Test
    void terminalNeedsNoCallerThatRemembers() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                StandardCharsets.UTF_8,
                () -> {
                    throw new IOException("nobody is there");
                });

        terminal.print("one\u001b[2J\ntwo\u202e\n");
        terminal.complain("three\u009b\n");

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("one\\u{1b}[2J\ntwo\\u{202e}\n");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("three\\u{9b}\n");
    }

    @Test
    void namesInAKeytabForgeNothing() throws IOException {
        KeytabBytes keytab = KeytabBytes.portal()
                .entry("R", List.of("HTTP", FORGED), 1, 18, "k".repeat(32))
                .entry(FORGED, List.of("HTTP", "portal"), 1, 18, "k".repeat(32))
                .entry("R", List.of(FORGED + "/x"), 1, 18, "k".repeat(32));
        String file = keytab.in(directory);

        for (String command : List.of("list", "check")) {
            Run run = Run.of("keytab", command, file);
            assertNothingForged(run.output() + run.complaint());
        }
        assertNothingForged(
                Run.of("doctor", "--keytab", file, "--url", "https://portal/").output());
    }

    @Test
    void pathsForgeNothing() throws IOException {
        Path forged = Files.createDirectory(directory.resolve("x\u001b[2J\nOK    keytab  all is well\u202e"));
        String keytab = KeytabBytes.portal().in(forged);
        String xml = Files.writeString(forged.resolve("context.xml"), "<Context><valve/></Context>")
                .toString();

        for (List<String> words : List.of(
                List.of("keytab", "check", keytab),
                List.of("keytab", "check", forged.toString()),
                List.of("keytab", "list", forged + "/none"),
                List.of("keytab", "merge", keytab, "--out", forged.toString()),
                List.of("spn", "HTTP/other", "--keytab", keytab),
                List.of("doctor", "--keytab", keytab, "--context-xml", xml, "--server-xml", xml),
                List.of("doctor", "--context-xml", forged.toString()),
                List.of("keytab", FORGED),
                List.of(FORGED),
                List.of("doctor", "--" + FORGED),
                List.of("doctor", FORGED))) {
            Run run = Run.of(words.toArray(String[]::new));
            assertNothingForged(run.output() + run.complaint());
        }
    }

    @Test
    void addressesAndNamesForgeNothing() {
        for (String typed : List.of(
                "https://" + FORGED + "/", "https://portal:80" + FORGED, FORGED, "HTTP/" + FORGED, FORGED + "://x/")) {
            Run run = Run.of("spn", typed);
            assertNothingForged(run.output() + run.complaint());
        }
    }
}
