package org.gatehouse.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.gatehouse.lab.web.PortalFallback;
import org.junit.jupiter.api.Test;

/** The other sign-in is another server. */
final class RedirectBrowserTest extends AtTheForm {
    private static final String LOGIN_HOST = "login.lab.localhost";
    private static final String TARGET = "/finance?year=2026&q=a%20b#cases";

    RedirectBrowserTest(Browser.Kind kind, Desk desk) {
        super(kind, desk);
    }

    @Test
    void otherServerIsToldWhereToLeadBackToWithQueryAndFragment() throws Exception {
        try (OtherSite login = OtherSite.showing("Company sign-in", "")) {
            lab().useFallback(PortalFallback.redirect(login.address(LOGIN_HOST)));

            browser().open(deepLink()).reach("Company sign-in");

            assertThat(login.returnUrls()).containsExactly(TARGET);
        }
    }

    @Test
    void whoComesBackWithoutSignInIsLedThereTwiceAndThenToldSo() throws Exception {
        try (OtherSite login = OtherSite.leadingBackTo(lab().portal())) {
            lab().useFallback(PortalFallback.redirect(login.address(LOGIN_HOST)));

            Browser browser = browser().open(deepLink()).reach("You are still not signed in");

            assertThat(login.returnUrls()).containsExactly(TARGET, TARGET);
            assertThat(browser.text()).contains("You came back from the sign-in page");
        }
    }

    @Test
    void backButtonLeadsToThePageBefore() throws Exception {
        String link = "<a href=\"" + deepLink().toString().replace("&", "&amp;") + "\">Finance</a>";
        try (OtherSite before = OtherSite.showing("Page before", link)) {
            Browser browser =
                    browser().open(before.address("start.lab.localhost")).reach("Page before");
            browser.click("a").reach(FORM);

            browser.back();

            browser.reach("Page before");
        }
    }
}
