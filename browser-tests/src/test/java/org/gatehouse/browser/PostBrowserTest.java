package org.gatehouse.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.lab.Dialogue.ASKED;
import static org.gatehouse.lab.Dialogue.SIGNED_IN;

import java.net.URI;
import org.gatehouse.lab.Dialogue;
import org.junit.jupiter.api.Test;

/** Someone has filled in a form of the portal, and their session has ended before they send it. */
final class PostBrowserTest extends AtTheForm {
    private static final String NOTE = "Gr\u00fc\u00dfe & 100 % <b>";

    PostBrowserTest(Browser.Kind kind, Desk desk) {
        super(kind, desk);
    }

    @Test
    void whatWasSentSurvivesTheForm() throws Exception {
        Browser browser = browser();
        browser.open(note()).reach(FORM);
        signIn(browser).reach("Write a note");
        browser.type("#note", NOTE);
        browser.forgetSession();

        try (Dialogue heard = Dialogue.with(lab())) {
            browser.click("button").reach(FORM);
            signIn(browser);

            assertNoteArrived(browser);
            assertThat(heard.soFar()).isEmpty();
        }
    }

    @Test
    void whatWasSentSurvivesTheSignInByTicket() throws Exception {
        Browser browser = alice().open(note()).reach("Write a note");
        browser.type("#note", NOTE);
        browser.forgetSession();

        try (Dialogue heard = Dialogue.with(lab())) {
            browser.click("button");

            assertNoteArrived(browser);
            assertThat(heard.soFar()).containsExactly(ASKED, SIGNED_IN);
        }
    }

    @Test
    void sessionIsNotAskedWhenAFormIsSent() throws Exception {
        Browser browser = alice().open(note()).reach("Write a note");
        try (Dialogue heard = Dialogue.with(lab())) {
            browser.type("#note", NOTE).click("button");

            assertNoteArrived(browser);
            assertThat(heard.soFar()).isEmpty();
        }
    }

    private static void assertNoteArrived(Browser browser) {
        browser.reach("Your note has arrived");
        assertThat(browser.text(".note")).isEqualTo(NOTE);
        assertThat(browser.address()).hasPath("/note").hasNoQuery();
    }

    private URI note() {
        return lab().portal().resolve("/note");
    }
}
