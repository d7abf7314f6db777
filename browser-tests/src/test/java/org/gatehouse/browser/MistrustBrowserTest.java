package org.gatehouse.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import javax.net.ssl.SSLHandshakeException;
import org.gatehouse.lab.Dialogue;
import org.gatehouse.lab.Lab;
import org.gatehouse.lab.web.PortalFallback;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Browsers as they come, whom nobody has told of the lab. */
@ExtendWith(InTheLab.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MistrustBrowserTest {
    private final Desk desk;

    @AutoClose
    private Chromium chromium;

    MistrustBrowserTest(Desk desk) {
        this.desk = desk;
    }

    @BeforeAll
    void startChromium() {
        chromium = Chromium.start(desk.environment());
    }

    @BeforeEach
    void forgetCookies() {
        chromium.forgetCookies();
    }

    @Test
    void givesNoTicketToSiteThatIsNotOnItsList() throws Exception {
        Lab lab = desk.lab();
        lab.useFallback(PortalFallback.NONE);
        desk.logOn("alice", "Wonderland1!");

        try (Dialogue heard = Dialogue.with(lab)) {
            chromium.open(lab.portal());

            assertThat(heard.soFar()).containsExactly(Dialogue.ASKED);
        }
        assertThat(chromium.text("h1")).isEqualTo("We couldn’t sign you in automatically");
        assertThat(lab.log().kdcEvents())
                .extracting(event -> event.service().orElse(""))
                .noneMatch(service -> service.startsWith("HTTP/"));
    }

    /** The page of the challenge that the browser does not answer. */
    @Test
    void signsInByTheFormAtSiteThatGetsNoTicket() throws Exception {
        URI deepLink = desk.lab().portal().resolve("/finance?year=2026#cases");
        desk.logOn("alice", "Wonderland1!");

        chromium.open(deepLink).reach(AtTheForm.FORM);
        AtTheForm.signIn(chromium).reach("Finance");

        assertThat(chromium.address()).isEqualTo(deepLink);
        assertThat(chromium.securityMessages()).isEmpty();
    }

    @Test
    void showsWarningInsteadOfSiteWhoseCertificateIsOfUnknownAuthority() throws Exception {
        chromium.open(desk.lab().securePortal());

        assertThat(chromium.text()).contains("ERR_CERT_AUTHORITY_INVALID");
        assertThat(desk.lab().log().records()).isEmpty();
    }

    @Test
    void opensNoConnectionToSiteWhoseCertificateIsOfUnknownAuthority() throws Exception {
        try (HtmlUnit browser = HtmlUnit.with(desk.jdkTickets())) {
            assertThatThrownBy(() -> browser.open(desk.lab().securePortal())).isInstanceOf(SSLHandshakeException.class);
        }
    }
}
