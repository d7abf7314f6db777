package org.gatehouse.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.lab.Dialogue.ASKED;
import static org.gatehouse.lab.Dialogue.SIGNED_IN;

import java.net.URI;
import org.gatehouse.lab.Dialogue;
import org.junit.jupiter.api.Test;

/** A browser is asked and has no answer: the page leads to the form by itself, and what was chosen there lasts. */
final class NoTicketBrowserTest extends AtTheForm {
    NoTicketBrowserTest(Browser.Kind kind, Desk desk) {
        super(kind, desk);
    }

    @Test
    void pageLeadsToTheFormAndTheFormBackToTheFragment() throws Exception {
        Browser browser = browser();

        assertThat(heardOpening(browser, deepLink(), FORM)).isNotEmpty().containsOnly(ASKED);
        signIn(browser);

        assertArrived(browser);
    }

    @Test
    void secondVisitIsNotAskedAfterTheSessionHasEnded() throws Exception {
        Browser browser = browser();
        browser.open(deepLink()).reach(FORM);
        assertThat(browser.cookie(OPT_OUT)).hasValue("1");
        signIn(browser);
        assertArrived(browser);
        browser.forgetSession();

        assertThat(heardOpening(browser, deepLink(), FORM)).isEmpty();
        signIn(browser);
        assertArrived(browser);
    }

    @Test
    void tryingAgainAsksAgainAndSignsInByTicket() throws Exception {
        Browser browser = browser();
        browser.open(deepLink()).reach(FORM);
        browser.forgetSession();
        desk().logOn("alice", "Wonderland1!");
        assertThat(heardOpening(browser, deepLink(), FORM)).isEmpty();

        try (Dialogue heard = Dialogue.with(lab())) {
            withTickets(browser).open(retry());

            assertThat(heard.soFar()).endsWith(SIGNED_IN).contains(ASKED);
        }
        browser.reach("Finance");
        assertThat(browser.address()).hasPath("/finance").hasQuery("year=2026");
        assertThat(browser.cookie(OPT_OUT)).isEmpty();
    }

    /** Browsers store the cookies of a 401 before they answer it: with the opt-out in it, they would not sign in. */
    @Test
    void firstChallengeSetsNoCookieSoThatATicketSignsIn() throws Exception {
        Browser browser = alice();

        assertThat(heardOpening(browser, deepLink(), "Finance")).containsExactly(ASKED, SIGNED_IN);
        assertThat(browser.cookie(OPT_OUT)).isEmpty();
        browser.forgetSession();
        assertThat(heardOpening(browser, deepLink(), "Finance")).containsExactly(ASKED, SIGNED_IN);
    }

    /** The tickets of who has logged on meanwhile: the JDK, unlike MIT's library, has read them once. */
    private Browser withTickets(Browser browser) {
        if (browser instanceof HtmlUnit htmlUnit) {
            htmlUnit.use(desk().jdkTickets());
        }
        return browser;
    }

    private URI retry() {
        return lab().portal().resolve("/gatehouse-sso/retry?return=%2Ffinance%3Fyear%3D2026");
    }
}
