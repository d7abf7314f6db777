package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import org.apache.juli.logging.LogFactory;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.gss.Peer;
import org.gatehouse.gss.Transport;
import org.gatehouse.mechanism.Reference;
import org.gatehouse.mechanism.SignInEvent;
import org.gatehouse.mechanism.TokenDescription;
import org.gatehouse.negotiate.TokenDescriber;
import org.gatehouse.wire.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SilentClientsTest {
    private static final String ADDRESS = "10.1.2.3";
    private static final String FIREFOX = "Firefox/140";

    private final LogRecorder recorder = new LogRecorder(SilentClientsTest.class.getName());
    private final SilentClients clients = new SilentClients(LogFactory.getLog(SilentClientsTest.class), () -> now());
    private Instant now = Instant.parse("2026-11-22T10:15:00Z");

    @AfterEach
    void forget() {
        recorder.close();
    }

    @Test
    void silentClientsAreToldOfOnceWithBothSuspects() {
        refresh(200, Duration.ofSeconds(10));

        assertThat(lines())
                .containsExactly(
                        "GH-H004 [0000-002A] 10.1.2.3: the client \"Firefox/140\" was asked to sign in 20 times within"
                                + " 3 min 10 s and never sent an Authorization header. Either its browser does not trust this site"
                                + " (add it to the intranet zone or allow list: chrome://policy, AuthServerAllowlist), or a proxy"
                                + " removes the header (nginx: proxy_set_header Authorization \"\"; Squid: cache_peer without"
                                + " login=PASS). A health check looks the same.");
    }

    @Test
    void silentClientsAreToldOfAtInfoAndNotAsRefusals() {
        refresh(30, Duration.ofSeconds(10));

        assertThat(recorder.lines(Level.INFO)).hasSize(1);
        assertThat(recorder.lines(Level.WARNING)).isEmpty();
    }

    /** HTTP/2 lets a browser ask for a hundred things before it has seen the first challenge. */
    @Test
    void silentClientsAreNotBrowsersThatAskForManyThingsAtOnceAndThenAnswer() {
        refresh(99, Duration.ZERO);
        answer(ADDRESS, FIREFOX);
        refresh(500, Duration.ofSeconds(5));

        assertThat(lines()).isEmpty();
    }

    @Test
    void silentClientsAreToldOfWhenTheyAskMoreAtOnceThanABrowser() {
        refresh(300, Duration.ZERO);

        assertThat(lines()).singleElement().asString().contains("100 times within 0 s");
    }

    @Test
    void silentClientsAreNotUsersWhoTryAFewTimes() {
        refresh(19, Duration.ofMinutes(2));

        assertThat(lines()).isEmpty();
    }

    @Test
    void silentClientsAreForgottenAfterAnHour() {
        refresh(40, Duration.ofMinutes(4));

        assertThat(lines()).isEmpty();
    }

    @Test
    void silentClientsAreToldOfAgainAfterAnHourOnly() {
        refresh(360 + 19, Duration.ofSeconds(10));
        assertThat(lines()).hasSize(1);

        refresh(20, Duration.ofSeconds(10));
        assertThat(lines()).hasSize(2);
    }

    /** Many users behind one proxy: the header gets through for the others. */
    @Test
    void silentClientsAreNotThoseBehindAnAddressFromWhichOthersAnswer() {
        answer(ADDRESS, "Edge/141");
        refresh(200, Duration.ofSeconds(10));

        assertThat(lines()).isEmpty();
    }

    @Test
    void silentClientsAreThoseOfAnAddressThatHasNotAnsweredForAnHour() {
        answer(ADDRESS, FIREFOX);
        now = now.plus(Duration.ofHours(1));
        refresh(30, Duration.ofSeconds(10));

        assertThat(lines()).hasSize(1);
    }

    @Test
    void silentClientsAreNotToldOfForWhatAnotherAddressSends() {
        answer("10.9.9.9", FIREFOX);
        refresh(30, Duration.ofSeconds(10));

        assertThat(lines()).hasSize(1);
    }

    /** What is not asked for shows that the header gets through as well. */
    @Test
    void silentClientsAreNotClientsThatSendOtherCredentials() {
        for (int i = 0; i < 100; i++) {
            happened(ADDRESS, FIREFOX, new SignInEvent.Challenged(), Optional.of(basic()));
            now = now.plusSeconds(10);
        }

        assertThat(lines()).isEmpty();
    }

    @Test
    void silentClientsAreNotClientsWhoseTokensAreRefused() {
        for (int i = 0; i < 100; i++) {
            challenge(ADDRESS, FIREFOX);
            happened(
                    ADDRESS,
                    FIREFOX,
                    new SignInEvent.Refused(new Failure(FailureCode.SKEW, "seen.", "Do.")),
                    Optional.empty());
            now = now.plusSeconds(10);
        }

        assertThat(lines()).isEmpty();
    }

    @Test
    void silentClientsAreCountedEachByItself() {
        for (int i = 0; i < 200; i++) {
            challenge("10.1.2." + i % 20, FIREFOX);
            now = now.plusSeconds(10);
        }

        assertThat(lines()).isEmpty();
    }

    @Test
    void silentClientsAreToldOfATooSmallNumberOfTimesToFillADisk() {
        for (int client = 0; client < 50; client++) {
            for (int i = 0; i < 25; i++) {
                challenge("10.1.2." + client, FIREFOX);
                now = now.plusSeconds(client < 40 ? 4 : 1);
            }
            now = now.minusSeconds(client < 40 ? 50 : 0);
        }

        assertThat(lines()).hasSize(SilentClients.MAX_LINES);
    }

    @Test
    void silentClientsAreForgottenWhenThereAreTooMany() {
        refresh(19, Duration.ofSeconds(10));
        for (int i = 0; i < SilentClients.CAPACITY; i++) {
            challenge(ADDRESS, "agent " + i);
        }
        refresh(1, Duration.ofSeconds(10));

        assertThat(lines()).isEmpty();
    }

    @Test
    void silentClientsCannotForgeALineWithTheirName() {
        for (int i = 0; i < 30; i++) {
            challenge(ADDRESS, "x\"\r\nGH-K031 [DEAD-BEEF] 10.9.9.9: forged" + "y".repeat(4000));
            now = now.plusSeconds(10);
        }

        assertThat(lines()).singleElement().satisfies(line -> {
            assertThat(line).startsWith("GH-H004 [0000-002A] 10.1.2.3: the client \"x\\u{22}\\u{d}\\u{a}GH-K031");
            assertThat(line).hasSizeLessThan(900).doesNotContain("\n", "\r");
        });
    }

    private void refresh(int times, Duration pause) {
        for (int i = 0; i < times; i++) {
            challenge(ADDRESS, FIREFOX);
            now = now.plus(pause);
        }
    }

    private void challenge(String address, String userAgent) {
        happened(address, userAgent, new SignInEvent.Challenged(), Optional.empty());
    }

    private void answer(String address, String userAgent) {
        happened(address, userAgent, new SignInEvent.Continued(), Optional.of(basic()));
    }

    private void happened(
            String address, String userAgent, SignInEvent.Decision decision, Optional<TokenDescription> sent) {
        Peer peer = new Peer(address, userAgent, Optional.empty(), Transport.SHARED);
        clients.happened(
                new SignInEvent(now, new SignInEvent.Source(peer, new Reference(42)), decision, 0, () -> sent));
    }

    private static TokenDescription basic() {
        return TokenDescriber.ofAuthorization(Bytes.of(new byte[] {'B', 'a', 's', 'i', 'c'}));
    }

    private List<String> lines() {
        return recorder.lines(Level.FINEST);
    }

    private Instant now() {
        return now;
    }
}
