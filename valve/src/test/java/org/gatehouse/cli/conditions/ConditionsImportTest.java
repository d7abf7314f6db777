package org.gatehouse.cli.conditions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gatehouse.cli.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command that imports conditions of PortalGuard. */
class ConditionsImportTest {
    private static final String WEB_CONFIG = """
            <configuration>
              <SSOConditions debugging="1">
                <SPNs>HTTP/portal.example.com</SPNs>
                <IPWhiteList>192.168.*.*</IPWhiteList>
                <URLBlackList><add value="/api/*"/></URLBlackList>
              </SSOConditions>
            </configuration>
            """;

    @TempDir
    private Path directory;

    private Path webConfig(String content) throws IOException {
        return Files.writeString(directory.resolve("web.config"), content);
    }

    private static Run imported(Path file, String... more) {
        List<String> words = new ArrayList<>(List.of("conditions", "--import", file.toString()));
        words.addAll(List.of(more));
        return Run.of(words.toArray(String[]::new));
    }

    @Test
    void printsTheConditionsAndSaysWhatIsNotKept() throws IOException {
        Path file = webConfig(WEB_CONFIG);

        Run run = imported(file);

        assertThat(run.status()).isZero();
        assertThat(run.output().lines())
                .startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>")
                .containsSubsequence(
                        "  <optOut cookie=\"PstarNoKerberos\" value=\"1\"/>",
                        "      192.168.*.*",
                        "      ::/0",
                        "      portal.example.com",
                        "    <deny>/api/*</deny>",
                        "</conditions>");
        assertThat(run.complaint().lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith(file + ":2:")
                                .endsWith(": debugging: write org.gatehouse.valve.SsoAuthenticator.level = FINE into"
                                        + " conf/logging.properties of Tomcat."),
                        line -> assertThat(line)
                                .startsWith(file + ":3:")
                                .endsWith(
                                        ": SPNs: \"HTTP/portal.example.com\" becomes \"portal.example.com\": hosts are compared"
                                                + " without service class and port."));
    }

    @Test
    void writesAFileThatTheCommandFindsRight() throws IOException {
        Path out = directory.resolve("sso-conditions.xml");

        Run run = imported(webConfig(WEB_CONFIG), "--out", out.toString());

        assertThat(run.status()).isZero();
        assertThat(run.output()).isEmpty();
        assertThat(out)
                .content()
                .isEqualTo(imported(directory.resolve("web.config")).output().replace("\r", ""));
        assertThat(Run.of("conditions", "--file", out.toString()).output())
                .contains(" has no mistakes: nothing is open.");
    }

    @Test
    void overwritesNoFile() throws IOException {
        Path out = Files.writeString(directory.resolve("sso-conditions.xml"), "mine");

        Run run = imported(webConfig(WEB_CONFIG), "--out=" + out);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.complaint()).contains("exists already: choose another name, or remove it first.");
        assertThat(out).hasContent("mine");
    }

    @Test
    void writesNothingIfTheFileCannotBeImported() throws IOException {
        Path out = directory.resolve("sso-conditions.xml");

        Run run = imported(webConfig("<SSOConditions disabled='maybe'/>"), "--out", out.toString());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.complaint()).matches("conditions: .*web[.]config:1:[0-9]+: disabled=\"maybe\" .*\\R");
        assertThat(out).doesNotExist();
    }

    @Test
    void saysWhatKeepsItFromReadingAFile() throws IOException {
        assertThat(imported(directory.resolve("none")).complaint())
                .endsWith("none: there is no such file." + System.lineSeparator());
        assertThat(imported(directory).complaint()).contains("it is not a file");
        assertThat(imported(webConfig(" ".repeat((1 << 20) + 1))).complaint())
                .contains("it has more than 1048576 bytes");
        assertThat(imported(
                                webConfig(WEB_CONFIG),
                                "--out",
                                directory.resolve("none/x").toString())
                        .complaint())
                .contains("cannot be written: there is no such file");
    }

    @Test
    void takesNoOtherOptions() throws IOException {
        assertThat(imported(webConfig(WEB_CONFIG), "--host=h").status()).isEqualTo(2);
        assertThat(imported(webConfig(WEB_CONFIG), "more").status()).isEqualTo(2);
        assertThat(Run.of("conditions", "--import").status()).isEqualTo(2);
        assertThat(Run.of("conditions", "--out", "x").status()).isEqualTo(2);
    }

    @Test
    void showsNothingForeignOnTheTerminal() throws IOException {
        Run run = imported(
                webConfig("<SSOConditions SPNs='\u009b31m\u202e' IPBlackList='a\u2066b' BrowserWhiteList='\u202ex'/>"));

        assertThat(run.output() + run.complaint()).matches("[\\n\\r -~…→]*");
    }
}
