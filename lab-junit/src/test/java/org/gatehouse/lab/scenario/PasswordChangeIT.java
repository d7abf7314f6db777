package org.gatehouse.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.gatehouse.lab.junit.Keytab;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Passwords that change while tickets and keytabs made with the old ones are about. */
@ParameterizedClass
@EnumSource(mode = Mode.EXCLUDE, names = "MIT_BY_ITS_OWN_CLOCK")
class PasswordChangeIT extends Scenario {
    private static final String BADKEYVER = "GH-K013 KRB_AP_ERR_BADKEYVER (44)";

    PasswordChangeIT(Client client) {
        super(client);
    }

    @Test
    void ofThePortalMakesItsKeytabStale() throws Exception {
        logOnAlice();

        int kvno = administrator().setPassword("svc-portal", "Changed1!");

        assertThat(kvno).isEqualTo(2);
        assertThat(assertRefused(seat().open(lab().portal()), BADKEYVER))
                .startsWith("the ticket for \"" + PORTAL + "\" is encrypted with kvno 2; ")
                .contains(" has 1. The account's password was changed after the keytab was exported. Export it again");
    }

    @Test
    void ofThePortalLeavesTicketsGoodThatWereIssuedBefore() throws Exception {
        logOnAlice();
        assertThat(seat().getTicket(lab().portal())).isEmpty();

        administrator().setPassword("svc-portal", "Changed1!");

        assertSignedOn(seat().open(lab().portal()), "alice@LAB.LOCALHOST");
        assertSignedOn(seat().open(lab().portal()), "alice@LAB.LOCALHOST");
        assertThat(issued(PORTAL)).hasSize(1);
    }

    @Test
    void ofThePortalIsFixedByANewKeytab() throws Exception {
        logOnAlice();
        administrator().setPassword("svc-portal", "Changed1!");

        lab().renewKeytab();

        assertSignedOn(seat().open(lab().portal()), "alice@LAB.LOCALHOST");
    }

    /** The new keytab has the new key alone; to keep the old one in it for a day would spare the users this. */
    @Test
    void ofThePortalMakesOldTicketsStaleWithTheNewKeytab() throws Exception {
        logOnAlice();
        assertThat(seat().getTicket(lab().portal())).isEmpty();
        administrator().setPassword("svc-portal", "Changed1!");

        lab().renewKeytab();

        assertThat(assertRefused(seat().open(lab().portal()), BADKEYVER))
                .startsWith("the ticket for \"" + PORTAL + "\" is encrypted with kvno 1; ")
                .contains(" has 2. The client's ticket is from before the last change of the password");
    }

    @Test
    void ofThePortalCountsForEveryNameOfItsAccount() throws Exception {
        administrator().setPassword("svc-portal", "Changed1!");
        logOnAlice();

        assertRefused(seat().open(lab().url("portal")), BADKEYVER);
    }

    @Test
    void ofAUserIsWhatTheNextLogonAsksFor() throws Exception {
        administrator().setPassword("alice", "Wonderland2!");

        Optional<String> old = seat().logOn("alice", "Wonderland1!");

        assertThat(old)
                .get()
                .asString()
                .contains(client().says("Password incorrect", "Pre-authentication information was invalid (24)"));
        logOn("alice", "Wonderland2!");
        assertSignedOn(seat().open(lab().portal()), "alice@LAB.LOCALHOST");
    }

    @Test
    void ofAUserLeavesTheTicketGrantingTicketGood() throws Exception {
        logOnAlice();

        administrator().setPassword("alice", "Wonderland2!");

        assertSignedOn(seat().open(lab().portal()), "alice@LAB.LOCALHOST");
    }

    @Test
    void ofAUserMakesTheUsersKeytabStale(@Keytab("alice") Path keytab) throws Exception {
        assertThat(seat().logOnByKeytab("alice", keytab)).isEmpty();

        administrator().setPassword("alice", "Wonderland2!");

        assertThat(seat().logOnByKeytab("alice", keytab))
                .get()
                .asString()
                .contains(client().says("Preauthentication failed", "Pre-authentication information was invalid (24)"));
        assertThat(refusals())
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line)
                        .startsWith("AS-REQ alice@LAB.LOCALHOST for " + TGS + ": KDC_ERR_PREAUTH_FAILED (24)"));
    }

    @Test
    void ofTheKdcMakesEveryTicketGrantingTicketStale() throws Exception {
        logOnAlice();
        administrator().setPassword("krbtgt", "Changed1!");

        Optional<String> said = seat().getTicket(lab().portal());

        assertThat(said)
                .get()
                .asString()
                .contains(client().says(
                                "Key version is not available", "Specified version of key is not available (44)"));
        assertThat(refusals())
                .isNotEmpty()
                .allSatisfy(
                        line -> assertThat(line)
                                .endsWith(
                                        " for " + PORTAL
                                                + ": KRB_AP_ERR_BADKEYVER (44): the ticket is encrypted with kvno 1, the key here has 2"));
        assertNothingOffered(seat().open(lab().portal()));
    }

    @Test
    void ofTheKdcIsFixedByANewLogon() throws Exception {
        logOnAlice();
        administrator().setPassword("krbtgt", "Changed1!");

        logOnAlice();

        assertSignedOn(seat().open(lab().portal()), "alice@LAB.LOCALHOST");
    }

    /** What was issued for the portal is the portal's matter. */
    @Test
    void ofTheKdcLeavesServiceTicketsGood() throws Exception {
        logOnAlice();
        assertThat(seat().getTicket(lab().portal())).isEmpty();

        administrator().setPassword("krbtgt", "Changed1!");

        assertSignedOn(seat().open(lab().portal()), "alice@LAB.LOCALHOST");
    }
}
