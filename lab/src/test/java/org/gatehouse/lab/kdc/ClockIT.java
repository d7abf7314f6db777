package org.gatehouse.lab.kdc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.gatehouse.lab.account.Password;
import org.gatehouse.lab.kdc.account.MemoryAccounts;
import org.gatehouse.lab.kdc.exchange.RequestFixture;
import org.gatehouse.lab.kdc.message.KdcError;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What MIT's tools and the JDK's client make of clocks that differ, the KDC's or their own, and of tickets that expire. */
@Timeout(300)
class ClockIT extends KdcWithClients {
    /** Far enough from the limit of 300 s for the time that a program takes. */
    private static final String INSIDE = "270";

    private static final String OUTSIDE = "330";

    @Nested
    class Mit {
        private MitClient.Result kinitAt(String offset) throws IOException {
            return client.run("Wonderland1!\n", List.of("faketime", "-f", offset, "kinit", "alice"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"+" + INSIDE, "-" + INSIDE})
        void signsOnWithinTheLimitWithItsOwnTime(String offset) throws IOException {
            client = client("kdc_timesync = 0");

            MitClient.Result result = kinitAt(offset);

            assertThat(result.status()).as(result.toString()).isZero();
        }

        @ParameterizedTest
        @ValueSource(strings = {"+" + OUTSIDE, "-" + OUTSIDE})
        void isRefusedBeyondTheLimitWithItsOwnTime(String offset) throws IOException {
            client = client("kdc_timesync = 0");

            assertThat(kinitAt(offset).output()).contains("Clock skew too great while getting initial credentials");
            assertThat(lastError()).isEqualTo(KdcError.KRB_AP_ERR_SKEW);
        }

        @ParameterizedTest
        @ValueSource(strings = {"+" + OUTSIDE, "-" + OUTSIDE, "+86400"})
        void takesTheKdcsTimeOverUnlessItIsToldNotTo(String offset) throws IOException {
            client = client("kdc_timesync = 1");

            MitClient.Result login = kinitAt(offset);
            MitClient.Result ticket = client.run("", List.of("faketime", "-f", offset, "kvno", SPN));

            assertThat(login.status()).as(login.toString()).isZero();
            assertThat(ticket.status()).as(ticket.toString()).isZero();
        }

        @ParameterizedTest
        @CsvSource({"0, 330", "0, -330", "1, 330", "1, -330"})
        void isRefusedATicketWhenTheKdcsClockJumpsInBetween(int timesync, int seconds) throws IOException {
            client = client("kdc_timesync = " + timesync);
            signOn();

            clock.setShift(Duration.ofSeconds(seconds));

            assertThat(client.kvno(SPN).output()).contains("Clock skew too great");
        }

        @Test
        void getsATicketWhenTheClockJumpsWithinTheLimit() throws IOException {
            client = client("kdc_timesync = 0");
            signOn();

            clock.setShift(Duration.ofSeconds(270));

            assertThat(client.kvno(SPN).output()).contains("kvno = 2");
        }

        @Test
        void isToldThatItsTicketHasExpired() throws IOException {
            client = client("kdc_timesync = 0", "clockskew = 300");
            policy = policy.withMaxTicketLife(Duration.ofSeconds(60));
            signOn();

            clock.setShift(Duration.ofSeconds(61)); // so that the KDC sees it, and the client not yet

            assertThat(client.kvno(SPN).output()).contains("Ticket expired");
            assertThat(lastError()).isEqualTo(KdcError.KRB_AP_ERR_TKT_EXPIRED);
        }

        @Test
        void cannotRenewATicketThatHasExpired() throws IOException {
            client = client("kdc_timesync = 0");
            policy = policy.withMaxTicketLife(Duration.ofSeconds(60));
            signOn("-r", "1h");

            clock.setShift(Duration.ofSeconds(61));

            assertThat(client.run("", List.of("kinit", "-R")).output()).contains("Ticket expired");
        }

        @Test
        void isRefusedItsTicketWhenTheKeyOfTheTicketGrantingServiceHasChanged() throws IOException {
            signOn();
            accounts.replace(MemoryAccounts.withPassword(
                    RequestFixture.KRBTGT, new Password("Key2ngs!", 3, Optional.of(MemoryAccounts.LAST_SET))));

            MitClient.Result refused = client.kvno(SPN);
            signOn();

            assertThat(refused.output()).contains("Key version is not available");
            assertThat(client.kvno(SPN).output()).contains("kvno = 2");
        }
    }

    @Nested
    class Jdk {
        @ParameterizedTest
        @ValueSource(ints = {270, -270})
        void signsOnWithinTheLimit(int seconds) throws IOException {
            clock.setShift(Duration.ofSeconds(seconds));

            assertThat(jdk("alice", "Wonderland1!")).contains("alice@LAB.LOCALHOST -> HTTP@portal.lab.localhost");
        }

        @ParameterizedTest
        @ValueSource(ints = {330, -330})
        void isRefusedBeyondTheLimit(int seconds) throws IOException {
            clock.setShift(Duration.ofSeconds(seconds));

            assertThat(jdk("alice", "Wonderland1!")).contains("Clock skew too great (37)");
        }
    }
}
