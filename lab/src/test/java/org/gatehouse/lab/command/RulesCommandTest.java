package org.gatehouse.lab.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesCommandTest extends OnAMemoryLab {
    private CommandResult conditions(String... arguments) {
        return memory.run("conditions", arguments);
    }

    private String file() throws IOException {
        return Files.readString(memory.conditions());
    }

    @Test
    void showsTheFileWithoutBeingAskedForAnything() {
        assertThat(conditions().output())
                .startsWith(memory.conditions() + ":\n  <?xml version=")
                .endsWith("  <conditions>\n  </conditions>\n");
        assertThat(conditions("--rules").output()).isEmpty();
    }

    @Test
    void deniesThisMachinesAddresses() throws Exception {
        assertThat(conditions("deny-my-address").output())
                .startsWith("The portal has new rules:\n  clients at 127.0.0.0/8 are not asked\n")
                .contains("next  ./lab-scripts/curl.sh alice\n");
        assertThat(file()).contains("  <addresses>\n    <deny>127.0.0.0/8</deny>\n    <deny>::1</deny>\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "deny-url|/api/*|<urls>~    <deny>/api/*</deny>~  </urls>",
                "deny-url|*.css?v=1&w=2|<urls>~    <deny>*.css?v=1&amp;w=2</deny>~  </urls>",
                "deny-browser|curl|<browsers>~    <deny>curl</deny>~  </browsers>",
                "deny-browser|</browsers><open url=\"/\"/>|<deny>&lt;/browsers&gt;&lt;open url=&quot;/&quot;/&gt;</deny>",
                "open|/healthz|<open url=\"/healthz\"/>",
                "open|/a\"&b|<open url=\"/a&quot;&amp;b\"/>"
            })
    void writesWhatIsGivenAsOneRuleAndNoMore(String rule, String text, String written) throws Exception {
        assertThat(conditions(rule, text).status()).isZero();

        assertThat(file()).contains(written.replace('~', '\n'));
    }

    @Test
    void asksAtEveryOtherHostIfOneIsDenied() throws Exception {
        assertThat(conditions("deny-host").output())
                .contains("next  ./lab-scripts/curl.sh alice http://portal.lab.localhost:8080/");

        assertThat(file())
                .contains("<allow>files.lab.localhost</allow>", "<allow>web.partner.localhost</allow>")
                .doesNotContain("<allow>portal.lab.localhost</allow>\n");
        assertThat(conditions("deny-host", "Files.lab.localhost").status()).isZero();
        assertThat(file()).doesNotContain("files.lab.localhost");
    }

    @Test
    void deniesNoHostThatIsNotAskedAnyway() throws Exception {
        String before = file();

        CommandResult result = conditions("deny-host", "nowhere.lab.localhost");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.errors()).contains("nobody is asked at 'nowhere.lab.localhost' as it is");
        assertThat(file()).isEqualTo(before);
    }

    @Test
    void namesTheCookieByWhichABrowserOptsOut() throws Exception {
        assertThat(conditions("opt-out").output()).contains("curl.sh alice -b GatehouseNoSso=1");
        assertThat(file()).contains("  <optOut cookie=\"GatehouseNoSso\" value=\"1\"/>\n</conditions>");
    }

    @Test
    void addsRulesToThoseThatAreThere() throws Exception {
        conditions("deny-browser", "curl");
        conditions("deny-url", "/api/*");
        conditions("deny-browser", "curl");

        assertThat(conditions("--rules").output()).isEqualTo("""
                browsers whose User-Agent contains "curl" are not asked
                nobody is asked at /api/*
                """);
        assertThat(file().indexOf("<urls>")).isLessThan(file().indexOf("<browsers>\n"));
    }

    @Test
    void triesRulesOnNobodyInADryRun() throws Exception {
        conditions("deny-url", "/api/*");
        assertThat(conditions("dry-run").output()).contains("dry run: everyone is asked", "logs.sh");
        assertThat(file()).contains("<conditions dryRun=\"true\">", "/api/*");

        conditions("dry-run", "off");

        assertThat(file()).contains("<conditions>\n", "/api/*");
    }

    @Test
    void throwsAllRulesAway() throws Exception {
        conditions("deny-my-address");

        assertThat(conditions("reset").output()).startsWith("There are no rules: everyone is asked to sign in.\n");
        assertThat(file()).isEqualTo(PortalRules.NONE.xml());
    }

    @Test
    void doesNotOverwriteWhatSomebodyWroteByHand() throws Exception {
        Files.writeString(memory.conditions(), "<conditions disabled='true'/>\n");

        CommandResult result = conditions("deny-my-address");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.errors()).contains("was changed by hand; ./lab-scripts/conditions.sh reset");
        assertThat(file()).isEqualTo("<conditions disabled='true'/>\n");
        assertThat(conditions("--rules").output()).contains("was changed by hand");
        assertThat(conditions("reset").status()).isZero();
        assertThat(conditions("deny-my-address").status()).isZero();
    }

    @Test
    void beginsAgainAfterAResetOfTheLab() throws Exception {
        conditions("deny-my-address");
        memory.restoreConditions(PortalRules.NONE.xml());

        conditions("deny-url", "/api/*");

        assertThat(file()).contains("/api/*").doesNotContain("<deny>127.0.0.0/8</deny>");
    }

    @Test
    void putsTheFileBackIfTheValveDoesNotUseIt() throws Exception {
        String before = file();
        memory.refuseConditions("the valve does not use the rules: line 3");

        CommandResult result = conditions("deny-url", "/api/*");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.errors()).isEqualTo("conditions.sh: the valve does not use the rules: line 3.\n");
        assertThat(file()).isEqualTo(before);
        assertThat(conditions("--rules").output()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "deny-everything | there is no rule 'deny-everything'",
                "--no-such-option | there is no option '--no-such-option'",
                "deny-url | deny-url needs a value",
                "deny-url api/* | a URL begins with a slash or a star",
                "deny-url /a /b | '/b' is one argument too many",
                "deny-my-address 10.0.0.1 | '10.0.0.1' is one argument too many",
                "deny-browser \u001b[31m | deny-browser takes a text of up to 1000 printable characters",
                "open healthz | a path begins with a slash",
                "dry-run maybe | dry-run is on or off, not 'maybe'",
                "show all | 'all' is one argument too many"
            })
    void changesNothingIfItIsUsedWrongly(String line, String problem) throws Exception {
        String before = file();

        CommandResult result = conditions(line.split(" ", -1));

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.errors()).contains(problem).hasLineCount(1);
        assertThat(file()).isEqualTo(before);
    }
}
