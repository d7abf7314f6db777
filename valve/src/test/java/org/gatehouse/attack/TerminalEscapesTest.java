package org.gatehouse.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.gatehouse.cli.KeytabBytes;
import org.gatehouse.cli.Run;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text from files and arguments that would move the cursor, colour the terminal or turn a line around. */
class TerminalEscapesTest {
    @TempDir
    private Path base;

    @ParameterizedTest
    @ValueSource(
            strings = {"\u001b[31m", "\u001b]0;x\u0007", "\u009b31m", "\r", "\n", "\u202e", "\u2028", "\b", "\u007f"})
    void reachNoTerminal(String escape) throws Exception {
        Path conf = Files.createDirectories(base.resolve("conf"));
        Path keytab = Files.write(
                conf.resolve("a" + escape + "b.keytab"),
                new KeytabBytes()
                        .aes256("HTTP/a" + escape + "b.example.com", 7, 'p')
                        .key("HTTP/c" + escape, 7, 99, 16, 'x')
                        .toArray());
        Files.setPosixFilePermissions(keytab, PosixFilePermissions.fromString("rw-rw-rw-"));
        Path context = Files.writeString(
                conf.resolve("x" + escape + "y.xml"),
                "<Context><Valve className=\"org.gatehouse.valve.SsoAuthenticator\" keytab=\"conf/none\" a=\"b\"/></Context>");

        for (Run run : List.of(
                Run.of("doctor", "--keytab", keytab.toString(), "--context-xml", context.toString()),
                Run.of("doctor", "--keytab", keytab + "none", "--user", "x" + escape),
                Run.of("doctor", "--keytab", keytab.toString(), "--url", "https://a" + escape + "b/"),
                Run.of("doctor", "--server-xml", context.toString()),
                Run.of("doctor", escape),
                Run.of("keytab", "check", keytab.toString(), "--user", "nobody" + escape),
                Run.of("keytab", "list", keytab.toString()),
                Run.of("keytab", "merge", keytab.toString(), "--out", base + "/o" + escape + ".keytab"),
                Run.of("keytab", escape),
                Run.of("spn", "HTTP/a" + escape + "b", "--keytab", keytab.toString()),
                Run.of("x" + escape))) {
            for (String text : List.of(run.output(), run.complaint())) {
                assertThat(text.replace("\n", "")
                                .codePoints()
                                .filter(TerminalEscapesTest::isEscape)
                                .count())
                        .as(text)
                        .isZero();
                assertThat(text.lines()).as("a line of its own").noneMatch(line -> line.startsWith("b.keytab"));
            }
        }
    }

    private static boolean isEscape(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }
}
