package org.gatehouse.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.lab.Dialogue.ASKED;
import static org.gatehouse.lab.Dialogue.SIGNED_IN;

import java.net.URI;
import org.gatehouse.lab.Dialogue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Alice, who has signed in by her ticket, signs out; others try to sign her out. */
final class SignOutBrowserTest extends AtTheForm {
    private static final String GREETING = "You are signed in as Alice Liddell";

    SignOutBrowserTest(Browser.Kind kind, Desk desk) {
        super(kind, desk);
    }

    @Test
    void signOutStaysOnTheNextVisit() throws Exception {
        Browser browser = signedOut();

        assertThat(browser.cookie(OPT_OUT)).hasValue("1");
        assertThat(browser.text()).contains("This browser will not be signed in automatically for the next 8 hours.");
        assertThat(heardOpening(browser, deepLink(), FORM)).isEmpty();
    }

    @Test
    void signingInAgainIsByTicket() throws Exception {
        Browser browser = signedOut();
        try (Dialogue heard = Dialogue.with(lab())) {
            assertThat(browser.text("a.button")).isEqualTo("Sign in again");
            browser.click("a.button").reach(GREETING);

            assertThat(heard.soFar()).containsExactly(ASKED, SIGNED_IN);
        }
        assertThat(browser.cookie(OPT_OUT)).isEmpty();
    }

    @Test
    void signingInAsSomebodyElseIsByTheForm() throws Exception {
        Browser browser = signedOut();
        try (Dialogue heard = Dialogue.with(lab())) {
            assertThat(browser.text("a.quiet")).isEqualTo("Sign in as somebody else");
            browser.click("a.quiet").reach(FORM);
            browser.type("#user", "bob").type("#password", "Builder1!").click("button");

            browser.reach("You are signed in as Bob Builder");
            assertThat(heard.soFar()).isEmpty();
        }
    }

    @Test
    void openingTheAddressSignsNobodyOut() throws Exception {
        Browser browser = alice().open(signOut()).reach("Do you want to sign out?");

        assertThat(browser.cookie(OPT_OUT)).isEmpty();
        assertStillSignedIn(browser);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop.partner.localhost", "blog.lab.localhost"})
    void formOfAnotherSiteSignsNobodyOut(String host) throws Exception {
        String form = "<form method=\"post\" action=\"" + signOut() + "\"><button>Win a prize</button></form>";
        try (OtherSite site = OtherSite.showing("Other site", form)) {
            Browser browser = alice().open(lab().portal()).reach(GREETING);
            browser.open(site.address(host)).reach("Other site");
            browser.click("button").reach("Do you want to sign out?");

            assertThat(browser.status()).isEqualTo(403);
            assertThat(browser.cookie(OPT_OUT)).isEmpty();
            assertStillSignedIn(browser);
        }
    }

    private void assertStillSignedIn(Browser browser) throws Exception {
        browser.open(lab().portal()).reach(GREETING);
        try (Dialogue heard = Dialogue.with(lab())) {
            browser.open(lab().portal()).reach(GREETING);
            assertThat(heard.soFar()).isEmpty();
        }
    }

    private Browser signedOut() throws Exception {
        Browser browser = alice().open(lab().portal()).reach(GREETING);
        browser.open(signOut()).reach("Do you want to sign out?");
        assertThat(browser.text("form button")).isEqualTo("Sign out");
        return browser.click("form button").reach("You are signed out");
    }

    private URI signOut() {
        return lab().portal().resolve("/logout");
    }
}
