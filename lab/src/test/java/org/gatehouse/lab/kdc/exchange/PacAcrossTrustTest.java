package org.gatehouse.lab.kdc.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.lab.kdc.exchange.HandMadeClient.errorCode;
import static org.gatehouse.lab.kdc.exchange.HandMadeClient.realm;
import static org.gatehouse.lab.kdc.exchange.RequestFixture.opened;
import static org.gatehouse.lab.kdc.exchange.ThreeRealms.LAB;
import static org.gatehouse.lab.kdc.exchange.ThreeRealms.PARTNER;
import static org.gatehouse.lab.kdc.exchange.ThreeRealms.THIRD;
import static org.gatehouse.lab.kdc.exchange.ThreeRealms.identity;
import static org.gatehouse.lab.kdc.exchange.ThreeRealms.krbtgt;
import static org.gatehouse.lab.kdc.exchange.ThreeRealms.trustKeys;
import static org.gatehouse.lab.kdc.exchange.ThreeRealms.web;
import static org.gatehouse.lab.kdc.exchange.ThreeRealms.webOf;
import static org.gatehouse.lab.kdc.message.KerberosName.ticketGrantingService;

import java.util.List;
import java.util.Optional;
import org.apache.kerby.kerberos.kerb.type.base.EncryptionKey;
import org.gatehouse.lab.account.Account;
import org.gatehouse.lab.account.AccountClaim;
import org.gatehouse.lab.account.DomainSid;
import org.gatehouse.lab.kdc.crypto.AccountKeys;
import org.gatehouse.lab.kdc.exchange.HandMadeClient.Credential;
import org.gatehouse.lab.kdc.message.ClientName;
import org.gatehouse.lab.kdc.message.KerberosName;
import org.gatehouse.lab.kdc.pac.ForgedPac;
import org.gatehouse.lab.kdc.pac.PacView;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a realm believes of the PACs that another one has made, [MS-PAC] 4.1.2.2, and of those that are not the client's. */
class PacAcrossTrustTest {
    private static final DomainSid OURS = identity(LAB).sid();
    private static final DomainSid PARTNERS = identity(PARTNER).sid();
    private static final DomainSid THIRDS = identity(THIRD).sid();
    private static final ClientName CAROL = new ClientName(PARTNER, KerberosName.principal("carol"));
    private static final ForgedPac CAROLS = ForgedPac.of(PARTNERS.withRid(1103), "carol");

    private final ThreeRealms realms = new ThreeRealms();

    private static EncryptionKey key(String realm, Account account) {
        return AccountKeys.of(realm, account).strongest();
    }

    /** The PAC in the ticket for the web server of LAB that somebody of the partner gets. */
    private PacView believed(ForgedPac pac) {
        HandMadeClient client = realms.client(PARTNER);
        Credential ticket =
                client.ticketFor(realms.forged(PARTNER, LAB, CAROL, pac), webOf(LAB), HandMadeClient.realm(LAB));
        return PacView.of(opened(ticket.ticket(), AccountKeys.of(LAB, web(LAB))));
    }

    private int refusal(String issuer, ClientName owner, ForgedPac pac) {
        HandMadeClient client = realms.client(owner.realm());
        byte[] reply = client.send(client.tgsReq(realms.forged(issuer, LAB, owner, pac), webOf(LAB), realm(LAB)));
        return (reply[0] & 0x1f) == 30 ? errorCode(reply) : 0;
    }

    @Nested
    class OfAnotherRealm {
        @Test
        void theTicketThatLeadsThereIsSignedWithTheKeyOfTheTrust() {
            HandMadeClient client = realms.client(LAB);
            Credential tgt = client.signOn("alice", "Wonderland1!");

            PacView pac = PacView.of(
                    opened(client.ticketFor(tgt, ticketGrantingService(PARTNER)).ticket(), trustKeys(LAB, PARTNER)));

            assertThat(pac.verifies(trustKeys(LAB, PARTNER).strongest(), key(LAB, krbtgt(LAB)), false))
                    .isTrue();
            assertThat(pac.parts()).contains("REQUESTOR").doesNotContain("TICKET_SIGNATURE", "FULL_SIGNATURE");
        }

        @Test
        void theTicketForTheServiceIsSignedByTheServicesRealm() {
            HandMadeClient client = realms.client(LAB);
            Credential there = client.ticketFor(client.signOn("alice", "Wonderland1!"), ticketGrantingService(PARTNER));

            Credential ticket = client.ticketFor(there, webOf(PARTNER), realm(PARTNER));

            PacView pac = PacView.of(opened(ticket.ticket(), AccountKeys.of(PARTNER, web(PARTNER))));
            assertThat(pac.verifies(key(PARTNER, web(PARTNER)), key(PARTNER, krbtgt(PARTNER)), true))
                    .isTrue();
            assertThat(pac.user()).isEqualTo(realms.accounts(LAB).sidOf("alice").toString());
            assertThat(pac.extraSids()).containsExactly("S-1-18-1");
        }

