package org.gatehouse.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Optional;
import org.gatehouse.lab.client.Response;
import org.gatehouse.lab.command.SpnFault;
import org.gatehouse.lab.junit.LabSpn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What comes of an SPN that is missing, or on the wrong account, or on two; and of the names that are right all the same. */
@ParameterizedClass
@EnumSource(mode = Mode.EXCLUDE, names = "MIT_BY_ITS_OWN_CLOCK")
class SpnFaultsIT extends Scenario {
    private static final String UNKNOWN = "KDC_ERR_S_PRINCIPAL_UNKNOWN (7): ";
    private static final String MODIFIED = "GH-K012 KRB_AP_ERR_MODIFIED (41)";

    SpnFaultsIT(Client client) {
        super(client);
    }

    /** Faults for which the KDC gives no ticket. */
    private enum NoTicket {
        MISSING_SPN(SpnFault.MISSING_SPN, UNKNOWN + "no account has the service's name"),
        DUPLICATE_SPN_NOT_UNIQUE(
                SpnFault.DUPLICATE_SPN_NOT_UNIQUE,
                "KDC_ERR_PRINCIPAL_NOT_UNIQUE (8): 2 accounts have this name: svc-portal, svc-rival"),
        DUPLICATE_SPN_UNKNOWN(
                SpnFault.DUPLICATE_SPN_UNKNOWN, UNKNOWN + "2 accounts have this name: svc-portal, svc-rival"),
        SPN_WITH_PORT(SpnFault.SPN_WITH_PORT, UNKNOWN + "no account has the service's name"),
        SPN_SHORT_NAME_ONLY(SpnFault.SPN_SHORT_NAME_ONLY, UNKNOWN + "no account has the service's name");

        private final SpnFault fault;
        private final String answer;

        NoTicket(SpnFault fault, String answer) {
            this.fault = fault;
            this.answer = answer;
        }

        String inWordsOf(Client client) {
            return answer.startsWith(UNKNOWN)
                    ? client.says("not found in Kerberos database", "Server not found in Kerberos database (7)")
                    : client.says(
                            "Principal has multiple entries in Kerberos database",
                            "Multiple principal entries in database (8)");
        }
    }

    @ParameterizedTest
    @EnumSource
    void leavesTheUserWithoutTicket(NoTicket fault) throws Exception {
        fault.fault.apply(lab().control());
        logOnAlice();

        Optional<String> said = seat().getTicket(lab().portal());

        assertThat(said).get().asString().contains(fault.inWordsOf(client()));
        assertThat(refusals())
                .isNotEmpty()
                .containsOnly("TGS-REQ alice@LAB.LOCALHOST for " + PORTAL + ": " + fault.answer);
        assertNothingOffered(seat().open(lab().portal()));
    }

    @ParameterizedTest
    @EnumSource(names = {"DUPLICATE_SPN_OTHER_KEY", "SPN_ON_WRONG_ACCOUNT"})
    void leadsToATicketThatThePortalCannotOpen(SpnFault fault) throws Exception {
        fault.apply(lab().control());
        logOnAlice();

        assertThat(seat().getTicket(lab().portal())).isEmpty();
        Response response = seat().open(lab().portal());

        assertThat(refusals()).isEmpty();
        assertThat(assertRefused(response, MODIFIED))
                .startsWith(
                        "the ticket for \"HTTP/portal.lab.localhost\" (kvno 1, aes256-sha1) cannot be decrypted with the key")
                .contains("Usually the SPN is registered on two accounts", "setspn -Q HTTP/portal.lab.localhost");
    }

    @Test
    void leadsToATicketOfAnotherVersionThanTheKeytabs() throws Exception {
        SpnFault.STALE_KEYTAB.apply(lab().control());
        logOnAlice();

        assertThat(seat().getTicket(lab().portal())).isEmpty();
        Response response = seat().open(lab().portal());

        assertThat(refusals()).isEmpty();
        assertThat(assertRefused(response, "GH-K013 KRB_AP_ERR_BADKEYVER (44)"))
                .startsWith("the ticket for \"" + PORTAL + "\" is encrypted with kvno 2; ");
    }

