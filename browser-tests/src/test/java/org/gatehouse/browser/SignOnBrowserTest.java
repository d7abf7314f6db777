package org.gatehouse.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Alice opens the portal on the computer where she is logged on. */
final class SignOnBrowserTest extends AtADesk {
    SignOnBrowserTest(Browser.Kind kind, Desk desk) {
        super(kind, desk);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void greetsUserByName(String scheme) throws Exception {
        Browser browser = alice().open(portal(scheme));

        assertSignedOn(browser, "Alice Liddell", "alice@LAB.LOCALHOST");
        assertThat(browser.title()).isEqualTo("Signed in as Alice Liddell · Gatehouse lab");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void asksForTicketByNameWithoutPort(String scheme) throws Exception {
        URI portal = portal(scheme);
        Browser browser = alice().open(portal);

        assertThat(portal.getPort()).isNotIn(-1, 80, 443);
        assertThat(browser.text()).contains("HTTP/portal.lab.localhost@LAB.LOCALHOST");
        assertThat(answersFor("HTTP/portal.lab.localhost@LAB.LOCALHOST")).hasSize(1);
    }

    @Test
    void showsHowUserSignedOn() throws Exception {
        Browser browser = alice().open(lab().portal());

        // Chromium asks for no mutual authentication here: its GSS flags are none but what SPNEGO adds.
        assertThat(browser.text())
                .contains(
                        switch (kind()) {
                            case CHROMIUM, FIREFOX -> "Server proved itself\nno, the client did not ask";
                            case HTML_UNIT -> "Server proved itself\nyes";
                        })
                .contains("Mechanism\nKerberos", "Encryption\naes256-sha1");
    }

    @Test
    void signsOnWithTheFirstRequest() throws Exception {
        Browser browser = alice().open(lab().portal());

        assertThat(browser.text()).contains("new: this request signed in");
    }

    @Test
    void opensPageAgainWithoutTicket() throws Exception {
        Browser browser = alice().open(lab().portal());
        desk().logOff();
        browser.open(lab().portal());

        assertThat(browser.text()).contains("reused: no ticket was needed");
    }

    @Test
    void signsOnToServerThatIsKnownByItsComputerNameAlone() throws Exception {
        Browser browser = alice().open(lab().url("files.lab.localhost"));

        assertSignedOn(browser, "Alice Liddell", "HTTP/files.lab.localhost");
    }

    @Test
    void tellsSignedOnUserThatThereIsNoSuchPage() throws Exception {
        Browser browser = alice().open(lab().portal().resolve("/elsewhere"));

        assertThat(browser.status()).isEqualTo(404);
        assertThat(browser.text("h1")).isEqualTo("There is no such page");
    }

    private URI portal(String scheme) {
        return scheme.equals("https") ? lab().securePortal() : lab().portal();
    }
}
