package org.gatehouse.lab.kdc.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.lab.kdc.exchange.HandMadeClient.errorCode;
import static org.gatehouse.lab.kdc.exchange.HandMadeClient.options;
import static org.gatehouse.lab.kdc.exchange.RequestFixture.REALM;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.apache.kerby.kerberos.kerb.type.kdc.KdcOption;
import org.apache.kerby.kerberos.kerb.type.ticket.TicketFlag;
import org.gatehouse.lab.kdc.exchange.HandMadeClient.Credential;
import org.gatehouse.lab.kdc.message.KerberosName;
import org.gatehouse.lab.kdc.message.KerberosTimes;
import org.gatehouse.lab.kdc.ticket.TicketTerms;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** How long tickets last, and what makes them last longer or valid at last: RFC 4120 §3.3.3. */
class TicketLifeTest {
    private static final String SPN = "HTTP/portal.lab.localhost";
    private static final KerberosName KRBTGT = KerberosName.ticketGrantingService(REALM);

    private final RequestFixture fixture = new RequestFixture();
    private final HandMadeClient client = fixture.client;

    private static Duration life(Credential ticket) {
        return Duration.between(
                KerberosTimes.instant(ticket.part().getStartTime()),
                KerberosTimes.instant(ticket.part().getEndTime()));
    }

    /** 0 for a ticket. */
    private int error(byte[] request) {
        byte[] reply = client.send(request);
        return (reply[0] & 0x1f) == 30 ? errorCode(reply) : 0;
    }

    @Nested
    class Policy {
        @Test
        void capsTicketGrantingTicketsAndOthersEachAtTheirOwnLimit() {
            fixture.setPolicy(fixture.policy()
                    .withMaxTicketLife(Duration.ofHours(4))
                    .withMaxServiceTicketLife(Duration.ofHours(1)));
            Credential tgt = fixture.alice();

            assertThat(life(tgt)).isEqualTo(Duration.ofHours(4));
            assertThat(life(client.ticketFor(tgt, SPN))).isEqualTo(Duration.ofHours(1));
            assertThat(life(client.ticketFor(tgt, KRBTGT))).isEqualTo(Duration.ofHours(4));
        }

        @Test
        void capsAServiceTicketOfTheOtherExchange() {
            fixture.setPolicy(fixture.policy().withMaxServiceTicketLife(Duration.ofSeconds(2)));

            Credential ticket = client.signOn(
                    "alice",
                    "Wonderland1!",
                    body -> body.setSname(HandMadeClient.spn(SPN).toPrincipalName()));

            assertThat(life(ticket)).isEqualTo(Duration.ofSeconds(2));
        }

        @Test
        void countsFromTheNextRequestOn() {
            Credential before = fixture.alice();
            fixture.setPolicy(fixture.policy().withMaxTicketLife(Duration.ofSeconds(2)));

            assertThat(life(before)).isEqualTo(Duration.ofHours(10));
            assertThat(life(fixture.alice())).isEqualTo(Duration.ofSeconds(2));
        }

        @Test
        void letsTicketsOfSecondsExpire() {
            fixture.setPolicy(fixture.policy().withMaxTicketLife(Duration.ofSeconds(2)));
            Credential tgt = fixture.alice();
            fixture.clock.advance(Duration.ofMillis(1_700)); // within the last of its two seconds

            assertThat(error(client.tgsReq(tgt, SPN))).isZero();
            fixture.clock.advance(Duration.ofMillis(100));
            assertThat(error(client.tgsReq(tgt, SPN))).isEqualTo(32);
        }

        @Test
        void grantsNoRenewalWhereItSaysSo() {
            fixture.setPolicy(fixture.policy().withMaxRenewableLife(Duration.ZERO));

            Credential tgt = client.signOn("alice", "Wonderland1!", options(KdcOption.RENEWABLE));

            assertThat(tgt.has(TicketFlag.RENEWABLE)).isFalse();
        }
    }

    @Nested
    class Renewal {
        private final Credential tgt = client.signOn("alice", "Wonderland1!", options(KdcOption.RENEWABLE));

        private byte[] renewal() {
            return client.tgsReq(tgt, KRBTGT, options(KdcOption.RENEW));
        }

