package org.gatehouse.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.gatehouse.lab.kdc.message.KdcError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clocks that differ; the browser's own one is always right, so it is the others that are wrong. */
final class ClockBrowserTest extends AtADesk {
    private static final String PORTAL = "HTTP/portal.lab.localhost@LAB.LOCALHOST";

    ClockBrowserTest(Browser.Kind kind, Desk desk) {
        super(kind, desk);
    }

    /** Half a minute over the whole minutes, so that a slow machine does not change them. */
    @ParameterizedTest
    @CsvSource({"PT7M30S, behind", "-PT6M30S, ahead of"})
    void refusesUserWhoseClockIsTooFarFromThePortals(Duration shift, String direction) throws Exception {
        lab().portalClock().setShift(shift);

        Browser browser = alice().open(lab().portal());

        long minutes = direction.equals("behind") ? 7 : 6;
        assertThat(assertRefused(browser, "GH-K031 KRB_AP_ERR_SKEW (37)"))
                .matches("the clock of \"alice@LAB\\.LOCALHOST\" is " + minutes + " min \\d+ s " + direction
                        + " this server; the limit is 5 min\\. .*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT4M30S", "-PT4M30S"})
    void signsOnUserWhoseClockIsWithinTheLimit(Duration shift) throws Exception {
        lab().portalClock().setShift(shift);

        Browser browser = alice().open(lab().portal());

        assertSignedOn(browser, "Alice Liddell", "alice@LAB.LOCALHOST");
    }

    @Test
    void signsOnAsSoonAsTheClockIsRight() throws Exception {
        lab().portalClock().setShift(Duration.ofHours(1));
        Browser browser = alice().open(lab().portal());
        assertRefused(browser, "GH-K031 KRB_AP_ERR_SKEW (37)");

        lab().portalClock().setShift(Duration.ZERO);
        browser.open(lab().portal());

        assertSignedOn(browser, "Alice Liddell", "alice@LAB.LOCALHOST");
    }

    /** Hours later, when the portal would take no new token: what counts is the session, and that goes by Tomcat's clock. */
    @Test
    void staysSignedOnWhenThePortalsClockJumps() throws Exception {
        Browser browser = alice().open(lab().portal());

        lab().portalClock().setShift(Duration.ofHours(9));
        browser.open(lab().portal());

        assertThat(browser.text()).contains("reused: no ticket was needed");
    }

    /** A day later, when the ticket has ended, the session does not count, and the browser's own clock is too far away. */
    @Test
    void isAskedAgainWhenTheTicketHasEndedByThePortalsClock() throws Exception {
        Browser browser = alice().open(lab().portal());

        lab().portalClock().setShift(Duration.ofDays(1));
        browser.open(lab().portal());

        assertRefused(browser, "GH-K031 KRB_AP_ERR_SKEW (37)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT6M", "-PT6M"})
    void getsNoTicketFromDomainWhoseClockIsTooFarAway(Duration shift) throws Exception {
        Browser browser = alice();
        lab().realm().clock().setShift(shift);

        browser.open(lab().portal());

        assertNothingOffered(browser);
        assertNoTicket(PORTAL, KdcError.KRB_AP_ERR_SKEW);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT4M30S", "-PT4M30S"})
    void getsTicketFromDomainWhoseClockIsWithinTheLimit(Duration shift) throws Exception {
        Browser browser = alice();
        lab().realm().clock().setShift(shift);

        browser.open(lab().portal());

        assertSignedOn(browser, "Alice Liddell", "alice@LAB.LOCALHOST");
    }

    /**
     * MIT's library takes the KDC's time for the right one from the logon on and keeps the difference with the tickets
     * ({@code kdc_timesync}), so that domain, portal and browser agree on a time that the workstation does not have. The
     * JDK has only the workstation's.
     */
    @Test
    void followsTheDomainsTimeIfItsKerberosDoes() throws Exception {
        lab().realm().clock().setShift(Duration.ofHours(-1));
        lab().portalClock().setShift(Duration.ofHours(-1));

        Browser browser = alice().open(lab().portal());

        switch (kind()) {
            case CHROMIUM, FIREFOX -> assertSignedOn(browser, "Alice Liddell", "alice@LAB.LOCALHOST");
            case HTML_UNIT -> {
                assertNothingOffered(browser);
                assertNoTicket(PORTAL, KdcError.KRB_AP_ERR_SKEW);
            }
        }
    }

    @Test
    void isRefusedForTheDomainsTimeThatThePortalDoesNotHave() throws Exception {
        lab().realm().clock().setShift(Duration.ofMinutes(-8));
        Browser browser = alice();
        lab().realm().clock().setShift(Duration.ofMinutes(-4));

        browser.open(lab().portal());

        switch (kind()) {
            case CHROMIUM, FIREFOX ->
                assertThat(assertRefused(browser, "GH-K031 KRB_AP_ERR_SKEW (37)"))
                        .contains(" behind this server; the limit is 5 min.");
            case HTML_UNIT -> assertSignedOn(browser, "Alice Liddell", "alice@LAB.LOCALHOST");
        }
    }
}
