package org.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommandLineTest {
    @Test
    void tellsWhatItIsWhenNothingWasTyped() {
        Run run = Run.of();

        assertThat(run.status()).isZero();
        assertThat(run.output())
                .startsWith("Gatehouse 1.2.3: Windows single sign-on for Apache Tomcat.")
                .contains("java -jar gatehouse-valve.jar keytab list FILE")
                .contains("Exit status: 0 OK (possibly with warnings), 1 errors found, 2 usage error.");
        assertThat(run.complaint()).isEmpty();
    }

    @Test
    void tellsItsVersion() {
        assertThat(Run.of("--version")).isEqualTo(new Run(0, "Gatehouse 1.2.3\n", ""));
    }

    @Test
    void explainsOneCommand() {
        Run run = Run.of("keytab", "--help");

        assertThat(run.status()).isZero();
        assertThat(run.output()).contains("keytab list FILE").doesNotContain("Exit status");
    }

    @Test
    void refusesACommandThatIsNotThereWithoutRepeatingItsControlCharacters() {
        Run run = Run.of("key\u001b[31mtab");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.output()).isEmpty();
        assertThat(run.complaint()).startsWith("There is no command \"key\\u{1b}[31mtab\". The commands are: ");
    }

    @Test
    void refusesAnUnknownOption() {
        Run run = Run.of("keytab", "list", "--force", "x");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.complaint())
                .startsWith("keytab: there is no option --force.")
                .contains("keytab list FILE");
    }

    @Test
    void refusesAnOptionWithoutItsValue() {
        assertThat(Run.of("keytab", "check", "--user").complaint()).startsWith("keytab: --user needs a value.");
    }

    @Test
    void refusesAnOptionWithAnEmptyValue() {
        assertThat(Run.of("keytab", "check", "--user=").complaint())
                .startsWith("keytab: --user needs a value, and the one given is empty.");
    }

    @Test
    void refusesAnOptionTwice() {
        assertThat(Run.of("keytab", "check", "--user", "a", "--user", "b", "x").complaint())
                .startsWith("keytab: --user is given 2 times; give it once.");
    }

    @Test
    void takesWordsAfterTwoHyphensAsTheyAre() {
        assertThat(Run.of("keytab", "list", "--", "--no-such-file").complaint())
                .startsWith("keytab: GH-C015: --no-such-file cannot be read: there is no such file.");
    }
}
