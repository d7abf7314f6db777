package org.gatehouse.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.logging.Level;
import org.gatehouse.lab.Lab;
import org.gatehouse.lab.client.Response;
import org.gatehouse.lab.directory.domain.DomainAdministration;
import org.gatehouse.lab.junit.GatehouseLab;
import org.gatehouse.lab.kdc.event.KdcEvent;
import org.gatehouse.lab.kdc.message.KdcError;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** One user at one client, and what became of it: at the client, in the KDC's log, on the portal's page and in its log. */
@GatehouseLab
@Timeout(300)
abstract class Scenario {
    static final String TGS = "krbtgt/LAB.LOCALHOST@LAB.LOCALHOST";
    static final String PORTAL = "HTTP/portal.lab.localhost@LAB.LOCALHOST";

    private final Client client;
    private Lab lab;
    private Seat seat;

    Scenario(Client client) {
        this.client = client;
    }

    @BeforeEach
    final void sitDown(Lab running) throws IOException {
        lab = running;
        seat = client.sitDown(running);
    }

    @AfterEach
    final void getUp() throws IOException {
        seat.close();
    }

    final Client client() {
        return client;
    }

    final Lab lab() {
        return lab;
    }

    final Seat seat() {
        return seat;
    }

    /** What the administrator of the portal's own domain does. */
    final DomainAdministration administrator() {
        return lab.realm().administration();
    }

    final void logOn(String user, String password) throws IOException {
        assertThat(seat.logOn(user, password)).as("what %s says", client).isEmpty();
    }

    final void logOnAlice() throws IOException {
        logOn("alice", "Wonderland1!");
    }

    /**
     * What the KDC has refused so far, as it stands in its log: {@code AS-REQ dora@LAB.LOCALHOST for krbtgt/...: KDC_ERR_...}. Without the
     * transport, which is the client's choice, and without what everybody goes through: being asked for pre-authentication,
     * and being sent to TCP, since a reply with a PAC does not fit into a datagram.
     */
    final List<String> refusals() {
        return lab.log().kdcEvents().stream()
                .filter(event -> event.outcome() instanceof KdcEvent.Refused refused
                        && refused.error() != KdcError.KDC_ERR_PREAUTH_REQUIRED
                        && refused.error() != KdcError.KRB_ERR_RESPONSE_TOO_BIG)
                .map(event -> event.toString().replaceFirst("-REQ (TCP|UDP) ", "-REQ "))
                .toList();
    }

    /** The tickets that the KDC has given for a service, oldest first. */
    final List<KdcEvent.Issued> issued(String service) {
        return lab.log().kdcEvents().stream()
                .filter(event -> event.service().filter(service::equals).isPresent())
                .map(KdcEvent::outcome)
                .filter(KdcEvent.Issued.class::isInstance)
                .map(KdcEvent.Issued.class::cast)
                .toList();
    }

    /** The only ticket that the KDC has given for a service. */
    final KdcEvent.Issued onlyIssued(String service) {
        List<KdcEvent.Issued> issued = issued(service);
        assertThat(issued).as(service).hasSize(1);
        return issued.get(0);
    }

    final void assertSignedOn(Response response, String principal) {
        assertThat(response.status()).as(response.toString()).isEqualTo(200);
        assertThat(response.body()).startsWith(principal + "\n");
        assertThat(lab.log().messages(Level.WARNING)).isEmpty();
    }

    /** No token came: the page says what may be missing, and the portal's log has nothing. */
    final void assertNothingOffered(Response response) {
        assertThat(response.status()).as(response.toString()).isEqualTo(401);
        assertThat(response.header("WWW-Authenticate")).containsExactly("Negotiate");
        assertThat(response.body()).doesNotContain("GH-");
        assertThat(lab.log().messages(Level.WARNING)).isEmpty();
    }

    /**
     * A token came and was refused: the page has a code and a reference, by which one finds the one line of the log. Until the
     * ticket has been decrypted the page has one code for every cause.
     *
     * @param cause {@code GH-K013 KRB_AP_ERR_BADKEYVER (44)}
     * @return what the log says after code, reference and client
     */
    final String assertRefused(Response response, String cause) {
        assertThat(response.status()).as(response.toString()).isEqualTo(401);
        assertThat(response.header("WWW-Authenticate"))
                .singleElement()
                .asString()
                .startsWith("Negotiate ");
        String code = cause.substring(0, cause.indexOf(' ')).replaceAll("GH-K01[0-7]", "GH-K009");
        assertThat(response.body()).matches("Sign-in did not work \\(" + code + ", [0-9A-F]{4}-[0-9A-F]{4}\\)\\.\n");
        String reference = response.body().replaceAll(".*, |\\).*\n", "");
        List<String> warnings = lab.log().messages(Level.WARNING);
        String beginning = cause + " [" + reference + "] 127.0.0.1: ";
        assertThat(warnings).singleElement().asString().startsWith(beginning);
        return warnings.get(0).substring(beginning.length());
    }
}
