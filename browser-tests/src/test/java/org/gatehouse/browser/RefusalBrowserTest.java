package org.gatehouse.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.logging.Level;
import org.gatehouse.lab.Lab;
import org.gatehouse.lab.client.Workstation;
import org.gatehouse.lab.kdc.KdcError;
import org.gatehouse.lab.kdc.KdcEvent;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people see who cannot be signed on: one page, and no prompt for a password that could not help. */
final class RefusalBrowserTest {
    private static final String HEADING = "We couldn’t sign you in automatically";

    @AutoClose
    private Lab lab;

    @AutoClose
    private Workstation workstation;

    @BeforeEach
    void startLab() throws Exception {
        lab = Lab.start();
        workstation = lab.workstation();
    }

    private Workstation alice() throws Exception {
        workstation.kinit("alice", "Wonderland1!").orThrow();
        return workstation;
    }

    @Test
    void explainsItselfToUserWithoutTicket() {
        try (Chromium browser = Chromium.on(workstation)) {
            browser.open(lab.portal());

            assertThat(browser.text("h1")).isEqualTo(HEADING);
            assertThat(browser.text(".button")).isEqualTo("Try again");
        }
    }

    @Test
    void getsNoTicketFromBrowserThatDoesNotTrustTheSite() throws Exception {
        try (Chromium browser = Chromium.on(alice(), "*.elsewhere.localhost")) {
            browser.open(lab.portal());

            assertThat(browser.text("h1")).isEqualTo(HEADING);
            assertThat(askedFor("HTTP/portal.lab.localhost")).isEmpty();
        }
    }

    @Test
    void getsNoTicketForServiceThatIsNotRegistered() throws Exception {
        try (Chromium browser = Chromium.on(alice())) {
            browser.open(lab.url("unregistered.lab.localhost"));

            assertThat(browser.text("h1")).isEqualTo(HEADING);
            assertThat(askedFor("HTTP/unregistered.lab.localhost"))
                    .isNotEmpty()
                    .allSatisfy(event -> assertThat(refusal(event)).isEqualTo(KdcError.KDC_ERR_S_PRINCIPAL_UNKNOWN));
        }
    }

    @Test
    void getsNoTicketForServiceThatIsRegisteredTwice() throws Exception {
        try (Chromium browser = Chromium.on(alice())) {
            browser.open(lab.url("duplicate.lab.localhost"));

            assertThat(browser.text("h1")).isEqualTo(HEADING);
            assertThat(askedFor("HTTP/duplicate.lab.localhost"))
                    .isNotEmpty()
                    .allSatisfy(event -> assertThat(refusal(event)).isEqualTo(KdcError.KDC_ERR_PRINCIPAL_NOT_UNIQUE));
        }
    }

    @Test
    void showsCodeAndReferenceOfRefusedTicket() throws Exception {
        PasswordChange.of(lab, "CN=svc-portal,OU=Services");
        try (Chromium browser = Chromium.on(alice())) {
            browser.open(lab.portal());

            assertThat(browser.text("h1")).isEqualTo(HEADING);
            String[] codeAndReference = browser.text(".ref").split(" · ", 2);
            assertThat(codeAndReference[0]).isEqualTo("GH-K013");
            assertThat(lab.log().messages(Level.WARNING))
                    .anySatisfy(line -> assertThat(line)
                            .startsWith("GH-K013 KRB_AP_ERR_BADKEYVER (44): ")
                            .endsWith("[" + codeAndReference[1] + "]"));
        }
    }

    private List<KdcEvent> askedFor(String service) {
        return lab.log().kdcEvents().stream()
                .filter(event -> event.service().filter(service::equals).isPresent())
                .toList();
    }

    private static KdcError refusal(KdcEvent event) {
        if (event.outcome() instanceof KdcEvent.Refused refused) {
            return refused.error();
        }
        throw new AssertionError("not refused: " + event);
    }
}