    /** A ticket that somebody holds hides the fault until it ends. */
    @ParameterizedTest
    @EnumSource
    void isNotNoticedByWhoHasATicket(SpnFault fault) throws Exception {
        logOnAlice();
        assertThat(seat().getTicket(lab().portal())).isEmpty();

        fault.apply(lab().control());

        assertSignedOn(seat().open(lab().portal()), "alice@LAB.LOCALHOST");
    }

    /** The name with the port was of no use, and does no harm beside the right one. */
    @Test
    @LabSpn(account = "svc-dup-a", spn = "HTTP/portal.lab.localhost:80")
    void isNotThereForANameWithAPortBesideTheRightOne() throws Exception {
        logOnAlice();

        assertSignedOn(seat().open(lab().portal()), "alice@LAB.LOCALHOST");
    }

    @Test
    void leavesTheOtherNamesOfThePortalAlone() throws Exception {
        SpnFault.MISSING_SPN.apply(lab().control());
        logOnAlice();

        Response response = seat().open(lab().url("portal"));

        assertSignedOn(response, "alice@LAB.LOCALHOST");
        assertThat(response.body()).contains("service   HTTP/portal@LAB.LOCALHOST\n");
    }

    @Test
    void isNotThereForTheHostsName() throws Exception {
        logOnAlice();

        Response response = seat().open(lab().url("files.lab.localhost"));

        assertSignedOn(response, "alice@LAB.LOCALHOST");
        assertThat(response.body()).contains("service   HTTP/files.lab.localhost@LAB.LOCALHOST\n");
    }

    /** An explicit HTTP wins over HOST, and takes the site away from the computer it runs on. */
    @Test
    void isAnHttpOnAnotherAccountThanTheHost() throws Exception {
        administrator().addServicePrincipalName("svc-dup-a", "HTTP/files.lab.localhost");
        logOnAlice();

        Response response = seat().open(lab().url("files.lab.localhost"));

        assertThat(assertRefused(response, MODIFIED)).startsWith("the ticket for \"HTTP/files.lab.localhost\" ");
    }

    /** Both names are on one account, so that the ticket opens: it is told which name to add. */
    @Test
    void isANameThatTheKeytabDoesNotHave() throws Exception {
        administrator().addServicePrincipalName("svc-portal", "HTTP/new.lab.localhost");
        logOnAlice();
        URI address = lab().url("new.lab.localhost");

        Response response = seat().open(address);

        assertThat(assertRefused(response, "GH-K016 KRB_AP_ERR_NOT_US (35)"))
                .startsWith("the ticket is for \"HTTP/new.lab.localhost@LAB.LOCALHOST\". ")
                .contains(" does not have that name, but ", "add HTTP/new.lab.localhost to the keytab");
        lab().renewKeytab();
        assertThat(seat().open(address).status()).isEqualTo(200);
    }

    @Test
    void isANameOfAnAccountThatTheKeytabDoesNotHave() throws Exception {
        administrator().addServicePrincipalName("bob", "HTTP/other.lab.localhost");
        logOnAlice();

        Response response = seat().open(lab().url("other.lab.localhost"));

        assertThat(assertRefused(response, "GH-K010 KRB_AP_ERR_NOKEY (45)"))
                .startsWith("the ticket is for \"HTTP/other.lab.localhost@LAB.LOCALHOST\". ");
    }

    /** Letter case is nobody's business in a Windows domain. */
    @Test
    @LabSpn(account = "svc-dup-a", spn = "http/MIXED.Lab.LOCALHOST")
    void isNotThereForOtherLetterCase() throws Exception {
        logOnAlice();

        assertSignedOn(seat().open(lab().url("mixed.lab.localhost")), "alice@LAB.LOCALHOST");
    }
}
