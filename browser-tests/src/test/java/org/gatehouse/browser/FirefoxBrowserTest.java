package org.gatehouse.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.lab.Dialogue.ASKED;
import static org.gatehouse.lab.Dialogue.SIGNED_IN;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.gatehouse.lab.Dialogue;
import org.gatehouse.lab.Lab;
import org.gatehouse.lab.web.PortalFallback;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What Firefox does whatever it is answered. It has Kerberos by MIT's library, as Chromium has. */
@ExtendWith(InTheLab.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FirefoxBrowserTest {
    private final Desk desk;
    private final Lab lab;

    @AutoClose
    private Firefox firefox;

    FirefoxBrowserTest(Desk desk) {
        this.desk = desk;
        this.lab = desk.lab();
    }

    @BeforeAll
    void startFirefox(@TempDir Path profile) throws Exception {
        firefox = Firefox.start(desk.environment(), profile, ".lab.localhost");
    }

    @BeforeEach
    void forgetCookies() throws Exception {
        lab.useFallback(PortalFallback.NONE);
        firefox.forgetCookies();
    }

    @Test
    void signsOn() throws Exception {
        desk.logOn("alice", "Wonderland1!");

        assertThat(heardOpening(lab.portal())).containsExactly(ASKED, SIGNED_IN);
        assertThat(firefox.status()).isEqualTo(200);
        assertThat(firefox.text("h1")).isEqualTo("You are signed in as Alice Liddell");
        assertThat(heardOpening(lab.portal())).isEmpty();
    }

    @Test
    void endsAfterOneTokenThatIsRefused() throws Exception {
        desk.logOn("alice", "Wonderland1!");
        lab.portalClock().setShift(Duration.ofMinutes(7));

        assertThat(heardOpening(lab.portal())).containsExactly(ASKED, "GH-K031");
        assertThat(firefox.text("code")).startsWith("GH-K031 · ");
        assertThat(heardOpening(lab.portal())).containsExactly(ASKED, "GH-K031");
        assertThat(firefox.status()).isEqualTo(401);
    }

    @Test
    void asksOnceWithoutATicket() throws Exception {
        assertThat(heardOpening(lab.portal())).containsExactly(ASKED);
        assertThat(firefox.status()).isEqualTo(401);
        assertThat(firefox.text()).contains("ask your help desk to allow this site for automatic sign-in");
    }

    @Test
    void signsOnWhenTheCauseIsGone() throws Exception {
        desk.logOn("alice", "Wonderland1!");
        lab.portalClock().setShift(Duration.ofMinutes(7));
        firefox.open(lab.portal());
        lab.portalClock().setShift(Duration.ZERO);

        assertThat(heardOpening(lab.portal())).containsExactly(ASKED, SIGNED_IN);
    }

    private List<String> heardOpening(URI address) throws Exception {
        try (Dialogue heard = Dialogue.with(lab)) {
            firefox.open(address);
            return heard.soFar();
        }
    }
}
