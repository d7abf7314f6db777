package org.gatehouse.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.gatehouse.lab.Dialogue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Alice has a ticket, and rules say whether she is asked for it. */
final class ConditionsBrowserTest extends AtTheForm {
    ConditionsBrowserTest(Browser.Kind kind, Desk desk) {
        super(kind, desk);
    }

    @Test
    void whomNoRuleDeniesSignsInByTicket() throws Exception {
        lab().useConditions("""
                <conditions>
                  <addresses><allow>127.0.0.0/8</allow><deny>10.0.0.0/8</deny></addresses>
                  <hosts><allow>portal.lab.localhost</allow></hosts>
                  <urls><deny>/api/*</deny></urls>
                  <browsers><allow>Mozilla</allow><deny>Mobile</deny></browsers>
                </conditions>
                """);
        Browser browser = alice();

        assertThat(heardOpening(browser, deepLink(), "Finance")).containsExactly(Dialogue.ASKED, Dialogue.SIGNED_IN);
        assertArrived(browser);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<addresses><deny>127.0.0.0/8</deny></addresses>",
                "<addresses><allow>192.168.0.0/16</allow></addresses>",
                "<urls><deny>/finance*</deny></urls>",
                "<urls><deny>*year=2026*</deny></urls>",
                "<browsers><deny>mozilla</deny></browsers>",
                "<browsers><allow>no-such-browser</allow></browsers>",
                "<hosts><allow>files.lab.localhost</allow></hosts>"
            })
    void whomARuleDeniesSignsInByTheFormAndComesBack(String rule) throws Exception {
        lab().useConditions("<conditions>" + rule + "</conditions>");
        Browser browser = alice();

        assertThat(heardOpening(browser, deepLink(), FORM)).isEmpty();
        signIn(browser);

        assertArrived(browser);
        assertThat(browser.cookie(OPT_OUT)).isEmpty();
    }

    @Test
    void whoHasTheOptOutCookieSignsInByTheFormAndComesBack() throws Exception {
        Browser browser = alice();
        browser.open(lab().portal().resolve("/gatehouse-sso/skip?return=/")).reach(FORM);
        assertThat(browser.cookie(OPT_OUT)).hasValue("1");

        assertThat(heardOpening(browser, deepLink(), FORM)).isEmpty();
        signIn(browser);

        assertArrived(browser);
    }

    /** Other rules decide once the file has been reloaded, without a restart. */
    @Test
    void whomAReloadedRuleDeniesNoMoreSignsInByTicket() throws Exception {
        lab().useConditions("<conditions><urls><deny>/finance*</deny></urls></conditions>");
        Browser browser = alice();
        browser.open(deepLink()).reach(FORM);

        lab().changeConditions("<conditions><urls><deny>/api/*</deny></urls></conditions>");
        browser.open(deepLink());

        assertArrived(browser);
    }
}
