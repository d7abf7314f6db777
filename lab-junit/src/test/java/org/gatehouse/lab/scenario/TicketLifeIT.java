package org.gatehouse.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.security.jgss.ExtendedGSSContext;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import javax.security.auth.kerberos.KerberosTicket;
import org.gatehouse.lab.client.JvmLogon;
import org.gatehouse.lab.client.Program;
import org.gatehouse.lab.client.Response;
import org.gatehouse.lab.junit.GatehouseLab;
import org.gatehouse.lab.junit.LabPolicy;
import org.gatehouse.lab.junit.LoggedOn;
import org.gatehouse.lab.kdc.event.KdcEvent;
import org.ietf.jgss.GSSContext;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How long tickets live, and what they may be used for. */
@GatehouseLab
@Timeout(300)
class TicketLifeIT extends WithLabAndWorkstation {
    private static final String TGS = "krbtgt/LAB.LOCALHOST@LAB.LOCALHOST";
    private static final String PORTAL = "HTTP/portal.lab.localhost";
    private static final String DELEGATE = "HTTP/delegate.lab.localhost";

    /** Bits of TicketFlags, RFC 4120 §5.3: bit 0 is the most significant one. */
    private static final int FORWARDED = 1 << 29;

    private static final int OK_AS_DELEGATE = 1 << 18;

    /** A client reckons from when it begins to ask, the KDC from when it answers. */
    private static final Duration ASKING = Duration.ofSeconds(30);

    private void logOn(String... options) throws IOException {
        workstation.kinit("alice", "Wonderland1!", options).orThrow();
    }

    private record Given(Instant at, KdcEvent.Issued ticket) {
        /** To the second in which it was issued. */
        Duration life() {
            return Duration.between(Instant.ofEpochSecond(at.getEpochSecond()), ticket.endTime());
        }
    }

    /** The last ticket that the KDC has given. */
    private Given last(String service) {
        List<Given> given = lab.log().kdcEvents().stream()
                .filter(event -> event.service().filter(service::equals).isPresent())
                .filter(event -> event.outcome() instanceof KdcEvent.Issued)
                .map(event -> new Given(event.at(), (KdcEvent.Issued) event.outcome()))
                .toList();
        assertThat(given).as("tickets for " + service).isNotEmpty();
        return given.get(given.size() - 1);
    }

    private String lastRefusal() {
        List<KdcEvent> refused = lab.log().kdcEvents().stream()
                .filter(event -> event.outcome() instanceof KdcEvent.Refused)
                .toList();
        return refused.get(refused.size() - 1).outcome().toString();
    }

    /** Moves everybody's clock alike, as time does. */
    private void letPass(Duration time) {
        lab.realm().clock().setShift(time);
        lab.workstationClock().setShift(time);
        lab.portalClock().setShift(time);
    }

    @Nested
    class Life {
        @Test
        void isTenHoursInANewDomain() throws Exception {
            logOn();
            workstation.kvno(PORTAL).orThrow();

            assertThat(last(TGS).life()).isEqualTo(Duration.ofHours(10));
            assertThat(last(PORTAL + "@LAB.LOCALHOST").ticket().endTime())
                    .isEqualTo(last(TGS).ticket().endTime());
        }

        @Test
        @LabPolicy(maxTicketLife = "5m")
        void isCappedByThePolicy() throws Exception {
            logOn();

            assertThat(last(TGS).life()).isEqualTo(Duration.ofMinutes(5));
        }

        @Test
        @LabPolicy(maxTicketLife = "5m")
        void isCappedByThePolicyForTheJdk(@LoggedOn("alice") JvmLogon alice) throws Exception {
            alice.negotiate(lab.portal());

            assertThat(last(TGS).life()).isEqualTo(Duration.ofMinutes(5));
            assertThat(alice.subject().getPrivateCredentials(KerberosTicket.class))
                    .hasSize(2)
                    .allSatisfy(ticket -> assertThat(ticket.getEndTime().toInstant())
                            .isEqualTo(last(TGS).ticket().endTime()));
        }

        @ParameterizedTest
        @CsvSource({"90s, PT1M30S", "5m, PT5M", "2h, PT2H", "3d, PT10H"})
        void isAsShortAsTheClientWishesAndNoLonger(String wish, Duration life) throws Exception {
            logOn("-l", wish);

            assertThat(last(TGS).life()).isBetween(life.minus(ASKING), life);
        }

