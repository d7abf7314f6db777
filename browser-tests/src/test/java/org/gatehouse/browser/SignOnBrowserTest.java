package org.gatehouse.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.gatehouse.lab.Lab;
import org.gatehouse.lab.client.Workstation;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Alice opens the portal on the computer where she is logged on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SignOnBrowserTest {
    @AutoClose
    private Lab lab;

    @AutoClose
    private Workstation workstation;

    @AutoClose
    private Chromium browser;

    @BeforeAll
    void startLabAndBrowser() throws Exception {
        lab = Lab.start();
        workstation = lab.workstation();
        workstation.kinit("alice", "Wonderland1!").orThrow();
        browser = Chromium.on(workstation);
    }

    @BeforeEach
    void openPortalAsForTheFirstTime() {
        browser.open(lab.portal()).forgetCookies();
        browser.open(lab.portal());
    }

    @Test
    void greetsUserByName() {
        assertThat(browser.text("h1")).isEqualTo("You are signed in as Alice Liddell");
        assertThat(browser.text()).contains("alice@LAB.LOCALHOST");
    }

    @Test
    void showsHowUserSignedOn() {
        // Chromium asks for no mutual authentication here: its GSS flags are none but what SPNEGO adds.
        assertThat(browser.text().lines())
                .contains("Kerberos, aes256-sha1, mutual authentication not asked for by the client");
    }

    @Test
    void signsOnWithTheFirstRequest() {
        assertThat(browser.text()).contains("new: this request signed on");
    }

    @Test
    void opensPageAgainWithoutTicket() {
        browser.open(lab.portal());

        assertThat(browser.text()).contains("reused: no ticket was needed");
    }

    @Test
    void signsOnToServerThatIsKnownByItsComputerNameAlone() {
        browser.open(lab.url("files.lab.localhost"));

        assertThat(browser.text("h1")).isEqualTo("You are signed in as Alice Liddell");
        assertThat(browser.text()).contains("HTTP/files.lab.localhost");
    }
}
