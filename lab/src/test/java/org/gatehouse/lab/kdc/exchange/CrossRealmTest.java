package org.gatehouse.lab.kdc.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.lab.account.AccountState.ACCOUNT_DISABLE;
import static org.gatehouse.lab.kdc.account.MemoryAccounts.user;
import static org.gatehouse.lab.kdc.account.MemoryAccounts.withControl;
import static org.gatehouse.lab.kdc.exchange.HandMadeClient.errorCode;
import static org.gatehouse.lab.kdc.exchange.HandMadeClient.options;
import static org.gatehouse.lab.kdc.exchange.HandMadeClient.realm;
import static org.gatehouse.lab.kdc.exchange.HandMadeClient.spn;
import static org.gatehouse.lab.kdc.exchange.RequestFixture.opened;
import static org.gatehouse.lab.kdc.exchange.ThreeRealms.LAB;
import static org.gatehouse.lab.kdc.exchange.ThreeRealms.PARTNER;
import static org.gatehouse.lab.kdc.exchange.ThreeRealms.THIRD;
import static org.gatehouse.lab.kdc.exchange.ThreeRealms.trustKeys;
import static org.gatehouse.lab.kdc.exchange.ThreeRealms.web;
import static org.gatehouse.lab.kdc.exchange.ThreeRealms.webOf;
import static org.gatehouse.lab.kdc.message.KerberosName.ticketGrantingService;

import java.time.Duration;
import org.apache.kerby.kerberos.kerb.type.kdc.KdcOption;
import org.apache.kerby.kerberos.kerb.type.ticket.EncTicketPart;
import org.apache.kerby.kerberos.kerb.type.ticket.TicketFlag;
import org.gatehouse.lab.kdc.crypto.AccountKeys;
import org.gatehouse.lab.kdc.exchange.HandMadeClient.Credential;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From one realm to the next and the one after it, without sockets, and referrals (RFC 6806). */
class CrossRealmTest {
    private final ThreeRealms realms = new ThreeRealms();
    private final HandMadeClient client = realms.client(LAB);

    private Credential tgt(HandMadeClient.BodyChange... changes) {
        return client.signOn("alice", "Wonderland1!", changes);
    }

    private Credential toPartner() {
        return client.ticketFor(tgt(), ticketGrantingService(PARTNER));
    }

    private Credential toThird() {
        return client.ticketFor(toPartner(), ticketGrantingService(THIRD), realm(PARTNER));
    }

    private static EncTicketPart openedBy(String realm, Credential ticket) {
        return opened(ticket.ticket(), AccountKeys.of(realm, web(realm)));
    }

    private static String transited(EncTicketPart part) {
        return new String(part.getTransited().getContents(), UTF_8);
    }

    @Nested
    class TheTicketToAnotherRealm {
        @Test
        void isSealedWithTheKeyOfTheTrust() {
            Credential ticket = toPartner();

            EncTicketPart part = opened(ticket.ticket(), trustKeys(LAB, PARTNER));

            assertThat(part.getCrealm()).isEqualTo(LAB);
            assertThat(part.getCname().getName()).isEqualTo("alice");
            assertThat(transited(part)).isEmpty();
            assertThat(ticket.ticket().getRealm()).isEqualTo(LAB);
            assertThat(ticket.ticket().getSname().getName()).isEqualTo("krbtgt/PARTNER.LOCALHOST");
        }

        @Test
        void isNamedInTheLog() {
            toPartner();

            assertThat(realms.lastEvent().toString())
                    .startsWith("TGS-REQ TCP alice@LAB.LOCALHOST for krbtgt/PARTNER.LOCALHOST@LAB.LOCALHOST: "
                            + "cross-realm ticket to PARTNER.LOCALHOST, aes256-sha1, ");
        }

        @Test
        void isNotGivenToARealmThatDoesNotTrustThisOne() {
            realms.trust(LAB, PARTNER, false, true);

            assertThat(errorCode(client.send(client.tgsReq(tgt(), ticketGrantingService(PARTNER)))))
                    .isEqualTo(7);
        }

        @Test
        void isNotGivenToARealmThatIsNotKnown() {
            assertThat(errorCode(client.send(client.tgsReq(tgt(), ticketGrantingService(THIRD)))))
                    .isEqualTo(7);
        }

        @Test
        void isNotRenewedByEitherRealm() {
            Credential cross = client.ticketFor(
                    tgt(options(KdcOption.RENEWABLE)), ticketGrantingService(PARTNER), options(KdcOption.RENEWABLE));
            byte[] here = client.tgsReq(cross, ticketGrantingService(PARTNER), options(KdcOption.RENEW));
            byte[] there =
                    client.tgsReq(cross, ticketGrantingService(PARTNER), options(KdcOption.RENEW), realm(PARTNER));

            assertThat(cross.has(TicketFlag.RENEWABLE)).isTrue();
            assertThat(errorCode(client.send(here))).isEqualTo(35);
            assertThat(errorCode(client.send(there))).isEqualTo(13);
        }

