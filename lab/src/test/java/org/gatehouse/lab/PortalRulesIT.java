package org.gatehouse.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.logging.Level;
import org.gatehouse.lab.client.Response;
import org.gatehouse.lab.command.CommandResult;
import org.gatehouse.lab.command.Commands;
import org.gatehouse.lab.command.PortalRules;
import org.gatehouse.lab.web.PortalFallback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rules that say whom the portal asks, on a running lab. */
class PortalRulesIT extends AtAWorkstation {
    private static final String DENY_LOOPBACK =
            "<conditions><addresses><deny>127.0.0.0/8</deny></addresses></conditions>";

    private final Commands commands = new Commands(lab.control());

    @AfterEach
    void askEveryone() throws Exception {
        lab.reset();
    }

    @Test
    void portalAsksEveryoneAtTheStart() throws Exception {
        assertThat(Files.readString(lab.conditions())).isEqualTo(PortalRules.NONE.xml());
        assertThat(workstation.get(lab.portal()).status()).isEqualTo(401);
    }

    @Test
    void rulesOfATestCountAtOnce() throws Exception {
        lab.useConditions(DENY_LOOPBACK);

        assertThat(workstation.get(lab.portal()).status()).isEqualTo(403);
        assertThat(workstation.get(lab.portal()).header("WWW-Authenticate")).isEmpty();
    }

    @Test
    void rulesOfACommandAreReloadedByTheValve() throws Exception {
        CommandResult result = run("deny-url", "/who*");

        assertThat(result.errors()).isEmpty();
        assertThat(result.status()).isZero();
        assertThat(workstation.get(lab.portal().resolve("/whoami")).status()).isEqualTo(403);
        assertThat(workstation.get(lab.portal()).status()).isEqualTo(401);
    }

    @Test
    void commandSaysWhyTheValveDoesNotUseARuleAndTakesItBack() throws Exception {
        CommandResult result = run("open", "/a/../b");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.errors()).contains("GH-C028", "line", "/a/../b");
        assertThat(Files.readString(lab.conditions())).isEqualTo(PortalRules.NONE.xml());
        assertThat(workstation.get(lab.portal()).status()).isEqualTo(401);
    }

    @Test
    void valveKeepsItsRulesIfAChangedFileHasAMistake() throws Exception {
        lab.useConditions(DENY_LOOPBACK);

        assertThatThrownBy(() -> lab.changeConditions("<conditions><urls></conditions>"))
                .hasMessageContaining("the valve does not use the rules")
                .hasMessageContaining(lab.conditions().toString());
        assertThat(workstation.get(lab.portal()).status()).isEqualTo(403);
    }

    @Test
    void resetOfTheLabRemovesRules() throws Exception {
        lab.useConditions(DENY_LOOPBACK);

        lab.reset();

        assertThat(Files.readString(lab.conditions())).isEqualTo(PortalRules.NONE.xml());
        assertThat(workstation.get(lab.portal()).status()).isEqualTo(401);
    }

    @Test
    void otherWayToSignInIsWhatATestChoosesUntilTheLabIsReset() throws Exception {
        String link = "href=\"/gatehouse-sso/skip?";
        assertThat(page()).contains(link);

        lab.useFallback(PortalFallback.NONE);
        assertThat(page()).doesNotContain("/gatehouse-sso/");

        lab.useFallback(PortalFallback.redirect(URI.create("https://login.lab.localhost/")));
        Response skip = workstation.get(lab.portal().resolve("/gatehouse-sso/skip?return=/whoami"));
        assertThat(skip.header("Location")).containsExactly("https://login.lab.localhost/?ReturnUrl=%2Fwhoami");

        lab.reset();
        assertThat(page()).contains(link);
    }

    private String page() throws Exception {
        return workstation.get(lab.portal(), "--header", "Accept: text/html").body();
    }

    @Test
    void noteThatIsSentIsShownAsText() throws Exception {
        lab.useConditions("<conditions><open url=\"/note\"/></conditions>");

        Response note = workstation.get(
                lab.portal().resolve("/note"), "--header", "Accept: text/html", "--data-urlencode", "note=a&b <b>");

        assertThat(note.status()).isEqualTo(200);
        assertThat(note.body())
                .contains("<p class=\"note\">a&amp;b &lt;b&gt;</p>")
                .doesNotContain("<b>\"", " <b>");
    }

    @Test
    void openPageSaysThatNobodyIsSignedIn() throws Exception {
        lab.useConditions("<conditions><open url=\"/whoami\"/></conditions>");

        assertThat(workstation.get(lab.portal().resolve("/whoami")).status()).isEqualTo(200);
        assertThat(workstation.get(lab.portal().resolve("/whoami")).body())
                .isEqualTo("Nobody is signed in. This page is open to everybody.\n");
        assertThat(lab.log().messages(Level.SEVERE)).isEmpty();
    }

    private CommandResult run(String... arguments) {
        return commands.run("conditions", List.of(arguments), "").orElseThrow();
    }
}
