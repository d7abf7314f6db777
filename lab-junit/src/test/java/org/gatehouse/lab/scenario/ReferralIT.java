package org.gatehouse.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.gatehouse.lab.client.Program;
import org.gatehouse.lab.client.Workstation;
import org.gatehouse.lab.junit.GatehouseLab;
import org.gatehouse.lab.kdc.event.KdcEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Clients that do not know, or know wrongly, which realm is the right one: MIT's, which can be configured one by one. */
@GatehouseLab
class ReferralIT extends WithLabAndWorkstation {
    private static final String PORTAL_AT_PARTNER = "HTTP/portal.lab.localhost@PARTNER.LOCALHOST";

    /** What the KDC was asked and answered, as it stands in its log, without the transport. */
    private List<String> log() {
        return lab.log().kdcEvents().stream()
                .map(event -> event.toString().replaceFirst("-REQ (TCP|UDP) ", "-REQ "))
                .toList();
    }

    /** Of a host. */
    @Nested
    class OfAService {
        private Workstation astray;

        @BeforeEach
        void takeThePortalForOneOfThePartners() throws Exception {
            astray = workstation.configured("""
                    [libdefaults]
                        default_realm = PARTNER.LOCALHOST
                    [domain_realm]
                        portal.lab.localhost = PARTNER.LOCALHOST
                        nowhere.lab.localhost = PARTNER.LOCALHOST
                        elsewhere.localhost = PARTNER.LOCALHOST""");
            astray.kinit("carol", "Partner1!").orThrow();
        }

        @Test
        void leadsToTheRealmOfTheHost() throws Exception {
            assertThat(astray.signOn(lab.portal()).body()).startsWith("carol@PARTNER.LOCALHOST\n");
            assertThat(log())
                    .anySatisfy(line -> assertThat(line)
                            .startsWith("TGS-REQ carol@PARTNER.LOCALHOST for " + PORTAL_AT_PARTNER
                                    + ": referral, cross-realm ticket to LAB.LOCALHOST, "));
        }

        @Test
        void leadsNowhereForAHostThatIsNotThere() throws Exception {
            Program.Result kvno = astray.kvno("-S", "HTTP", "nowhere.lab.localhost");

            assertThat(kvno.output()).contains("not found in Kerberos database");
            assertThat(log())
                    .contains("TGS-REQ carol@PARTNER.LOCALHOST for HTTP/nowhere.lab.localhost@LAB.LOCALHOST:"
                            + " KDC_ERR_S_PRINCIPAL_UNKNOWN (7): no account has the service's name");
        }

        @Test
        void isNotMadeForAHostOfNobody() throws Exception {
            Program.Result kvno = astray.kvno("-S", "HTTP", "elsewhere.localhost");

            assertThat(kvno.output()).contains("not found in Kerberos database");
            assertThat(log()).noneMatch(line -> line.contains("referral"));
        }
    }

    /** Of a user. */
    @Nested
    class OfAUser {
        @Test
        void leadsFromAnEnterpriseNameToItsRealm() throws Exception {
            workstation
                    .kinit("carol@partner.localhost", "Partner1!", "-E", "-C")
                    .orThrow();

            assertThat(workstation.klist().output()).contains("Default principal: carol@PARTNER.LOCALHOST");
            assertThat(log())
                    .anySatisfy(line -> assertThat(line)
                            .startsWith("AS-REQ ")
                            .endsWith(": KDC_ERR_WRONG_REALM (68): referral, the client's realm is PARTNER.LOCALHOST"));
            assertThat(workstation.signOn(lab.portal()).body()).startsWith("carol@PARTNER.LOCALHOST\n");
        }

        @Test
        void isNotNeededAtHome() throws Exception {
            workstation.kinit("Alice@lab.localhost", "Wonderland1!", "-E", "-C").orThrow();

            assertThat(workstation.klist().output()).contains("Default principal: alice@LAB.LOCALHOST");
            assertThat(lab.log().kdcEvents())
                    .extracting(KdcEvent::outcome)
                    .noneMatch(outcome -> outcome.toString().contains("KDC_ERR_WRONG_REALM"));
        }

        @Test
        void leadsNowhereFromANameOfNobody() throws Exception {
            Program.Result kinit = workstation.kinit("carol@nowhere.localhost", "Partner1!", "-E");

            assertThat(kinit.output()).contains("not found in Kerberos database");
            assertThat(log()).allSatisfy(line -> assertThat(line).contains("KDC_ERR_C_PRINCIPAL_UNKNOWN (6)"));
        }

        /** The name is known over there only; that it is unknown is what the partner says. */
        @Test
        void leadsToTheRealmThatKnowsNobodyOfThatName() throws Exception {
            Program.Result kinit = workstation.kinit("mallory@partner.localhost", "Malicious1!", "-E");

            assertThat(kinit.output()).contains("not found in Kerberos database");
            assertThat(log().get(log().size() - 1))
                    .contains("krbtgt/PARTNER.LOCALHOST@PARTNER.LOCALHOST: KDC_ERR_C_PRINCIPAL_UNKNOWN (6)");
        }
    }

    /** A realm that is named outright is believed, even if it is the wrong one. */
    @Nested
    class OfNobodyWhoNamesTheRealm {
        @Test
        void isStillMade() throws Exception {
            workstation.kinit("carol@PARTNER.LOCALHOST", "Partner1!").orThrow();

            workstation.kvno(PORTAL_AT_PARTNER).orThrow();

            assertThat(workstation.klist().output()).contains("HTTP/portal.lab.localhost@LAB.LOCALHOST");
        }

        @Test
        void isNotMadeToARealmThatIsNotThere() throws Exception {
            workstation.kinit("alice", "Wonderland1!").orThrow();

            Program.Result kvno = workstation.kvno("HTTP/portal.lab.localhost@NOWHERE.LOCALHOST");

            assertThat(kvno.status()).isEqualTo(1);
            assertThat(log())
                    .contains("TGS-REQ alice@LAB.LOCALHOST for krbtgt/NOWHERE.LOCALHOST@LAB.LOCALHOST:"
                            + " KDC_ERR_S_PRINCIPAL_UNKNOWN (7): no realm of that name trusts LAB.LOCALHOST");
        }
    }
}
