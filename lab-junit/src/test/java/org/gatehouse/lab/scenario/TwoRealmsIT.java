package org.gatehouse.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.gatehouse.lab.account.AccountState;
import org.gatehouse.lab.client.Response;
import org.gatehouse.lab.junit.LabUser;
import org.gatehouse.lab.kdc.event.KdcEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Users of one realm at the services of the other, by clients that know which host is where. */
@ParameterizedClass
@EnumSource(mode = Mode.EXCLUDE, names = "MIT_BY_ITS_OWN_CLOCK")
class TwoRealmsIT extends Scenario {
    private static final String PARTNER = "PARTNER.LOCALHOST";
    private static final String TO_PARTNER = "krbtgt/PARTNER.LOCALHOST@LAB.LOCALHOST";
    private static final String TO_LAB = "krbtgt/LAB.LOCALHOST@PARTNER.LOCALHOST";
    private static final String INTRANET = "HTTP/intranet.partner.localhost@PARTNER.LOCALHOST";

    TwoRealmsIT(Client client) {
        super(client);
    }

    private void logOnCarol() throws Exception {
        logOn("carol@PARTNER.LOCALHOST", "Partner1!");
    }

    @Test
    void keepVisitorsRealmInTheName() throws Exception {
        logOnCarol();

        Response response = seat().open(lab().portal());

        assertSignedOn(response, "carol@PARTNER.LOCALHOST");
        assertThat(response.body()).contains("name      Carol Carpenter\n");
        assertThat(onlyIssued(TO_LAB).towards()).contains("LAB.LOCALHOST");
        assertThat(clientsFor(PORTAL)).containsOnly("carol@PARTNER.LOCALHOST");
        assertThat(refusals()).isEmpty();
    }

    @Test
    void letUsersVisitServicesOverThere() throws Exception {
        logOnAlice();

        Response response = seat().open(lab().url("intranet.partner.localhost"));

        assertSignedOn(response, "alice@LAB.LOCALHOST");
        assertThat(response.body()).contains("name      Alice Liddell\n", "service   " + INTRANET + "\n");
        assertThat(onlyIssued(TO_PARTNER).towards()).contains(PARTNER);
        assertThat(clientsFor(INTRANET)).containsOnly("alice@LAB.LOCALHOST");
    }

    /** The realm is a part of the identity: who has the same name over there is somebody else. */
    @Test
    @LabUser(name = "alice", password = "Otherwise1!", realm = PARTNER)
    void keepTwoUsersOfTheSameNameApart() throws Exception {
        logOn("alice@PARTNER.LOCALHOST", "Otherwise1!");

        Response response = seat().open(lab().portal());

        assertSignedOn(response, "alice@PARTNER.LOCALHOST");
        assertThat(response.body()).doesNotContain("Alice Liddell", "alice@LAB.LOCALHOST");
    }

    @Test
    @LabUser(name = "alice", password = "Otherwise1!", realm = PARTNER)
    void doNotTakeThePasswordOfTheNamesakeOverThere() throws Exception {
        assertThat(seat().logOn("alice", "Otherwise1!")).isPresent();
        assertThat(seat().logOn("alice@PARTNER.LOCALHOST", "Wonderland1!")).isPresent();
    }

    @Test
    void doNotKnowEachOthersUsersAsTheirOwn() throws Exception {
        Optional<String> said = seat().logOn("carol@LAB.LOCALHOST", "Partner1!");

        assertThat(said)
                .get()
                .asString()
                .contains(client().says(
                                "Client 'carol@LAB.LOCALHOST' not found in Kerberos database",
                                "Client not found in Kerberos database (6)"));
        assertThat(refusals())
                .containsOnly("AS-REQ carol@LAB.LOCALHOST for " + TGS
                        + ": KDC_ERR_C_PRINCIPAL_UNKNOWN (6): no account has the client's name");
    }

    @Test
    void sayOfTheirOwnServicesWhichAreNotThere() throws Exception {
        logOnAlice();

        Optional<String> said = seat().getTicket(lab().url("nowhere.partner.localhost"));

        assertThat(said)
                .get()
                .asString()
                .contains(client().says("not found in Kerberos database", "Server not found in Kerberos database (7)"));
        assertThat(refusals())
                .isNotEmpty()
                .containsOnly("TGS-REQ alice@LAB.LOCALHOST for HTTP/nowhere.partner.localhost@PARTNER.LOCALHOST:"
                        + " KDC_ERR_S_PRINCIPAL_UNKNOWN (7): no account has the service's name");
    }

    /** The JDK has words of its own for every closed way; 17.0.15 puts "Fail to create credential. (63)" before them. */
    @Test
    void letNobodyOutWhomTheirOwnRealmHasDisabled() throws Exception {
        logOnCarol();
        lab().realm(PARTNER).administration().setControl("carol", AccountState.ACCOUNT_DISABLE, true);

        Optional<String> said = seat().getTicket(lab().portal());

        assertThat(said)
                .get()
                .asString()
                .contains(client().says("Client's credentials have been revoked", "No service creds"));
        assertThat(refusals())
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line)
                        .startsWith("TGS-REQ carol@PARTNER.LOCALHOST for ")
                        .contains("@PARTNER.LOCALHOST: KDC_ERR_CLIENT_REVOKED (18): STATUS_ACCOUNT_DISABLED"));
    }

    @Test
    void doNotGiveTicketsAcrossThatLastLongerThanTheFirst() throws Exception {
        lab().realm(PARTNER).setPolicy(lab().realm(PARTNER).policy().withMaxTicketLife(Duration.ofMinutes(7)));
        logOnCarol();

        assertSignedOn(seat().open(lab().portal()), "carol@PARTNER.LOCALHOST");

        assertThat(onlyIssued(PORTAL).endTime())
                .isEqualTo(
                        onlyIssued("krbtgt/PARTNER.LOCALHOST@PARTNER.LOCALHOST").endTime());
    }

    private List<String> clientsFor(String service) {
        return lab().log().kdcEvents().stream()
                .filter(event -> event.service().filter(service::equals).isPresent())
                .map(KdcEvent::client)
                .map(Optional::orElseThrow)
                .toList();
    }
}
