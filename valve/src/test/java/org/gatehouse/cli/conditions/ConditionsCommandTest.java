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

class ConditionsCommandTest {
    @TempDir
    private Path directory;

    private Run conditions(String rules, String... more) throws IOException {
        Path file = Files.writeString(directory.resolve("c.xml"), rules);
        List<String> words = new ArrayList<>(List.of("conditions", "--file", file.toString()));
        words.addAll(List.of(more));
        return Run.of(words.toArray(String[]::new));
    }

    @Test
    void saysThatAFileHasNoMistakes() throws IOException {
        Run run = conditions("<conditions><open url=\"/healthz\"/></conditions>");

        assertThat(run.status()).isZero();
        assertThat(run.output())
                .isEqualTo(directory.resolve("c.xml")
                        + " has no mistakes: open to everybody: url=\"/healthz\" (line 1)."
                        + System.lineSeparator());
    }

    @Test
    void namesEachMistakeWithItsPlace() throws IOException {
        Run run = conditions("<conditions>\n<adresses/>\n<open/></conditions>");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.output().lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith(directory.resolve("c.xml") + ":2:")
                                .contains("<adresses> is not known"),
                        line -> assertThat(line)
                                .startsWith(directory.resolve("c.xml") + ":3:")
                                .contains("<open> needs"));
    }

    @Test
    void explainsTheStepsUpToTheOutcome() throws IOException {
        Run run = conditions(
                "<conditions><optOut cookie=\"Away\" value=\"1\"/><addresses><allow>10.0.0.0/8</allow></addresses>"
                        + "<browsers><deny>Firefox</deny></browsers></conditions>",
                "--address=10.1.2.3",
                "--host=portal.example.com",
                "--url=/app?x=1",
                "--user-agent=Mozilla Firefox/140",
                "--cookie=Other=1");

        assertThat(run.status()).isZero();
        assertThat(run.output().lines())
                .containsExactly(
                        "goes on  disabled: sign-in is not switched off",
                        "goes on  opt-out cookie: the cookie Away=1 is not there",
                        "goes on  client address: 10.1.2.3 is allowed by 10.0.0.0/8 (line 1)",
                        "goes on  host: hosts are not restricted",
                        "goes on  URL: URLs are not restricted",
                        "ends     browser: the browser's name contains firefox (line 1)",
                        "The client is not asked to sign in.");
    }

    @Test
    void comparesWhatIsOpenWithTheServersPath() throws IOException {
        String rules = "<conditions><open url=\"/healthz\"/></conditions>";

        assertThat(conditions(rules, "--address=::1", "--host=h", "--url=/x/../%68ealthz;y?z")
                        .output())
                .endsWith("The request is open to everybody." + System.lineSeparator());
        assertThat(conditions(rules, "--address=::1", "--host=h", "--url=/healthz/../admin")
                        .output())
                .endsWith("The client is asked to sign in." + System.lineSeparator());
        assertThat(conditions(rules, "--address=::1", "--host=h", "--url=/a%2fb")
                        .status())
                .isEqualTo(2);
    }

    @Test
    void knowsTheHostsOfTheKeytabByTheirNames() throws IOException {
        String rules = "<conditions hosts=\"keytab\" dryRun=\"true\"/>";

        assertThat(conditions(rules, "--address=::1", "--host=P.example", "--url=/", "--keytab-host=p.example")
                        .output())
                .endsWith("The client is asked to sign in. But this is a dry run: everyone is asked."
                        + System.lineSeparator());
    }

    @Test
    void asksForWhatIsMissing() throws IOException {
        assertThat(Run.of("conditions").status()).isEqualTo(2);
        assertThat(Run.of("conditions", "--file", directory.resolve("none").toString())
                        .status())
                .isEqualTo(1);
        assertThat(conditions("<conditions/>", "--address=::1").complaint()).contains("--url is missing");
        assertThat(conditions("<conditions/>", "--address=::1", "--host=h", "--url=app")
                        .complaint())
                .contains("begins with a slash");
        assertThat(conditions("<conditions/>", "--address=::1", "--host=h", "--url=/", "--cookie=x")
                        .complaint())
                .contains("takes a name and a value");
    }
}
