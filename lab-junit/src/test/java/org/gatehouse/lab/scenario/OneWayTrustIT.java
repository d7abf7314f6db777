package org.gatehouse.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.gatehouse.lab.junit.GatehouseLab;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Home trusts the guests' domain, and that one trusts a domain far away; nobody is trusted back. */
@GatehouseLab(domains = {"home.ldif", "guests.ldif", "far.ldif"})
@ParameterizedClass
@EnumSource(mode = Mode.EXCLUDE, names = "MIT_BY_ITS_OWN_CLOCK")
class OneWayTrustIT extends Scenario {
    private static final String PORTAL = "HTTP/portal.home.localhost@HOME.LOCALHOST";

    OneWayTrustIT(Client client) {
        super(client);
    }

    private String noWay() {
        return client().says("not found in Kerberos database", "No service creds");
    }

    @Test
    void letsTheTrustedIn() throws Exception {
        logOn("gina@GUESTS.LOCALHOST", "Guestbook1!");

        assertSignedOn(seat().open(lab().portal()), "gina@GUESTS.LOCALHOST");
    }

    @Test
    void letsNobodyGoTheOtherWay() throws Exception {
        logOn("hugo", "Homeward1!");

        Optional<String> said = seat().getTicket(lab().url("board.guests.localhost"));

        assertThat(said).get().asString().contains(noWay());
        assertThat(refusals())
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line)
                        .startsWith("TGS-REQ hugo@HOME.LOCALHOST for ")
                        .contains("@HOME.LOCALHOST: KDC_ERR_S_PRINCIPAL_UNKNOWN (7): "));
        assertNothingOffered(seat().open(lab().url("board.guests.localhost")));
    }

    @Test
    void letsTheFarIntoTheDomainThatTrustsThem() throws Exception {
        logOn("fred@FAR.LOCALHOST", "Faraway1!");

        assertSignedOn(seat().open(lab().url("board.guests.localhost")), "fred@FAR.LOCALHOST");
    }

    /** There is a way, over the guests' domain, but no KDC tells it to who does not know it. */
    @Test
    void leadsNobodyByItselfThroughADomainInBetween() throws Exception {
        logOn("fred@FAR.LOCALHOST", "Faraway1!");

        Optional<String> said = seat().getTicket(lab().portal());

        assertThat(said).isPresent();
        assertThat(issued(PORTAL)).isEmpty();
        assertNothingOffered(seat().open(lab().portal()));
    }
}
