package org.gatehouse.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.gatehouse.lab.Dialogue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Script is off in the browser: the page stays, and has a link. */
@ParameterizedClass
@EnumSource(
        value = Browser.Kind.class,
        names = {"CHROMIUM", "HTML_UNIT"})
@ExtendWith(InTheLab.class)
final class NoScriptBrowserTest extends BrowsersOfADesk {
    private Browser browser;

    NoScriptBrowserTest(Browser.Kind kind, Desk desk) {
        super(kind, desk);
    }

    @BeforeEach
    void turnScriptOff() throws Exception {
        browser = browser();
        allowScript(false);
    }

    @AfterEach
    void turnScriptOn() {
        allowScript(true);
    }

    private void allowScript(boolean isAllowed) {
        if (browser instanceof Chromium chromium) {
            chromium.allowScript(isAllowed);
        } else if (browser instanceof HtmlUnit htmlUnit) {
            htmlUnit.allowScript(isAllowed);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<addresses><deny>127.0.0.0/8</deny></addresses>"})
    void linkLeadsToTheFormAndTheFormBackToPathAndQuery(String rule) throws Exception {
        lab().useConditions("<conditions>" + rule + "</conditions>");
        browser.open(lab().portal().resolve("/finance?year=2026&q=a%20b#cases"));
        assertThat(browser.text("h1"))
                .isEqualTo(
                        rule.isEmpty()
                                ? "We couldn\u2019t sign you in automatically"
                                : "You can\u2019t be signed in automatically here");
        assertThat(browser.text("a.button")).isEqualTo("Sign in with password");

        browser.click("a.button").reach("Sign in");
        browser.type("#user", "alice").type("#password", "Wonderland1!").click("button");

        browser.reach("Finance");
        assertThat(browser.address()).hasPath("/finance").hasQuery("year=2026&q=a b");
    }

    @Test
    void linkOfThePageToChooseAsksAgain() throws Exception {
        browser.open(lab().portal().resolve("/gatehouse-sso/skip?return=%2Ffinance"))
                .reach("Sign in");
        browser.open(lab().portal().resolve("/gatehouse-sso/page?return=%2Ffinance"));
        assertThat(browser.text("a.button")).isEqualTo("Sign in automatically");

        try (Dialogue heard = Dialogue.with(lab())) {
            browser.click("a.button").reach("We couldn\u2019t sign you in automatically");
            assertThat(heard.soFar()).contains(Dialogue.ASKED);
        }
    }
}