        @Test
        void endsWithTheTicketGrantingTicket() throws Exception {
            logOn("-l", "5m");
            workstation.kvno(PORTAL).orThrow();

            assertThat(last(PORTAL + "@LAB.LOCALHOST").ticket().endTime())
                    .isEqualTo(last(TGS).ticket().endTime());
        }

        @Test
        @LabPolicy(maxServiceTicketLife = "2m")
        void ofServiceTicketsHasAPolicyOfItsOwn() throws Exception {
            logOn();
            workstation.kvno(PORTAL).orThrow();

            assertThat(last(PORTAL + "@LAB.LOCALHOST").life()).isEqualTo(Duration.ofMinutes(2));
            assertThat(last(TGS).life()).isEqualTo(Duration.ofHours(10));
        }

        @Test
        void isWhatThePortalShows() throws Exception {
            logOn("-l", "5m");

            Response response = workstation.signOn(lab.portal());

            assertThat(response.body()).containsPattern("ticket {4}until \\d\\d:\\d\\d, in ");
        }

        @Test
        @LabPolicy(maxTicketLife = "5m")
        void overMeansNoTicketAnyMore() throws Exception {
            logOn();
            letPass(Duration.ofMinutes(6));

            Program.Result kvno = workstation.kvno(PORTAL);

            assertThat(kvno.output()).contains("Ticket expired");
            assertThat(workstation.signOn(lab.portal()).status()).isEqualTo(401);
        }

        /** The client's clock is behind by so little that it does not know yet. */
        @Test
        @LabPolicy(maxTicketLife = "5m")
        void overIsSaidByTheKdcToWhoDoesNotKnow() throws Exception {
            logOn();
            letPass(Duration.ofMinutes(5));
            lab.workstationClock().setShift(Duration.ofMinutes(3));

            Program.Result kvno = workstation.kvno(PORTAL);

            assertThat(kvno.output()).contains("Ticket expired");
            assertThat(lastRefusal())
                    .startsWith("KRB_AP_ERR_TKT_EXPIRED (32): the ticket-granting ticket ended at "
                            + last(TGS).ticket().endTime());
        }
    }

    @Nested
    class Renewal {
        @Test
        void givesTheSameLifeAgain() throws Exception {
            logOn("-l", "5m", "-r", "1h");
            letPass(Duration.ofMinutes(3));

            workstation.renew().orThrow();

            Duration life = Duration.ofMinutes(5);
            assertThat(last(TGS).life()).isBetween(life.minus(ASKING), life);
            letPass(Duration.ofMinutes(7)); // the first one would be over
            assertThat(workstation.signOn(lab.portal()).body()).startsWith("alice@LAB.LOCALHOST\n");
        }

        @Test
        void leadsNoFurtherThanTheTimeThatWasAskedFor() throws Exception {
            logOn("-l", "5m", "-r", "7m");
            Instant limit = last(TGS).at().plus(Duration.ofMinutes(7));
            letPass(Duration.ofMinutes(4));

            workstation.renew().orThrow();

            assertThat(last(TGS).ticket().endTime()).isBetween(limit.minus(ASKING), limit);
        }

        @Test
        void isTooLateForATicketThatHasExpired() throws Exception {
            logOn("-l", "5m", "-r", "1h");
            letPass(Duration.ofMinutes(6));

            Program.Result renewal = workstation.renew();

            assertThat(renewal.status()).isEqualTo(1);
            assertThat(renewal.output()).contains("Ticket expired while renewing credentials");
            assertThat(lastRefusal()).startsWith("KRB_AP_ERR_TKT_EXPIRED (32): ");
        }

        @Test
        @LabPolicy(maxRenewableLife = "0s")
        void isNotGrantedWhereThePolicyHasNone() throws Exception {
            logOn("-r", "1h");

            assertThat(workstation.klist().output())
                    .doesNotContain("renew until")
                    .contains("Flags: FIA");
            assertThat(workstation.renew().output()).contains("KDC can't fulfill requested option");
            assertThat(lastRefusal()).isEqualTo("KDC_ERR_BADOPTION (13): the ticket is not renewable");
        }

        @Test
        @LabPolicy(maxTicketLife = "5m", maxRenewableLife = "1h")
        void isCappedByThePolicy() throws Exception {
            logOn("-r", "7d");
            Instant limit = last(TGS).at().plus(Duration.ofHours(1));
            for (Duration passed = Duration.ZERO; passed.toMinutes() < 56; passed = passed.plusMinutes(4)) {
                letPass(passed);
                workstation.renew().orThrow();
            }
            letPass(Duration.ofMinutes(56));

            workstation.renew().orThrow();

            assertThat(last(TGS).ticket().endTime()).isBetween(limit.minusSeconds(1), limit);
        }

