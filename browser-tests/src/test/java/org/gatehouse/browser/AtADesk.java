package org.gatehouse.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.logging.Level;
import org.gatehouse.lab.Lab;
import org.gatehouse.lab.directory.domain.DomainAdministration;
import org.gatehouse.lab.kdc.event.KdcEvent;
import org.gatehouse.lab.kdc.message.KdcError;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A test of what people see, with every browser. */
@ParameterizedClass
@EnumSource(Browser.Kind.class)
@ExtendWith(InTheLab.class)
abstract class AtADesk {
    private static final String NOT_SIGNED_IN = "We couldn’t sign you in automatically";

    private final Browser.Kind kind;
    private final Desk desk;

    AtADesk(Browser.Kind kind, Desk desk) {
        this.kind = kind;
        this.desk = desk;
    }

    final Desk desk() {
        return desk;
    }

    final Lab lab() {
        return desk.lab();
    }

    /** What the administrator of the lab's own domain does. */
    final DomainAdministration administrator() {
        return lab().realm().administration();
    }

    final Browser.Kind kind() {
        return kind;
    }

    /** The browser of alice, who is logged on from now. */
    final Browser alice() throws Exception {
        desk.logOn("alice", "Wonderland1!");
        return desk.browser(kind);
    }

    /** The browser of whoever is logged on, which may be nobody. */
    final Browser browser() throws Exception {
        return desk.browser(kind);
    }

    static void assertSignedOn(Browser browser, String name, String principal) {
        assertThat(browser.text("h1")).isEqualTo("You are signed in as " + name);
        assertThat(browser.text().lines()).anySatisfy(line -> assertThat(line).contains(principal));
        assertThat(browser.status()).isEqualTo(200);
    }

    /** Nothing was sent that could be judged: the page asks what may be wrong at the desk, and the log has nothing. */
    final void assertNothingOffered(Browser browser) {
        assertThat(browser.text("h1")).isEqualTo(NOT_SIGNED_IN);
        assertThat(browser.text()).contains("ask your help desk to allow this site for automatic sign-in");
        assertThat(browser.text(".button")).isEqualTo("Try again");
        assertThat(browser.count(".ref")).isZero();
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
        String[] codeAndReference = browser.text(".ref").split(" · ", 2);
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
