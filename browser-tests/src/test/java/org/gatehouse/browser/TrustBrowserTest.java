package org.gatehouse.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.gatehouse.lab.kdc.event.KdcEvent;
import org.gatehouse.lab.kdc.message.KdcError;
import org.junit.jupiter.api.Test;

/** Users of one realm visit the other; whether their Kerberos knows which host is where, or the KDCs have to tell it. */
final class TrustBrowserTest extends AtADesk {
    private static final String PORTAL = "HTTP/portal.lab.localhost@";

    TrustBrowserTest(Browser.Kind kind, Desk desk) {
        super(kind, desk);
    }

    @Test
    void keepsTheRealmOfVisitorInHerName() throws Exception {
        Browser browser = carol(desk()).open(lab().portal());

        assertSignedOn(browser, "Carol Carpenter", "carol@PARTNER.LOCALHOST");
        assertThat(answersFor(PORTAL + "PARTNER.LOCALHOST")).isEmpty();
    }

    @Test
    void signsOnVisitorByHttps() throws Exception {
        Browser browser = carol(desk()).open(lab().securePortal());

        assertSignedOn(browser, "Carol Carpenter", "carol@PARTNER.LOCALHOST");
    }

    @Test
    void signsOnVisitorWhoIsReferredToTheServicesRealm() throws Exception {
        try (Desk desk = withoutMapping("PARTNER.LOCALHOST")) {
            Browser browser = carol(desk).open(lab().portal());

            assertSignedOn(browser, "Carol Carpenter", "carol@PARTNER.LOCALHOST");
            assertThat(answersFor(PORTAL + "PARTNER.LOCALHOST")).singleElement().matches(TrustBrowserTest::isReferral);
        }
    }

    @Test
    void signsOnUserAtServiceOfTheOtherRealm() throws Exception {
        Browser browser = alice().open(intranet());

        assertSignedOn(browser, "Alice Liddell", "HTTP/intranet.partner.localhost@PARTNER.LOCALHOST");
    }

    @Test
    void signsOnUserWhoIsReferredToTheOtherRealm() throws Exception {
        try (Desk desk = withoutMapping("LAB.LOCALHOST")) {
            desk.logOn("alice", "Wonderland1!");

            Browser browser = desk.browser(kind()).open(intranet());

            assertSignedOn(browser, "Alice Liddell", "HTTP/intranet.partner.localhost@PARTNER.LOCALHOST");
            assertThat(answersFor("HTTP/intranet.partner.localhost@LAB.LOCALHOST"))
                    .singleElement()
                    .matches(TrustBrowserTest::isReferral);
        }
    }

    /** Her own realm is right, the portal's is not: it is the portal's KDC that refuses. */
    @Test
    void getsNoTicketFromRealmWhoseClockIsTooFarAway() throws Exception {
        lab().realm().clock().setShift(Duration.ofMinutes(6));

        Browser browser = carol(desk()).open(lab().portal());

        assertNothingOffered(browser);
        assertNoTicket(PORTAL + "LAB.LOCALHOST", KdcError.KRB_AP_ERR_SKEW);
    }

    @Test
    void isRefusedWhenThePortalsClockIsTooFarFromTheVisitors() throws Exception {
        lab().portalClock().setShift(Duration.ofMinutes(-6));

        Browser browser = carol(desk()).open(lab().portal());

        assertRefused(browser, "GH-K031 KRB_AP_ERR_SKEW (37)");
    }

    private Browser carol(Desk desk) throws IOException {
        desk.logOn("carol@PARTNER.LOCALHOST", "Partner1!");
        return desk.browser(kind());
    }

    private static boolean isReferral(KdcEvent.Outcome outcome) {
        return outcome instanceof KdcEvent.Issued issued && issued.referral();
    }

    private URI intranet() {
        return lab().url("intranet.partner.localhost");
    }

    /** A desk whose krb5.conf has no {@code [domain_realm]}: every host is thought to be of the user's realm. */
    private Desk withoutMapping(String realm) throws IOException {
        return Desk.configured(
                lab(),
                krb5Conf -> krb5Conf.substring(0, krb5Conf.indexOf("[domain_realm]"))
                        .replaceAll("default_realm = .*", "default_realm = " + realm));
    }
}
