package org.gatehouse.lab.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.security.auth.Subject;
import javax.security.auth.kerberos.KerberosPrincipal;
import org.gatehouse.lab.Lab;
import org.gatehouse.lab.client.JvmLogon;
import org.gatehouse.lab.client.Program;
import org.gatehouse.lab.client.Workstation;
import org.gatehouse.lab.command.SpnFault;
import org.gatehouse.lab.kdc.policy.DuplicateSpn;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a test can ask for, and gets. */
@GatehouseLab
@LabUser(
        name = "erin",
        password = "Expert1!",
        groups = {"Finance", "Auditors"})
class GatehouseLabIT {
    private Workstation fromBeforeEach;

    @BeforeAll
    static void theLabIsThereBeforeTheFirstTest(Lab lab, @KdcAddress InetSocketAddress kdc, @PortalUrl URI portal) {
        assertThat(lab.kdc()).isEqualTo(kdc);
        assertThat(lab.portal()).isEqualTo(portal);
        lab.portalClock().setShift(Duration.ofDays(1)); // gone before the first test
    }

    @BeforeEach
    void takeWorkstation(Workstation workstation) {
        fromBeforeEach = workstation;
    }

    @Test
    void workstationIsTheSameInTheWholeTestAndNobodySitsThere(Workstation workstation) throws Exception {
        assertThat(workstation).isSameAs(fromBeforeEach);
        assertThat(workstation.klist().status()).isEqualTo(1);
    }

    @Test
    void userSitsAtWorkstation(@LoggedOn("alice") Workstation workstation, @PortalUrl URI portal) throws Exception {
        assertThat(workstation.signOn(portal).body()).startsWith("alice@LAB.LOCALHOST\n");
    }

    @Test
    void signsOnOverTls(@LoggedOn("alice") Workstation workstation, @PortalUrl(tls = true) URI portal)
            throws Exception {
        assertThat(portal.getScheme()).isEqualTo("https");
        assertThat(workstation.signOn(portal).status()).isEqualTo(200);
    }

    @Test
    void userOfTheOtherRealmKeepsItInTheName(
            @LoggedOn("carol@PARTNER.LOCALHOST") Workstation workstation, @PortalUrl URI portal) throws Exception {
        assertThat(workstation.signOn(portal).body()).startsWith("carol@PARTNER.LOCALHOST\n");
    }

    @Test
    void oneLogonIsForAllParameters(
            @LoggedOn("alice") JvmLogon logon,
            @LoggedOn("alice") Subject subject,
            @LoggedOn("alice") Workstation workstation,
            @TicketCache("alice") Path cache,
            @LoggedOn("bob") Subject bob) {
        assertThat(logon.subject()).isSameAs(subject);
        assertThat(workstation.ticketCache()).isEqualTo(cache);
        assertThat(bob.getPrincipals(KerberosPrincipal.class))
                .extracting(KerberosPrincipal::getName)
                .containsExactly("bob@LAB.LOCALHOST");
    }

    @Test
    void ticketCacheIsForOtherPrograms(@TicketCache("alice") Path cache, @Krb5Conf Path krb5Conf) throws Exception {
        Map<String, String> environment = Map.of("KRB5CCNAME", "FILE:" + cache, "KRB5_CONFIG", krb5Conf.toString());

        Program.Result klist = Program.run(List.of("klist"), environment, "");

        assertThat(klist.orThrow().output()).contains("Default principal: alice@LAB.LOCALHOST");
    }

    @Test
    void keytabIsThePortals(@Keytab Path keytab, Lab lab) {
        assertThat(keytab).isEqualTo(lab.keytab()).exists();
    }

    @Test
    void keytabOfAnAccountLogsItOn(@Keytab("svc-portal") Path keytab, Workstation workstation) throws Exception {
        workstation.kinitByKeytab("svc-portal", keytab).orThrow();

        assertThat(workstation.run("klist", "-k", keytab.toString()).orThrow().output())
                .contains("HTTP/portal.lab.localhost@LAB.LOCALHOST");
    }

    @Test
    void userOfTheClassIsThere(Workstation workstation, Lab lab) throws Exception {
        workstation.kinit("erin", "Expert1!").orThrow();

        assertThat(lab.realm().directory().accounts().people())
                .filteredOn(person -> person.account().samAccountName().equals("erin"))
                .singleElement()
                .satisfies(person -> assertThat(person.groups()).containsExactlyInAnyOrder("Finance", "Auditors"));
    }

