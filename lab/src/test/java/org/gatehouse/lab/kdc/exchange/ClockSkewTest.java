package org.gatehouse.lab.kdc.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.lab.kdc.exchange.HandMadeClient.errorCode;
import static org.gatehouse.lab.kdc.exchange.HandMadeClient.key;
import static org.gatehouse.lab.kdc.exchange.HandMadeClient.realm;
import static org.gatehouse.lab.kdc.exchange.HandMadeClient.spn;
import static org.gatehouse.lab.kdc.exchange.ThreeRealms.LAB;
import static org.gatehouse.lab.kdc.exchange.ThreeRealms.PARTNER;
import static org.gatehouse.lab.kdc.exchange.ThreeRealms.webOf;
import static org.gatehouse.lab.kdc.message.KerberosName.ticketGrantingService;

import java.time.Duration;
import java.time.Instant;
import org.apache.kerby.kerberos.kerb.type.ap.Authenticator;
import org.apache.kerby.kerberos.kerb.type.kdc.KdcReqBody;
import org.gatehouse.lab.kdc.crypto.Etype;
import org.gatehouse.lab.kdc.exchange.HandMadeClient.Credential;
import org.gatehouse.lab.kdc.message.KerberosTimes;
import org.gatehouse.lab.kdc.message.KerbyCodec;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Just inside of the limit and just outside, to the microsecond that Kerberos knows. */
class ClockSkewTest {
    private static final String SPN = "HTTP/portal.lab.localhost";

    private static int errorIn(byte[] reply) {
        return (reply[0] & 0x1f) == 30 ? errorCode(reply) : 0;
    }

    @Nested
    class OfTheClient {
        private final RequestFixture fixture = new RequestFixture();
        private final HandMadeClient client = fixture.client;
        private final Credential tgt = fixture.alice();

        private int signOnAt(Duration offset) {
            Instant time = fixture.clock.instant().plus(offset);
            byte[] request = KerbyCodec.encode(client.proved(
                    client.asReq("alice"), key("Wonderland1!", "LAB.LOCALHOSTalice", Etype.AES256_SHA1), time));
            return errorIn(client.send(request));
        }

        private int ticketAt(Duration offset) {
            Instant time = fixture.clock.instant().plus(offset);
            KdcReqBody body = client.body(spn(SPN));
            Authenticator authenticator = client.authenticator(tgt, body);
            authenticator.setCtime(KerberosTimes.kerberosTime(time));
            authenticator.setCusec(KerberosTimes.microseconds(time));
            return errorIn(client.send(client.tgsReq(tgt, body, authenticator)));
        }

        @ParameterizedTest
        @CsvSource({"PT300S, 0", "PT-300S, 0", "PT300.000001S, 37", "PT-300.000001S, 37", "PT301S, 37", "PT-301S, 37"})
        void isAllowedUpToTheLimitInBothExchanges(Duration offset, int error) {
            assertThat(signOnAt(offset)).isEqualTo(error);
            assertThat(ticketAt(offset)).isEqualTo(error);
        }

        @Test
        void hasTheLimitThatThePolicySaysAtTheMoment() {
            fixture.setPolicy(fixture.policy().withClockSkew(Duration.ofSeconds(10)));

            assertThat(signOnAt(Duration.ofSeconds(10))).isZero();
            assertThat(signOnAt(Duration.ofSeconds(11))).isEqualTo(37);
            assertThat(ticketAt(Duration.ofSeconds(10))).isZero();
            assertThat(ticketAt(Duration.ofSeconds(11))).isEqualTo(37);
        }

        @Test
        void isSaidInTheLog() {
            ticketAt(Duration.ofSeconds(-301));

            assertThat(fixture.events.get(fixture.events.size() - 1).toString())
                    .endsWith("KRB_AP_ERR_SKEW (37): the client's clock is 301 s behind; the limit is 300 s");
        }
    }

    @Nested
    class OfOneRealm {
        private final ThreeRealms realms = new ThreeRealms();
        private final HandMadeClient client = realms.client(LAB);

        @ParameterizedTest
        @CsvSource({"PT299S, 0", "PT-299S, 0", "PT301S, 37", "PT-301S, 37"})
        void isSeenInItsExchangesAlone(Duration shift, int error) {
            realms.clock(PARTNER).advance(shift);
            Credential tgt = client.signOn("alice", "Wonderland1!");
            Credential cross = client.ticketFor(tgt, ticketGrantingService(PARTNER));

            assertThat(errorIn(client.send(client.tgsReq(tgt, webOf(LAB))))).isZero();
            assertThat(errorIn(client.send(client.tgsReq(cross, spn(webOf(PARTNER)), realm(PARTNER)))))
                    .isEqualTo(error);
        }

        @Test
        void isInItsTickets() {
            realms.clock(LAB).advance(Duration.ofDays(1)); // and with it the client's
            Credential tgt = client.signOn("alice", "Wonderland1!");

            assertThat(KerberosTimes.instant(tgt.part().getStartTime()))
                    .isAfter(realms.clock(PARTNER).instant().plus(Duration.ofHours(23)));
        }
    }
}
