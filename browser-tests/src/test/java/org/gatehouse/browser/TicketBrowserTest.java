package org.gatehouse.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import org.gatehouse.lab.kdc.event.KdcEvent;
import org.gatehouse.lab.kdc.policy.KdcPolicy;
import org.junit.jupiter.api.Test;

/**
 * Tickets that are not valid any more, or not yet. No browser's clock can be set, so that it is the KDC whose time is
 * another: its tickets have ended, or not begun, when they come.
 */
final class TicketBrowserTest extends AtADesk {
    private static final String PORTAL = "HTTP/portal.lab.localhost@LAB.LOCALHOST";

    /** Less than the five minutes that clocks may differ. */
    private static final Duration TOLERATED = Duration.ofMinutes(4);

    TicketBrowserTest(Browser.Kind kind, Desk desk) {
        super(kind, desk);
    }

    @Test
    void offersNothingWhenTheLogonHasExpired() throws Exception {
        lab().realm().clock().setShift(TOLERATED.negated());
        lab().realm().setPolicy(policy().withMaxTicketLife(Duration.ofMinutes(3)));

        Browser browser = aliceByHerOwnClock().open(lab().portal());

        assertNothingOffered(browser);
    }

    @Test
    void asksForNoSecondTicketWhileTheFirstLasts() throws Exception {
        Browser browser = alice().open(lab().portal());

        browser.forgetCookies();
        browser.open(lab().portal());

        assertThat(browser.text()).contains("new: this request signed in");
        assertThat(answersFor(PORTAL)).hasSize(1);
    }

    @Test
    void getsNewTicketInPlaceOfOneThatHasExpired() throws Exception {
        lab().realm().setPolicy(policy().withMaxServiceTicketLife(Duration.ofSeconds(2)));
        Browser browser = alice().open(lab().portal());
        awaitEndOfTicket();

        browser.forgetCookies();
        browser.open(lab().portal());

        assertSignedOn(browser, "Alice Liddell", "alice@LAB.LOCALHOST");
        assertThat(answersFor(PORTAL)).hasSize(2);
    }

    /** The JDK does not look at what it has just got; MIT's library finds that it has ended and does not send it. */
    @Test
    void isNotSignedOnByTicketThatHasEnded() throws Exception {
        lab().realm().clock().setShift(TOLERATED.negated());
        lab().realm().setPolicy(policy().withMaxServiceTicketLife(Duration.ofMinutes(2)));
        lab().portalClock().setShift(TOLERATED);

        Browser browser = aliceByHerOwnClock().open(lab().portal());

        switch (kind()) {
            case CHROMIUM, FIREFOX -> assertNothingOffered(browser);
            case HTML_UNIT ->
                assertThat(assertRefused(browser, "GH-K030 KRB_AP_ERR_TKT_EXPIRED (32)"))
                        .startsWith("the ticket of \"alice@LAB.LOCALHOST\" ended at ");
        }
    }

    @Test
    void isNotSignedOnByTicketThatHasNotBegun() throws Exception {
        lab().realm().clock().setShift(TOLERATED);
        lab().portalClock().setShift(TOLERATED.negated());

        Browser browser = aliceByHerOwnClock().open(lab().portal());

        assertThat(assertRefused(browser, "GH-K032 KRB_AP_ERR_TKT_NYV (33)"))
                .matches(
                        "the ticket of \"alice@LAB\\.LOCALHOST\" is valid from \\S+, (8 min|7 min \\d+ s) from now\\. .*");
    }

    private KdcPolicy policy() {
        return lab().realm().policy();
    }

    /** She does not take the KDC's time for the right one, as MIT's library otherwise does from the logon on. */
    private Browser aliceByHerOwnClock() throws Exception {
        desk().workstation()
                .configured("[libdefaults]\n    kdc_timesync = 0")
                .kinit("alice", "Wonderland1!")
                .orThrow();
        return browser();
    }

    /** The clients reckon in whole seconds, in which a ticket has still its last one when it ends. */
    private void awaitEndOfTicket() {
        Instant over = answersFor(PORTAL).stream()
                .map(KdcEvent.Issued.class::cast)
                .map(issued -> issued.endTime().plusSeconds(1))
                .findFirst()
                .orElseThrow();
        while (Instant.now().isBefore(over)) {
            LockSupport.parkUntil(over.toEpochMilli());
        }
    }
}