        /** It is asked for every ticket, so that a long renewal is no way around a lock. */
        @Test
        void isRefusedToWhoMayNotLogOnAnyMore() throws Exception {
            logOn("-l", "5m", "-r", "1h");
            lab.realm().administration().lock("alice");

            assertThat(workstation.renew().output()).contains("Client's credentials have been revoked");
            assertThat(lastRefusal()).startsWith("KDC_ERR_CLIENT_REVOKED (18): STATUS_ACCOUNT_LOCKED_OUT (c0000234)");
        }
    }

    @Nested
    class Postdating {
        @Test
        void isRefused() throws Exception {
            Program.Result kinit = workstation.kinit("alice", "Wonderland1!", "-s", "1h");

            assertThat(kinit.output()).contains("Ticket is ineligible for postdating");
            assertThat(lastRefusal()).startsWith("KDC_ERR_CANNOT_POSTDATE (10): ");
        }

        @Test
        void isWhatValidationIsForAndNothingElse() throws Exception {
            logOn();

            Program.Result validation = workstation.run("kinit", "-v");

            assertThat(validation.output()).contains("KDC can't fulfill requested option");
            assertThat(lastRefusal()).isEqualTo("KDC_ERR_BADOPTION (13): the ticket to validate is not invalid");
        }
    }

    @Nested
    class Forwarding {
        @ParameterizedTest
        @CsvSource({"-f, FRIA, FRAT", "-F, RIA, RAT"})
        void isAllowedWhereItWasAskedFor(String option, String flags, String flagsOfService) throws Exception {
            logOn(option);
            workstation.kvno(PORTAL).orThrow();

            assertThat(workstation.klist().output())
                    .contains("Flags: " + flags + "\n", "Flags: " + flagsOfService + "\n");
        }

        @Test
        void isRecommendedByTheAccountThatIsTrusted() throws Exception {
            logOn();
            workstation.kvno(PORTAL, DELEGATE).orThrow();

            assertThat(last(DELEGATE + "@LAB.LOCALHOST").ticket().flags() & OK_AS_DELEGATE)
                    .isNotZero();
            assertThat(last(PORTAL + "@LAB.LOCALHOST").ticket().flags() & OK_AS_DELEGATE)
                    .isZero();
            assertThat(workstation.klist().output()).contains("Flags: FRATO\n", "Flags: FRAT\n");
        }

        @ParameterizedTest
        @ValueSource(strings = {"delegate.lab.localhost", "portal.lab.localhost"})
        void ofCurlGoesByTheKdcsRecommendation(String host) throws Exception {
            logOn();

            Response response = workstation.signOn(lab.url(host), "--delegation", "policy");

            assertThat(response.body()).startsWith("alice@LAB.LOCALHOST\n");
            assertThat(forwarded()).isEqualTo(host.startsWith("delegate"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"delegate.lab.localhost", "portal.lab.localhost"})
        void ofTheJdkGoesByTheKdcsRecommendation(String host, @LoggedOn("alice") JvmLogon alice) throws Exception {
            URI address = lab.url(host);

            Response response =
                    new JdkWeb(lab.caCertificate()).get(address, List.of("Authorization", delegating(alice, address)));

            assertThat(response.body()).startsWith("alice@LAB.LOCALHOST\n");
            assertThat(forwarded()).isEqualTo(host.startsWith("delegate"));
        }

        @Test
        void ofATicketThatMayNotBeForwardedDoesNotHappen() throws Exception {
            logOn("-F");

            Response response = workstation.signOn(lab.url("delegate.lab.localhost"), "--delegation", "always");

            assertThat(response.body()).startsWith("alice@LAB.LOCALHOST\n");
            assertThat(forwarded()).isFalse();
        }

        private boolean forwarded() {
            return (last(TGS).ticket().flags() & FORWARDED) != 0;
        }

        private static String delegating(JvmLogon alice, URI address) throws Exception {
            byte[] token = alice.run(() -> {
                GSSContext context = JvmLogon.initiate(address);
                ((ExtendedGSSContext) context).requestDelegPolicy(true);
                return context.initSecContext(new byte[0], 0, 0);
            });
            return "Negotiate " + Base64.getEncoder().encodeToString(token);
        }
    }
}
