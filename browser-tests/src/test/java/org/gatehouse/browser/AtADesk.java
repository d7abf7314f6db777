package org.gatehouse.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.logging.Level;
import org.gatehouse.lab.kdc.event.KdcEvent;
import org.gatehouse.lab.kdc.message.KdcError;
import org.gatehouse.lab.web.PortalFallback;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A test of what people see whose ticket has to do, with every sort of Kerberos library. */
@ParameterizedClass
@EnumSource(
        value = Browser.Kind.class,
        names = {"CHROMIUM", "HTML_UNIT"})
@ExtendWith(InTheLab.class)
abstract class AtADesk extends BrowsersOfADesk {
    private static final String NOT_SIGNED_IN = "We couldn’t sign you in automatically";

    AtADesk(Browser.Kind kind, Desk desk) {
        super(kind, desk);
    }

    /** The page is what people see, and it stays. */
    @BeforeEach
    final void leadNowhereElse() throws Exception {
        lab().useFallback(PortalFallback.NONE);
    }

    /** Nothing was sent that could be judged: the page asks what may be wrong at the desk, and the log has nothing. */
    final void assertNothingOffered(Browser browser) {
        assertThat(browser.text("h1")).isEqualTo(NOT_SIGNED_IN);
        assertThat(browser.text()).contains("ask your help desk to allow this site for automatic sign-in");
        assertThat(browser.text(".button")).isEqualTo("Try again");
        assertThat(browser.count("code")).isZero();
        assertThat(browser.status()).isEqualTo(401);
        assertThat(lab().log().messages(Level.WARNING)).isEmpty();
    }

    /**
     * A ticket was sent and refused: the page has code and reference, by which one finds the one line of the log. Until the
     * ticket has been decrypted the page has one code for every cause.
     *
     * @param cause {@code GH-K013 KRB_AP_ERR_BADKEYVER (44)}
     * @return what the log says after code, reference and client
     */
    final String assertRefused(Browser browser, String cause) {
        assertThat(browser.text("h1")).isEqualTo(NOT_SIGNED_IN);
        assertThat(browser.text(".button")).isEqualTo("Try again");
        assertThat(browser.status()).isEqualTo(401);
        String[] codeAndReference = browser.text("code").split(" · ", 2);
        assertThat(codeAndReference[0]).isEqualTo(cause.split(" ", 2)[0].replaceAll("GH-K01[0-7]", "GH-K009"));
        List<String> warnings = lab().log().messages(Level.WARNING);
        String beginning = cause + " [" + codeAndReference[1] + "] 127.0.0.1: ";
        assertThat(warnings).singleElement().satisfies(line -> assertThat(line).startsWith(beginning));
        return warnings.get(0).substring(beginning.length());
    }

    /**
     * What became of the requests for a service's tickets.
     *
     * @param service with the realm that was asked
     */
    final List<KdcEvent.Outcome> answersFor(String service) {
        return lab().log().kdcEvents().stream()
                .filter(event -> event.service().filter(service::equals).isPresent())
                .map(KdcEvent::outcome)
                .toList();
    }

    /** Every request for the service's tickets was refused like this, and there was at least one. */
    final void assertNoTicket(String service, KdcError error) {
        assertThat(answersFor(service))
                .isNotEmpty()
                .allSatisfy(outcome -> assertThat(outcome)
                        .isInstanceOfSatisfying(
                                KdcEvent.Refused.class,
                                refused -> assertThat(refused.error()).isEqualTo(error)));
    }
}
