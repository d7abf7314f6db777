package org.gatehouse.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gatehouse.cli.KeytabBytes;
import org.gatehouse.cli.Run;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Placeholders that are nested, cut or repeated until the doctor has no end; the limit is a net for a build that hangs. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PlaceholderScannerTest {
    private static final int LARGE = 400_000;

    @TempDir
    private Path base;

    @BeforeEach
    void makeKeytab() throws Exception {
        KeytabBytes.portal().in(Files.createDirectories(base.resolve("conf")));
    }

    private Run doctor(String value) throws Exception {
        Path context = Files.writeString(
                base.resolve("conf/context.xml"),
                "<Context><Valve className=\"org.gatehouse.valve.SsoAuthenticator\" keytab=\"" + value
                        + "\"/></Context>");
        return Run.of("doctor", "--context-xml", context.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"${a:-", "${", "${a", "$", "${a:-}", "${a:-b", "{${", "${:-", "a:-", "${a:-${b:-c}", "$${"})
    void placeholdersComeToAnEnd(String part) throws Exception {
        String value = part.repeat(LARGE / part.length());
        Path server = Files.writeString(
                base.resolve("conf/server.xml"),
                "<Server><Service><Connector port=\"8080\" maxHttpRequestHeaderSize=\"" + value
                        + "\"/></Service></Server>");
        for (Run run : List.of(
                doctor(value),
                doctor("conf/http.keytab\" spn=\"" + value),
                doctor("conf/http.keytab\" protect=\"" + value),
                Run.of("doctor", "--server-xml", server.toString()))) {
            assertThat(run.status()).isIn(0, 1);
            assertThat(run.output()).doesNotContain("Exception", "StackOverflow");
        }
    }

    /** One placeholder that begins, and whose defaults never end. */
    @ParameterizedTest
    @ValueSource(strings = {":-", "a:-", "$a:-", ":-:", "-:-"})
    void placeholdersComeToAnEndIfOneIsNeverClosed(String part) throws Exception {
        Run run = doctor("${a:-" + part.repeat(LARGE / part.length()));

        assertThat(run.status()).isIn(0, 1);
        assertThat(run.output()).doesNotContain("Exception", "StackOverflow");
    }

    @Test
    void placeholdersComeToAnEndIfAllAreClosed() throws Exception {
        int depth = LARGE / 6;
        Run run = doctor("${a:-".repeat(depth) + "conf/http.keytab" + "}".repeat(depth));

        assertThat(run.output()).doesNotContain("Exception", "StackOverflow");
    }

    /** Properties that name themselves or multiply. */
    @Test
    void placeholdersComeToAnEndIfTheyMultiply() throws Exception {
        StringBuilder properties = new StringBuilder("a0=ha\n");
        for (int i = 1; i < 40; i++) {
            properties
                    .append("a")
                    .append(i)
                    .append('=')
                    .append(("${a" + (i - 1) + "}").repeat(10))
                    .append('\n');
        }
        Files.writeString(base.resolve("conf/catalina.properties"), properties + "self=${self}\nx=${y}\ny=${x}\n");
        for (String value : new String[] {"${a39}", "${self}", "${x}", "${a39}".repeat(1000)}) {
            assertThat(doctor(value).output()).hasSizeLessThan(1 << 18);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "${catalina.base}/conf/http.keytab, OK",
        "${unknown:-conf}/http.keytab, OK",
        "conf/http${unknown:-}.keytab, OK",
        "${dir}/${file:-http}.keytab, OK",
        "${unknown}/http.keytab, WARN"
    })
    void placeholdersAreReplaced(String value, String level) throws Exception {
        Files.writeString(base.resolve("conf/catalina.properties"), "dir=conf\n");

        assertThat(doctor(value).findings())
                .anySatisfy(finding -> assertThat(finding).startsWith(level + " valve "));
    }
}
