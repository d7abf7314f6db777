package org.gatehouse.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.gatehouse.lab.Lab;
import org.gatehouse.lab.client.JvmLogon;
import org.gatehouse.lab.client.Program;
import org.gatehouse.lab.client.TicketCacheFile;
import org.gatehouse.lab.client.Workstation;
import org.gatehouse.lab.junit.GatehouseLab;
import org.gatehouse.lab.kdc.event.KdcEvent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What belongs to another lab of the same JVM, with the same names and users, is of no use. */
@GatehouseLab
class TwoLabsIT {
    private static Lab other;

    private Lab lab;

    @AutoClose
    private Workstation away;

    @BeforeAll
    static void startTheOther() throws Exception {
        other = Lab.start();
    }

    @AfterAll
    static void stopTheOther() throws Exception {
        other.close();
    }

    @BeforeEach
    void sitDown(Lab shared) throws Exception {
        lab = shared;
        other.reset();
        away = other.workstation();
    }

    @Test
    void doNotTakeEachOthersTicketGrantingTickets(Workstation here) throws Exception {
        here.kinit("alice", "Wonderland1!").orThrow();
        Files.copy(here.ticketCache(), away.ticketCache());

        Program.Result kvno = away.kvno("HTTP/portal.lab.localhost");

        assertThat(kvno.output()).contains("Decrypt integrity check failed");
        assertThat(refusals(other))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).startsWith("KRB_AP_ERR_BAD_INTEGRITY (31): "));
        assertThat(refusals(lab)).isEmpty();
    }

    @Test
    void doNotTakeEachOthersTicketGrantingTicketsFromTheJdk() throws Exception {
        try (JvmLogon alice = JvmLogon.withPassword(lab, "alice", "Wonderland1!")) {
            TicketCacheFile.write(away.ticketCache(), alice.subject());
        }

        try (JvmLogon astray = JvmLogon.withTicketCache(other, away.ticketCache())) {
            assertThatThrownBy(() -> astray.negotiate(other.portal()))
                    .hasMessageContaining("Integrity check on decrypted field failed (31)");
        }
    }

    /** What is changed about one is not about the other: accounts, clocks, policies. */
    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "MIT_BY_ITS_OWN_CLOCK")
    void doNotShareTheirFaults(Client client) throws Exception {
        other.realm().administration().setPassword("alice", "Elsewhere1!");
        other.realm().clock().setShift(Duration.ofDays(1));
        other.portalClock().setShift(Duration.ofDays(1));
        other.workstationClock().setShift(Duration.ofDays(1));

        try (Seat here = client.sitDown(lab)) {
            assertThat(here.logOn("alice", "Wonderland1!")).isEmpty();

            assertThat(here.open(lab.portal()).body()).startsWith("alice@LAB.LOCALHOST\n");
        }
        assertThat(other.log().kdcEvents()).isEmpty();
        assertThat(other.log().records()).isEmpty();
    }

    @Test
    void doNotTrustEachOthersCertificates(Workstation here) throws Exception {
        here.kinit("alice", "Wonderland1!").orThrow();

        Program.Result curl = here.negotiate(other.securePortal());

        assertThat(curl.status()).isEqualTo(60); // CURLE_PEER_FAILED_VERIFICATION
        assertThat(List.of(lab.caCertificate(), other.caCertificate())).doesNotHaveDuplicates();
    }

    private static List<String> refusals(Lab lab) {
        return lab.log().kdcEvents().stream()
                .filter(event -> event.exchange().isPresent()
                        && event.outcome() instanceof KdcEvent.Refused
                        && event.toString().startsWith("TGS"))
                .map(event -> event.outcome().toString())
                .toList();
    }
}