        @Test
        void theSidsOfTheUsersOwnDomainArrive() {
            PacView pac = believed(CAROLS.withExtraSids("S-1-18-1", PARTNERS + "-519", PARTNERS + "-1200"));

            assertThat(pac.user()).isEqualTo(PARTNERS + "-1103");
            assertThat(pac.groups()).containsExactly(513L, 512L);
            assertThat(pac.extraSids()).containsExactly("S-1-18-1", PARTNERS + "-519", PARTNERS + "-1200");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "S-1-5-21-1004-1177-0-512", // of this domain
                    "S-1-5-21-1004-1177-0-1103",
                    "S-1-5-21-1004-1177-2-1103", // of a third one
                    "S-1-5-21-1004-1177-1", // the partner's domain itself
                    "S-1-5-21-1004-1177-1-1103-1", // longer than any account's
                    "S-1-5-32-544",
                    "S-1-5-32-545",
                    "S-1-5-18",
                    "S-1-5-11",
                    "S-1-5-9",
                    "S-1-1-0",
                    "S-1-5-21-0-0-0-497",
                    "S-1-5-80-1-2-3-4-5"
                })
        void otherSidsDoNotArrive(String sid) {
            assertThat(believed(CAROLS.withExtraSids(sid, "S-1-18-1")).extraSids())
                    .containsExactly("S-1-18-1");
        }

        @Test
        void itsDomainLocalGroupsAndClaimsDoNotArrive() {
            PacView pac = believed(CAROLS.withResourceGroups(1300L)
                    .withClaims(new AccountClaim("ad://ext/title", AccountClaim.Type.STRING, List.of("Director"))));

            assertThat(pac.resourceGroups()).isEmpty();
            assertThat(pac.parts()).doesNotContain("CLIENT_CLAIMS");
            assertThat(pac.info().userFlags()).isEqualTo(0x20);
        }

        @Test
        void ourDomainLocalGroupsAreAddedForItsUsersAndTheirGroups() {
            realms.accounts(LAB).addToLocalGroup(PARTNERS.withRid(1103), OURS.withRid(1200));
            realms.accounts(LAB).addToLocalGroup(PARTNERS.withRid(512), OURS.withRid(1201));

            assertThat(believed(CAROLS).resourceGroups()).containsExactly(OURS + "-1200", OURS + "-1201");
        }

        @Test
        void sidsThatDidNotArriveLeadIntoNoGroup() {
            realms.accounts(LAB).addToLocalGroup(DomainSid.of("S-1-5-32-544"), OURS.withRid(1200));

            assertThat(believed(CAROLS.withExtraSids("S-1-5-32-544")).resourceGroups())
                    .isEmpty();
        }

        @Test
        void usersOfOurDomainOrOfAThirdOneAreNotBelieved() {
            assertThat(refusal(PARTNER, CAROL, ForgedPac.of(OURS.withRid(500), "carol")))
                    .isEqualTo(12);
            assertThat(refusal(PARTNER, CAROL, ForgedPac.of(THIRDS.withRid(1103), "carol")))
                    .isEqualTo(12);
            assertThat(refusal(PARTNER, CAROL, CAROLS)).isZero();
        }

        @Test
        void usersOfARealmBehindItAreBelievedUnlessTheyAreSaidToBeOurs() {
            ClientName dave = new ClientName(THIRD, KerberosName.principal("dave"));

            assertThat(refusal(PARTNER, dave, ForgedPac.of(THIRDS.withRid(1103), "dave")))
                    .isZero();
            assertThat(refusal(PARTNER, dave, ForgedPac.of(OURS.withRid(1103), "dave")))
                    .isEqualTo(12);
            assertThat(refusal(PARTNER, dave, ForgedPac.of(PARTNERS.withRid(1103), "dave")))
                    .isEqualTo(12);
        }

        @Test
        void aPacOfSomebodyElseIsRefused() {
            assertThat(refusal(PARTNER, CAROL, ForgedPac.of(PARTNERS.withRid(1103), "erin")))
                    .isEqualTo(41);
            assertThat(refusal(PARTNER, CAROL, CAROLS.withRequestor(Optional.of(PARTNERS.withRid(500)))))
                    .isEqualTo(20);
        }

        @Test
        void aPacWithoutRequestorIsThatOfAnOlderKdc() {
            assertThat(refusal(PARTNER, CAROL, CAROLS.withRequestor(Optional.empty())))
                    .isZero();
        }
    }

    @Nested
    class OfOurOwn {
        private final ClientName alice = new ClientName(LAB, KerberosName.principal("alice"));
        private final DomainSid sid = realms.accounts(LAB).sidOf("alice");

        @Test
        void aPacOfTheClientsAccountIsTaken() {
            assertThat(refusal(LAB, alice, ForgedPac.of(sid, "alice"))).isZero();
        }

        /** CVE-2021-42287: the account that the ticket was made for has another name now, and somebody else has that one. */
        @Test
        void aPacOfAnAccountThatHadTheNameBeforeIsRefused() {
            assertThat(refusal(LAB, alice, ForgedPac.of(OURS.withRid(500), "alice")))
                    .isEqualTo(20);
        }

        @Test
        void aPacWithoutOrWithAnotherRequestorIsRefused() {
            ForgedPac pac = ForgedPac.of(sid, "alice");

            assertThat(refusal(LAB, alice, pac.withRequestor(Optional.empty()))).isEqualTo(20);
            assertThat(refusal(LAB, alice, pac.withRequestor(Optional.of(OURS.withRid(500)))))
                    .isEqualTo(20);
            assertThat(refusal(
                            LAB, alice, ForgedPac.of(OURS.withRid(500), "alice").withRequestor(Optional.of(sid))))
                    .isEqualTo(20);
        }

        @Test
        void aPacForAnotherNameIsRefused() {
            assertThat(refusal(LAB, alice, ForgedPac.of(sid, "administrator"))).isEqualTo(41);
        }
    }
}
