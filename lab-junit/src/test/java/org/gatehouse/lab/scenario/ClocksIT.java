package org.gatehouse.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.gatehouse.lab.client.Response;
import org.gatehouse.lab.junit.LabPolicy;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Clocks that differ. The limit is five minutes everywhere. What takes its time makes a client look more and more behind: so the
 * figures are a second from the limit on that side where this does no harm, and a quarter of a minute on the other.
 */
@ParameterizedClass
@EnumSource
class ClocksIT extends Scenario {
    private static final String SKEW = "KRB_AP_ERR_SKEW (37): the client's clock is ";

    ClocksIT(Client client) {
        super(client);
    }

    private String skewInItsWords() {
        return client().says("Clock skew too great", "Clock skew too great (37)");
    }

    /** Tickets have no parts of seconds, so the second before the limit is over for a client that waits a moment. */
    @ParameterizedTest
    @ValueSource(strings = {"PT4M45S", "-PT4M57S"})
    void logsOnToADomainWhoseClockIsWithinTheLimit(Duration shift) throws Exception {
        lab().realm().clock().setShift(shift);

        logOnAlice();
    }

    @ParameterizedTest
    @CsvSource({"PT5M1S, behind", "-PT5M15S, ahead"})
    void isRefusedByADomainWhoseClockIsBeyondTheLimitUnlessItFollows(Duration shift, String direction)
            throws Exception {
        lab().realm().clock().setShift(shift);

        Optional<String> said = seat().logOn("alice", "Wonderland1!");

        switch (client()) {
            case MIT -> assertThat(said).isEmpty();
            case MIT_BY_ITS_OWN_CLOCK, JDK -> {
                assertThat(said).get().asString().contains(skewInItsWords());
                assertThat(refusals())
                        .isNotEmpty()
                        .allSatisfy(line -> assertThat(line)
                                .matches("AS-REQ alice@LAB\\.LOCALHOST for " + TGS + ": " + Pattern.quote(SKEW)
                                        + "3[01]\\d s " + direction + "; the limit is 300 s"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT4M45S", "-PT4M59S"})
    void getsATicketWhenTheDomainsClockJumpsWithinTheLimit(Duration shift) throws Exception {
        logOnAlice();

        lab().realm().clock().setShift(shift);

        assertThat(seat().getTicket(lab().portal())).isEmpty();
    }

    /** Whoever follows the KDC's time does so from one logon to the next. */
    @ParameterizedTest
    @CsvSource({"PT5M1S, behind", "-PT5M15S, ahead"})
    void getsNoTicketWhenTheDomainsClockJumpsBeyondTheLimit(Duration shift, String direction) throws Exception {
        logOnAlice();
        lab().realm().clock().setShift(shift);

        Optional<String> said = seat().getTicket(lab().portal());

        assertThat(said).get().asString().contains(skewInItsWords());
        assertThat(refusals())
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line)
                        .startsWith("TGS-REQ alice@LAB.LOCALHOST for " + PORTAL + ": " + SKEW)
                        .endsWith(" s " + direction + "; the limit is 300 s"));
        assertNothingOffered(seat().open(lab().portal()));
    }

    @Test
    @LabPolicy(clockSkew = "1m")
    void isRefusedEarlierByADomainWithATighterLimit() throws Exception {
        logOnAlice();
        lab().realm().clock().setShift(Duration.ofSeconds(61));

        assertThat(seat().getTicket(lab().portal())).get().asString().contains(skewInItsWords());
        assertThat(refusals()).isNotEmpty().allSatisfy(line -> assertThat(line).endsWith("; the limit is 60 s"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT4M45S", "-PT4M59S"})
    void signsOnToAPortalWhoseClockIsWithinTheLimit(Duration shift) throws Exception {
        logOnAlice();

        lab().portalClock().setShift(shift);

        assertSignedOn(seat().open(lab().portal()), "alice@LAB.LOCALHOST");
    }

    @ParameterizedTest
    @CsvSource({"PT5M1S, behind", "PT12M1S, behind", "-PT5M15S, ahead of", "-PT12M15S, ahead of"})
    void isRefusedByAPortalWhoseClockIsBeyondTheLimit(Duration shift, String direction) throws Exception {
        logOnAlice();
        lab().portalClock().setShift(shift);

        Response response = seat().open(lab().portal());

        assertThat(assertRefused(response, "GH-K031 KRB_AP_ERR_SKEW (37)"))
                .matches("the clock of \"alice@LAB\\.LOCALHOST\" is "
                        + shift.abs().toMinutes() + " min( \\d+ s)? " + direction
                        + " this server; the limit is 5 min\\. Compare both with the domain's clock .*");
    }

    @Test
    void signsOnAgainWhenThePortalsClockIsRight() throws Exception {
        logOnAlice();
        lab().portalClock().setShift(Duration.ofHours(-3));
        assertThat(seat().open(lab().portal()).status()).isEqualTo(401);

        lab().portalClock().setShift(Duration.ZERO);

        assertThat(seat().open(lab().portal()).status()).isEqualTo(200);
    }

    /** Domain and portal agree on a time that is not this computer's. */
    @Test
    void signsOnToADomainWithATimeOfItsOwnIfItFollows() throws Exception {
        lab().realm().clock().setShift(Duration.ofDays(-40));
        lab().portalClock().setShift(Duration.ofDays(-40));

        Optional<String> said = seat().logOn("alice", "Wonderland1!");

        switch (client()) {
            case MIT -> assertSignedOn(seat().open(lab().portal()), "alice@LAB.LOCALHOST");
            case MIT_BY_ITS_OWN_CLOCK, JDK -> assertThat(said).get().asString().contains(skewInItsWords());
        }
    }

    /**
     * The ticket ended two minutes ago by the KDC's time, and six by the portal's. MIT's library does not send what has
     * ended; that portal and client see the end differently is then always a matter of their clocks (GH-K031).
     */
    @Test
    @LabPolicy(maxServiceTicketLife = "2m")
    void isNotSignedOnByTicketThatHasEnded() throws Exception {
        lab().realm().clock().setShift(Duration.ofMinutes(-4));
        logOnAlice();
        lab().portalClock().setShift(Duration.ofMinutes(4));

        Response response = seat().open(lab().portal());

        switch (client()) {
            case MIT -> assertRefused(response, "GH-K031 KRB_AP_ERR_SKEW (37)");
            case MIT_BY_ITS_OWN_CLOCK -> assertNothingOffered(response);
            case JDK ->
                assertThat(assertRefused(response, "GH-K030 KRB_AP_ERR_TKT_EXPIRED (32)"))
                        .matches("the ticket of \"alice@LAB\\.LOCALHOST\" ended at \\S+, 6 min( \\d+ s)? ago\\. .*");
        }
    }

    /** The portal grants the five minutes at the end of a ticket, too. */
    @Test
    @LabPolicy(maxServiceTicketLife = "2m")
    void isSignedOnByTicketThatHasJustEnded() throws Exception {
        logOnAlice();
        assertThat(seat().getTicket(lab().portal())).isEmpty();

        lab().portalClock().setShift(Duration.ofMinutes(4));

        assertSignedOn(seat().open(lab().portal()), "alice@LAB.LOCALHOST");
    }

    @Test
    void isNotSignedOnByTicketThatIsNotYetValid() throws Exception {
        lab().realm().clock().setShift(Duration.ofMinutes(4));
        logOnAlice();
        lab().portalClock().setShift(Duration.ofMinutes(-4));

        Response response = seat().open(lab().portal());

        switch (client()) {
            case MIT -> assertRefused(response, "GH-K031 KRB_AP_ERR_SKEW (37)");
            case MIT_BY_ITS_OWN_CLOCK, JDK ->
                assertThat(assertRefused(response, "GH-K032 KRB_AP_ERR_TKT_NYV (33)"))
                        .matches("the ticket of \"alice@LAB\\.LOCALHOST\" is valid from \\S+,"
                                + " (8 min|7 min \\d+ s) from now\\. .*");
        }
    }

    /** The computer's own clock, under faketime: MIT's programs alone can have one. */
    @Nested
    class OfTheWorkstation {
        @ParameterizedTest
        @ValueSource(strings = {"PT4M59S", "-PT4M45S", "PT5M15S", "-PT5M1S", "P30D", "-PT9H"})
        void decidesWhoGetsIn(Duration shift) throws Exception {
            lab().workstationClock().setShift(shift);
            boolean within = shift.abs().compareTo(Duration.ofMinutes(5)) < 0;

            Optional<String> said = seat().logOn("alice", "Wonderland1!");

            if (client() == Client.MIT_BY_ITS_OWN_CLOCK && !within) {
                assertThat(said).get().asString().contains(skewInItsWords());
            } else {
                assertThat(said).isEmpty();
                assertSignedOn(seat().open(lab().portal()), "alice@LAB.LOCALHOST");
            }
        }

        /** By its own clock it asks for a ticket that ended long ago, before anybody has told it the time. */
        @Test
        void isTooFarBehindWhereTheTicketWouldBeOver() throws Exception {
            lab().workstationClock().setShift(Duration.ofDays(-30));

            Optional<String> said = seat().logOn("alice", "Wonderland1!");

            switch (client()) {
                case MIT, MIT_BY_ITS_OWN_CLOCK ->
                    assertThat(said).get().asString().contains("Requested effective lifetime is negative or too short");
                case JDK -> assertThat(said).isEmpty();
            }
        }

        /** It was right at the logon, and what it was then the tickets know. */
        @Test
        void isSeenByThePortalWhenItJumpsAhead() throws Exception {
            logOnAlice();
            assertThat(seat().getTicket(lab().portal())).isEmpty();

            lab().workstationClock().setShift(Duration.parse("PT5M15S"));
            Response response = seat().open(lab().portal());

            switch (client()) {
                case MIT, MIT_BY_ITS_OWN_CLOCK ->
                    assertThat(assertRefused(response, "GH-K031 KRB_AP_ERR_SKEW (37)"))
                            .contains(" is 5 min", " ahead of this server");
                case JDK -> assertSignedOn(response, "alice@LAB.LOCALHOST");
            }
        }

        /** A ticket that is from the future is not sent. */
        @Test
        void isSeenByTheClientWhenItJumpsBack() throws Exception {
            logOnAlice();
            assertThat(seat().getTicket(lab().portal())).isEmpty();

            lab().workstationClock().setShift(Duration.parse("-PT5M15S"));
            Response response = seat().open(lab().portal());

            switch (client()) {
                case MIT, MIT_BY_ITS_OWN_CLOCK -> assertNothingOffered(response);
                case JDK -> assertSignedOn(response, "alice@LAB.LOCALHOST");
            }
        }
    }
}
