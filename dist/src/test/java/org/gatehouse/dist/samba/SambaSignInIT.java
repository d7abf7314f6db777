package org.gatehouse.dist.samba;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.gatehouse.lab.client.Program;
import org.gatehouse.lab.client.Response;
import org.gatehouse.lab.client.Workstation;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Users and groups of Samba's domain in front of a stock Tomcat 10.1. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SambaSignInIT {
    private static final int ENABLED = 512;
    private static final int DISABLED = 514;

    private SambaDomain domain;

    @AutoClose
    private SambaTomcat tomcat;

    @AutoClose
    private Workstation alice;

    @BeforeAll
    void startTomcat(@TempDir Path folder) throws Exception {
        domain = SambaDomain.running();
        tomcat = SambaTomcat.start("tomcat10", domain, folder);
        alice = domain.deskOf("alice");
    }

    @Test
    void signsInUserOfSambasDomainWithExportedKeytab() throws Exception {
        Response response = alice.signOn(tomcat.address("portal", "/aes/"));

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body()).startsWith("user: alice@CORP.GATEHOUSE.TEST\n");
        assertThat(alice.klist().orThrow().output())
                .contains("HTTP/portal.corp.gatehouse.test", "aes256-cts-hmac-sha1-96, aes256-cts-hmac-sha1-96");
    }

    @Test
    void signsInWithTicketOfTheOnlyTypeThatTheAccountHas() throws Exception {
        Response response = alice.signOn(tomcat.address("aes128", "/aes/"));

        assertThat(response.status()).isEqualTo(200);
        assertThat(alice.klist().orThrow().output())
                .contains("HTTP/aes128.corp.gatehouse.test", "aes128-cts-hmac-sha1-96, aes128-cts-hmac-sha1-96");
    }

    /** Samba encrypts tickets with RC4 for accounts without msDS-SupportedEncryptionTypes, too. */
    @ParameterizedTest
    @ValueSource(strings = {"rc4", "unset"})
    void signsInWithRc4OnlyWhereItIsAccepted(String host) throws Exception {
        Response accepted = alice.signOn(tomcat.address(host, "/rc4/"));
        Response refused = alice.signOn(tomcat.address(host, "/aes/"));

        assertThat(accepted.status()).isEqualTo(200);
        assertThat(accepted.body()).startsWith("user: alice@CORP.GATEHOUSE.TEST\n");
        assertThat(refused.status()).isEqualTo(401);
        assertThat(tomcat.logOf(refused)).startsWith("GH-K014 ").contains(SambaDomain.spn(host), "rc4-hmac");
    }

    @Test
    void hasEveryGroupThatTheUserIsInByAnotherGroup() throws Exception {
        Response response = alice.signOn(tomcat.address("portal", "/aes/"));

        assertThat(response.body())
                .contains(
                        "\nAccountants: true\n",
                        "\nFinance: true\n",
                        "\nReports: true\n",
                        "\nLedgers: true\n",
                        "\nDomain Users: true\n")
                .contains("\nDomain Admins: false\n", "\nMany1: false\n");
    }

    @Test
    void givesNestedGroupTheNameOfItsRole() throws Exception {
        try (Workstation bob = domain.deskOf("bob")) {
            assertThat(alice.signOn(tomcat.address("portal", "/aes/")).body()).contains("\nauditor: true\n");
            assertThat(bob.signOn(tomcat.address("portal", "/aes/")).body())
                    .startsWith("user: bob@CORP.GATEHOUSE.TEST\n")
                    .contains("\nauditor: false\n", "\nFinance: false\n");
        }
    }

    @Test
    void hasAllOf300Groups() throws Exception {
        Map<String, String> groups = domain.sids("Many");
        assertThat(groups).hasSize(300);
        try (Workstation mallory = domain.deskOf("mallory")) {
            Response response = mallory.signOn(tomcat.address("portal", "/aes/"));

            assertThat(response.status()).isEqualTo(200);
            assertThat(response.body())
                    .startsWith("user: mallory@CORP.GATEHOUSE.TEST\n")
                    .contains(SambaTomcat.members(groups));
        }
    }

    @Test
    void disabledUserGetsNoTicket() throws Exception {
        try (Workstation workstation = Workstation.temporary(domain)) {
            Program.Result logon = domain.kinit(workstation, "dora");

            assertThat(logon.status()).isNotZero();
            assertThat(logon.output()).contains("credentials have been revoked");
            assertThat(workstation.signOn(tomcat.address("portal", "/aes/")).status())
                    .isEqualTo(401);
        }
    }

    /** No domain controller is asked about a ticket: disabling an account counts once its tickets have ended. */
    @Test
    void userWhoIsDisabledLaterSignsInWithTheTicketThatTheyHave() throws Exception {
        try (Workstation erin = domain.deskOf("erin")) {
            assertThat(erin.signOn(tomcat.address("portal", "/aes/")).status()).isEqualTo(200);
            domain.setControl("erin", DISABLED);
            try {
                assertThat(erin.signOn(tomcat.address("portal", "/aes/")).status())
                        .isEqualTo(200);
                assertThat(domain.kinit(erin, "erin").output()).contains("credentials have been revoked");
            } finally {
                domain.setControl("erin", ENABLED);
            }
        }
    }
}