    @Test
    @LabUser(name = "frank", password = "Frankly1!", realm = "PARTNER.LOCALHOST")
    void userOfTheTestIsThere(@LoggedOn("frank@PARTNER.LOCALHOST") Workstation workstation, @PortalUrl URI portal)
            throws Exception {
        assertThat(workstation.signOn(portal).body()).startsWith("frank@PARTNER.LOCALHOST\n");
    }

    @Test
    @LabUser(name = "svc-app", password = "Service1!")
    @LabSpn(account = "svc-app", spn = "HTTP/app.lab.localhost")
    @LabSpn(account = "svc-app", spn = "HTTP/app")
    void nameIsThereAndThePortalHasItsKey(@LoggedOn("alice") Workstation workstation, Lab lab) throws Exception {
        assertThat(workstation.signOn(lab.url("app.lab.localhost")).body())
                .contains("service   HTTP/app.lab.localhost@LAB.LOCALHOST");
    }

    @Test
    @LabPolicy(maxTicketLife = "5m", clockSkew = "1m", duplicateSpn = DuplicateSpn.S_PRINCIPAL_UNKNOWN)
    void policyCounts(Lab lab) {
        assertThat(lab.realm().policy().maxTicketLife()).isEqualTo(Duration.ofMinutes(5));
        assertThat(lab.realm().policy().clockSkew()).isEqualTo(Duration.ofMinutes(1));
        assertThat(lab.realm().policy().duplicateSpn()).isEqualTo(DuplicateSpn.S_PRINCIPAL_UNKNOWN);
        assertThat(lab.realm().policy().maxServiceTicketLife()).isEqualTo(Duration.ofHours(10));
    }

    @Test
    @ClockShift(clock = ClockShift.WORKSTATION, by = "-1h30m")
    @ClockShift(clock = "PARTNER.LOCALHOST", by = "+2d")
    void clocksAreShifted(Lab lab) {
        assertThat(lab.portalClock().shift()).isZero();
        assertThat(lab.workstationClock().shift()).isEqualTo(Duration.ofMinutes(-90));
        assertThat(lab.realm("PARTNER.LOCALHOST").clock().shift()).isEqualTo(Duration.ofDays(2));
        assertThat(lab.realm().clock().shift()).isZero();
    }

    @Test
    @Fault(SpnFault.SPN_ON_WRONG_ACCOUNT)
    void faultIsThere(@LoggedOn("alice") Workstation workstation, @PortalUrl URI portal) throws Exception {
        assertThat(workstation.signOn(portal).body()).contains("GH-K009");
    }

    @Test
    void filesOfATestAreThereForItAlone(@TicketCache("alice") Path cache, @Keytab("alice") Path keytab) {
        assertThat(Files.exists(cache)).isTrue();
        assertThat(Files.exists(keytab)).isTrue();
    }

    /** Annotations of the enclosing class count here as well. */
    @Nested
    @Fault(SpnFault.SPN_ON_WRONG_ACCOUNT)
    @LabPolicy(maxTicketLife = "1h", clockSkew = "2m")
    @ClockShift(clock = ClockShift.PORTAL, by = "+1m")
    class Inside {
        @Test
        @LabPolicy(clockSkew = "3m")
        @ClockShift(clock = ClockShift.PORTAL, by = "+2m")
        void methodCountsMoreThanClass(Lab lab) {
            assertThat(lab.portalClock().shift()).isEqualTo(Duration.ofMinutes(2));
            assertThat(lab.realm().policy().maxTicketLife()).isEqualTo(Duration.ofHours(1));
            assertThat(lab.realm().policy().clockSkew()).isEqualTo(Duration.ofMinutes(3));
        }

        @Test
        @Fault(SpnFault.MISSING_SPN)
        void faultOfMethodTakesThePlaceOfThatOfClass(@LoggedOn("alice") Workstation workstation) throws Exception {
            assertThat(workstation.kvno("HTTP/portal.lab.localhost").output())
                    .contains("not found in Kerberos database");
        }

        @Test
        void outerClassCounts(@LoggedOn("erin") Subject erin) {
            assertThat(erin.getPrincipals()).hasSize(1);
        }
    }
}
