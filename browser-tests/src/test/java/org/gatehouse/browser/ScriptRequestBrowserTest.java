package org.gatehouse.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A script of the portal asks for a page after the session has ended: it gets neither the page for people nor a redirect. */
@ParameterizedClass
@EnumSource(
        value = Browser.Kind.class,
        names = {"CHROMIUM", "HTML_UNIT"})
@ExtendWith(InTheLab.class)
final class ScriptRequestBrowserTest extends BrowsersOfADesk {
    private static final String HTML = "text/html,application/xhtml+xml";

    ScriptRequestBrowserTest(Browser.Kind kind, Desk desk) {
        super(kind, desk);
    }

    @AfterEach
    void keepPoliciesAgain() {
        if (kind() == Browser.Kind.CHROMIUM) {
            desk().shownChromium().keepPolicies(true);
        }
    }

    @Test
    void scriptIsAskedAndGetsALineOfText() throws Exception {
        Browser browser = afterTheSession();

        List<String> answer = browser.requestByScript("/whoami", HTML).lines().toList();

        assertLineOfText(answer, "401");
    }

    @Test
    void scriptThatIsNotAskedGetsALineOfText() throws Exception {
        Browser browser = afterTheSession();
        lab().useConditions("<conditions><addresses><deny>127.0.0.0/8</deny></addresses></conditions>");

        List<String> answer = browser.requestByScript("/whoami", HTML).lines().toList();

        assertLineOfText(answer, "403");
    }

    @Test
    void scriptThatTakesJsonGetsProblemDetails() throws Exception {
        Browser browser = afterTheSession();

        List<String> answer =
                browser.requestByScript("/whoami", "application/json").lines().toList();

        assertThat(answer).startsWith("401", "application/problem+json");
    }

    /** Alice has a page open, and neither a session nor a ticket any more. */
    private Browser afterTheSession() throws Exception {
        Browser browser = alice();
        if (browser instanceof Chromium chromium) {
            chromium.keepPolicies(false);
        }
        browser.open(lab().portal()).reach("You are signed in as Alice Liddell");
        desk().logOff();
        if (browser instanceof HtmlUnit htmlUnit) {
            htmlUnit.use(desk().jdkTickets());
        }
        browser.forgetSession();
        return browser;
    }

    private static void assertLineOfText(List<String> answer, String status) {
        assertThat(answer).startsWith(status, "text/plain;charset=UTF-8").hasSize(3);
        assertThat(answer.get(2)).isNotBlank().doesNotContain("<");
    }
}