        @Test
        void isNoTicketForTheRealmThatIssuedIt() {
            byte[] request = client.tgsReq(toPartner(), webOf(LAB));

            assertThat(errorCode(client.send(request))).isEqualTo(35);
        }
    }

    @Nested
    class TheTicketInAnotherRealm {
        @Test
        void namesTheClientInItsOwnRealm() {
            Credential tgt = tgt();
            realms.advance(Duration.ofHours(1));
            Credential cross = client.ticketFor(tgt, ticketGrantingService(PARTNER));

            Credential ticket = client.ticketFor(cross, spn(webOf(PARTNER)), realm(PARTNER));

            EncTicketPart part = openedBy(PARTNER, ticket);
            assertThat(part.getCrealm()).isEqualTo(LAB);
            assertThat(part.getCname().getName()).isEqualTo("alice");
            assertThat(part.getAuthTime()).isEqualTo(tgt.part().getAuthTime());
            assertThat(part.getEndTime()).isEqualTo(tgt.part().getEndTime());
            assertThat(transited(part)).isEmpty();
            assertThat(part.getFlags().isFlagSet(TicketFlag.TRANSIT_POLICY_CHECKED))
                    .isTrue();
            assertThat(part.getFlags().isFlagSet(TicketFlag.PRE_AUTH)).isTrue();
            assertThat(part.getFlags().isFlagSet(TicketFlag.INITIAL)).isFalse();
        }

        @Test
        void doesNotDependOnAnAccountOfTheSameName() {
            realms.accounts(PARTNER).replace(withControl(user("alice", "x"), ACCOUNT_DISABLE));

            Credential ticket = client.ticketFor(toPartner(), spn(webOf(PARTNER)), realm(PARTNER));

            assertThat(openedBy(PARTNER, ticket).getCrealm()).isEqualTo(LAB);
        }

        @Test
        void listsTheRealmInBetween() {
            Credential ticket = client.ticketFor(toThird(), spn(webOf(THIRD)), realm(THIRD));

            EncTicketPart part = openedBy(THIRD, ticket);
            assertThat(part.getCrealm()).isEqualTo(LAB);
            assertThat(transited(part)).isEqualTo(PARTNER);
            assertThat(part.getFlags().isFlagSet(TicketFlag.TRANSIT_POLICY_CHECKED))
                    .isTrue();
        }

        @Test
        void isNotMarkedAsCheckedWhereTheClientDoesNotWantIt() {
            Credential ticket = client.ticketFor(
                    toThird(), spn(webOf(THIRD)), realm(THIRD), options(KdcOption.DISABLE_TRANSITED_CHECK));

            assertThat(ticket.has(TicketFlag.TRANSIT_POLICY_CHECKED)).isFalse();
        }

        @Test
        void mayBeATicketGrantingTicketThatRemembersTheWay() {
            Credential local = client.ticketFor(toThird(), ticketGrantingService(THIRD), realm(THIRD));

            Credential ticket = client.ticketFor(local, spn(webOf(THIRD)), realm(THIRD));

            assertThat(transited(openedBy(THIRD, ticket))).isEqualTo(PARTNER);
        }

        @Test
        void mayBeForwarded() {
            Credential tgt = tgt(options(KdcOption.FORWARDABLE));
            Credential cross = client.ticketFor(tgt, ticketGrantingService(PARTNER), options(KdcOption.FORWARDABLE));

            Credential forwarded = client.ticketFor(
                    cross,
                    ticketGrantingService(PARTNER),
                    options(KdcOption.FORWARDED, KdcOption.FORWARDABLE),
                    realm(PARTNER));

            assertThat(forwarded.has(TicketFlag.FORWARDED)).isTrue();
        }

        @ParameterizedTest
        @CsvSource({"-1, 0", "0, 32"})
        void isNotGivenForOneThatHasEndedByTheClockOfEither(int secondsAfterTheEnd, int error) {
            Credential cross = toPartner();
            realms.clock(PARTNER).advance(Duration.ofHours(10).plusSeconds(secondsAfterTheEnd));
            realms.clock(LAB).advance(Duration.ofHours(10)); // the client's, so near enough

            byte[] reply = client.send(client.tgsReq(cross, spn(webOf(PARTNER)), realm(PARTNER)));

            assertThat((reply[0] & 0x1f) == 30 ? errorCode(reply) : 0).isEqualTo(error);
        }
    }
}