        @Test
        void givesTheSameLifeAgain() {
            fixture.clock.advance(Duration.ofHours(9));

            Credential renewed = client.ticketFor(tgt, KRBTGT, options(KdcOption.RENEW));

            Instant end = KerberosTimes.instant(tgt.part().getEndTime());
            assertThat(KerberosTimes.instant(renewed.part().getEndTime())).isEqualTo(end.plus(Duration.ofHours(9)));
            assertThat(renewed.part().getRenewTill()).isEqualTo(tgt.part().getRenewTill());
            assertThat(renewed.part().getAuthTime()).isEqualTo(tgt.part().getAuthTime());
            assertThat(renewed.has(TicketFlag.RENEWABLE)).isTrue();
            assertThat(renewed.has(TicketFlag.INITIAL)).isFalse();
        }

        @Test
        void comesTooLateForAnExpiredTicket() {
            fixture.clock.advance(Duration.ofHours(11));

            assertThat(error(renewal())).isEqualTo(32);
        }

        @Test
        void isForTheTicketGrantingTicketAlone() {
            assertThat(error(client.tgsReq(tgt, SPN, options(KdcOption.RENEW)))).isEqualTo(13);
        }

        @Test
        void endsWhenTheTimeToRenewHasPassed() {
            fixture.setPolicy(fixture.policy().withMaxRenewableLife(Duration.ofHours(15)));
            Credential first = client.signOn("alice", "Wonderland1!", options(KdcOption.RENEWABLE));
            fixture.clock.advance(Duration.ofHours(9));
            Credential second = client.ticketFor(first, KRBTGT, options(KdcOption.RENEW));

            assertThat(life(second)).isEqualTo(Duration.ofHours(6));
            fixture.clock.advance(Duration.ofHours(6));
            assertThat(error(client.tgsReq(second, KRBTGT, options(KdcOption.RENEW))))
                    .isEqualTo(32);
        }

        @Test
        void isCappedByThePolicyOfTheMoment() {
            fixture.setPolicy(fixture.policy().withMaxTicketLife(Duration.ofHours(1)));

            assertThat(life(client.ticketFor(tgt, KRBTGT, options(KdcOption.RENEW))))
                    .isEqualTo(Duration.ofHours(1));
        }

        @Test
        void ofAServiceTicketIsCappedByTheTicketGrantingTicket() {
            Credential ticket = client.ticketFor(tgt, SPN, options(KdcOption.RENEWABLE));

            assertThat(ticket.part().getRenewTill()).isEqualTo(tgt.part().getRenewTill());
        }
    }

    @Nested
    class Validation {
        private final Instant now = fixture.clock.instant().truncatedTo(ChronoUnit.SECONDS);

        private Credential invalid(Instant start, TicketFlag... more) {
            int flags = TicketFlag.INVALID.getValue() | TicketFlag.PRE_AUTH.getValue();
            for (TicketFlag flag : more) {
                flags |= flag.getValue();
            }
            Instant end = start.plus(Duration.ofHours(1));
            return RequestFixture.forged(new TicketTerms(flags, now, start, end, Optional.empty()));
        }

        private byte[] validation(Credential ticket) {
            return client.tgsReq(ticket, KRBTGT, options(KdcOption.VALIDATE));
        }

        @Test
        void makesATicketValidWhoseTimeHasCome() {
            Instant start = now.minusSeconds(60);

            Credential valid =
                    client.ticketFor(invalid(start, TicketFlag.POSTDATED), KRBTGT, options(KdcOption.VALIDATE));

            assertThat(valid.has(TicketFlag.INVALID)).isFalse();
            assertThat(valid.has(TicketFlag.POSTDATED)).isTrue();
            assertThat(KerberosTimes.instant(valid.part().getStartTime())).isEqualTo(start);
            assertThat(life(valid)).isEqualTo(Duration.ofHours(1));
            assertThat(error(client.tgsReq(valid, SPN))).isZero();
        }

        @Test
        void comesTooEarlyBeforeTheStart() {
            assertThat(error(validation(invalid(now.plusSeconds(1))))).isEqualTo(33);
        }

        @Test
        void comesTooLateAfterTheEnd() {
            assertThat(error(validation(invalid(now.minus(Duration.ofHours(1))))))
                    .isEqualTo(32);
        }

        @Test
        void isRefusedForAValidTicket() {
            assertThat(error(validation(fixture.alice()))).isEqualTo(13);
        }

        @Test
        void isForTheTicketGrantingTicketAlone() {
            byte[] request = client.tgsReq(invalid(now), SPN, options(KdcOption.VALIDATE));

            assertThat(error(request)).isEqualTo(13);
        }

        @Test
        void isNeededBeforeAnythingElse() {
            assertThat(error(client.tgsReq(invalid(now), SPN))).isEqualTo(33);
            assertThat(error(client.tgsReq(invalid(now), KRBTGT, options(KdcOption.RENEW))))
                    .isEqualTo(33);
        }
    }
}
