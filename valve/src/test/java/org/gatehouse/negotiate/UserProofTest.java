package org.gatehouse.negotiate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.dtyp.Sid;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.failure.RefusedException;
import org.gatehouse.gss.InitialContextToken;
import org.gatehouse.gss.Leg;
import org.gatehouse.gss.Step;
import org.gatehouse.identity.Authorization;
import org.gatehouse.identity.Identity;
import org.gatehouse.pac.LogonInfoForge;
import org.gatehouse.pac.LogonInfoForge.Group;
import org.gatehouse.pac.LogonInfoForge.Membership;
import org.gatehouse.pac.PacForge;
import org.gatehouse.pac.PacTickets;
import org.gatehouse.pac.sids.PacBelief;
import org.gatehouse.pac.sids.SidBoundaries;
import org.gatehouse.policy.UserNameFormat;
import org.gatehouse.secret.TestCleanup;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What is proven of a user whose ticket was accepted: from the ticket to their groups and their name. */
class UserProofTest {
    private static final String DOMAIN = LogonInfoForge.DOMAIN;

    private static UserProof proof(boolean pacRequired, String sidFilter, String userNameFormat) {
        return proof(pacRequired, sidFilter, userNameFormat, Set.of("example.com"));
    }

    private static UserProof proof(
            boolean pacRequired, String sidFilter, String userNameFormat, Set<String> keyRealms) {
        SidBoundaries boundaries = sidFilter.isEmpty()
                ? SidBoundaries.STANDARD
                : SidBoundaries.of(Arrays.asList(sidFilter.split(" "))).orElseThrow();
        return new UserProof(
                new UserProof.Rules(
                        pacRequired,
                        false,
                        new PacBelief(boundaries),
                        UserNameFormat.of(Arrays.asList(userNameFormat.split(" ")))
                                .orElseThrow()),
                keyRealms);
    }

    private static Identity proven(UserProof proof, Forge ticket) throws RefusedException {
        Step.Done<Leg> done = accepted(ticket);
        return proof.of(done.identity(), done.context());
    }

    private static Step.Done<Leg> accepted(Forge ticket) {
        try {
            Step.Done<Leg> done = ForgedService.acceptor(Forge.keys(), () -> Forge.NOW)
                    .accept(InitialContextToken.parse(ticket.kerberos()));
            TestCleanup.closes(done.context());
            return done;
        } catch (RefusedException | WireException e) {
            throw new AssertionError(e);
        }
    }

    private static Identity proven(Forge ticket) throws RefusedException {
        return proven(UserProofs.standard(), ticket);
    }

    private static Failure refusal(UserProof proof, Forge ticket) {
        RefusedException refused = catchThrowableOfType(RefusedException.class, () -> proven(proof, ticket));
        assertThat(refused).as("a user who must be refused").isNotNull();
        return refused.failure();
    }

    private static Failure refusal(Forge ticket) {
        return refusal(UserProofs.standard(), ticket);
    }

    private static List<String> texts(Iterable<Sid> sids) {
        Set<String> texts = new HashSet<>();
        sids.forEach(sid -> texts.add(sid.toString()));
        return texts.stream().sorted().toList();
    }

    @Test
    void hasTheAccountAndItsGroups() throws RefusedException {
        Authorization alice =
                proven(PacTickets.alice(PacForge.alice())).authorization().orElseThrow();

        assertThat(alice.account().sid()).hasToString(PacForge.ALICES_SID);
        assertThat(alice.account().samAccountName()).isEqualTo("alice");
        assertThat(alice.account().userPrincipalName()).contains("alice@example.com");
        assertThat(alice.account().netbiosDomain()).isEqualTo("EXAMPLE");
        assertThat(alice.account().dnsDomain()).contains("EXAMPLE.COM");
        assertThat(alice.account().fullName()).isEqualTo("Alice Liddell");
        assertThat(alice.account().logonServer()).isEqualTo("DC01");
        assertThat(alice.account().logonCount()).isEqualTo(42);
        assertThat(alice.account().times().passwordMustChange()).isEmpty();
        assertThat(texts(alice.groups())).containsExactly(DOMAIN + "-1110", DOMAIN + "-513");
        assertThat(texts(alice.circumstances())).containsExactly("S-1-18-1");
        assertThat(alice.dropped()).isEmpty();
    }

    @Test
    void hasThePrimaryGroupThoughItStandsNowhereElse() throws RefusedException {
        Forge ticket = PacTickets.alice(PacForge.with(info -> {
                    info.primaryGroupId = 1200;
                    info.groups = List.of();
                })
                .signed());

        assertThat(texts(proven(ticket).authorization().orElseThrow().groups())).containsExactly(DOMAIN + "-1200");
    }

    @Test
    void hasNoPrimaryGroupThatIsForDenialsOnly() throws RefusedException {
        Forge ticket = PacTickets.alice(PacForge.with(info -> info.groups = List.of(new Membership(513, 0x10)))
                .signed());
        Authorization alice = proven(ticket).authorization().orElseThrow();

        assertThat(texts(alice.groups())).isEmpty();
        assertThat(texts(alice.denyOnly())).containsExactly(DOMAIN + "-513");
    }

    /** [MS-PAC] 2.5: an account without a RID is the first extra SID, and no group. */
    @Test
    void hasAnAccountThatStandsAmongTheExtraSids() throws RefusedException {
        Forge ticket = PacTickets.alice(PacForge.with(info -> {
                    info.userId = 0;
                    info.extraSids = List.of(new Group(DOMAIN + "-7777"), new Group("S-1-18-1"));
                })
                .remove(PacForge.UPN_DNS_INFO)
                .signed());
        Authorization user = proven(ticket).authorization().orElseThrow();

        assertThat(user.account().sid()).hasToString(DOMAIN + "-7777");
        assertThat(texts(user.groups())).doesNotContain(DOMAIN + "-7777");
    }

    @Nested
    class WithoutAPac {
        @Test
        void isAcceptedWithoutGroupsUnlessTheAdministratorWantsOne() throws RefusedException {
            for (Forge ticket :
                    List.of(new Forge(), PacTickets.alice(PacForge.minimal().signed()))) {
                Identity alice = proven(ticket);

                assertThat(alice.authorization()).isEmpty();
                assertThat(alice.names().shown()).isEqualTo("alice@EXAMPLE.COM");
            }
        }

        @Test
        void isRefusedWhereTheAdministratorWantsOne() {
            UserProof strict = proof(true, "", "principal");

            assertThat(refusal(strict, new Forge()).code()).isEqualTo(FailureCode.PAC_ABSENT);
            assertThat(refusal(strict, PacTickets.alice(PacForge.minimal().signed()))
                            .code())
                    .isEqualTo(FailureCode.PAC_ABSENT);
        }

        /** It describes nobody, and an attacker could as well remove it; but no KDC sends such a PAC. */
        @Test
        void isRefusedWithAMinimalPacThatIsWrong() {
            byte[] bytes = PacForge.minimal().signed().toArray();
            bytes[PacForge.bufferOffset(bytes, PacForge.CLIENT_INFO)] ^= 1;

            assertThat(refusal(PacTickets.alice(Bytes.of(bytes))).code()).isEqualTo(FailureCode.PAC_SIGNATURE_WRONG);
        }
    }

    @Nested
    class WithABadPac {
        @Test
        void isRefusedWhateverTheAdministratorSaysOfMissingOnes() {
            byte[] tampered = PacForge.alice().toArray();
            tampered[PacForge.bufferOffset(tampered, PacForge.LOGON_INFO) + 40] ^= 1;

            assertThat(refusal(PacTickets.alice(Bytes.of(tampered))).code()).isEqualTo(FailureCode.PAC_SIGNATURE_WRONG);
            assertThat(refusal(PacTickets.alice(Bytes.EMPTY)).code()).isEqualTo(FailureCode.MALFORMED_PAC);
        }

        @Test
        void isRefusedWithThePacOfAnotherUser() {
            Forge bob = PacTickets.alice(PacForge.alice());
            bob.cname = List.of("bob");
            bob.authenticatorName = bob.cname;

            assertThat(refusal(bob).code()).isEqualTo(FailureCode.PAC_OF_ANOTHER_CLIENT);
        }

        @Test
        void isRefusedWithAPacOfAnotherTime() {
            Forge later = PacTickets.alice(PacForge.alice());
            later.authTime = later.authTime.plusSeconds(1);

            assertThat(refusal(later).code()).isEqualTo(FailureCode.PAC_OF_ANOTHER_CLIENT);
        }

        @Test
        void isRefusedWithTwo() {
            Forge ticket = Forge.with(forge -> forge.ticketAuthorizationData =
                    PacTickets.inside(PacTickets.pac(PacForge.alice()), PacTickets.pac(PacForge.alice())));

            assertThat(refusal(ticket).code()).isEqualTo(FailureCode.MALFORMED_PAC);
            assertThat(refusal(ticket).seen()).contains("authorization data");
        }
    }

    @Nested
    class OfAnotherRealm {
        private Forge partner(Bytes pac) {
            Forge ticket = PacTickets.alice(pac);
            ticket.crealm = "PARTNER.COM";
            ticket.authenticatorRealm = ticket.crealm;
            return ticket;
        }

        @Test
        void hasTheGroupsThatTheirRealmMayGiveAndThoseThatOurKdcAdded() throws RefusedException {
            String ours = "S-1-5-21-9-9-9";
            Identity alice = proven(partner(PacForge.with(info -> {
                        info.extraSids = List.of(
                                new Group(ours + "-512"),
                                new Group(ours + "-1500"),
                                new Group("S-1-5-32-544"),
                                new Group("S-1-18-1"));
                        info.userFlags = 0x220;
                        info.resourceDomain = ours;
                        info.resourceGroups = List.of(new Membership(1300, 0x2000_0007), new Membership(512, 7));
                    })
                    .signed()));
            Authorization known = alice.authorization().orElseThrow();

            assertThat(texts(known.groups())).containsExactly(DOMAIN + "-1110", DOMAIN + "-513", ours + "-1300");
            assertThat(known.dropped().values().stream().flatMap(sids -> texts(sids).stream()))
                    .containsExactlyInAnyOrder(ours + "-512", ours + "-1500", "S-1-5-32-544");
        }

        @Test
        void isRefusedWithAnAccountOfOurDomain() {
            UserProof proof = proof(false, "EXAMPLE.COM=member:" + DOMAIN, "principal");

            Failure refusal = refusal(proof, partner(PacForge.alice()));

            assertThat(refusal.code()).isEqualTo(FailureCode.FOREIGN_ACCOUNT);
            assertThat(refusal.seen()).contains("\"PARTNER.COM\"", PacForge.ALICES_SID, "\"alice\"");
        }

        @Test
        void isAcceptedWithoutGroupsAndWithoutAPac() throws RefusedException {
            Forge ticket = new Forge();
            ticket.crealm = "PARTNER.COM";
            ticket.authenticatorRealm = ticket.crealm;

            assertThat(proven(ticket).names().shown()).isEqualTo("alice@PARTNER.COM");
        }
    }

    @Test
    void isCalledWhatTheAdministratorWants() throws RefusedException {
        Forge typed = PacTickets.alice(PacForge.ofAlice()
                .put(PacForge.CLIENT_INFO, PacForge.clientInfo("ALICE", PacForge.AUTH_TIME))
                .signed());
        typed.cname = List.of("ALICE");
        typed.authenticatorName = typed.cname;

        assertThat(proven(proof(false, "", "principal"), typed).names().shown()).isEqualTo("ALICE@EXAMPLE.COM");
        assertThat(proven(proof(false, "", "sam EXAMPLE.COM"), typed).names().shown())
                .isEqualTo("alice");
        assertThat(proven(proof(false, "", "domain-sam"), typed).names().shown())
                .isEqualTo("EXAMPLE\\alice");
        assertThat(proven(proof(false, "", "upn"), typed).names().shown()).isEqualTo("alice@example.com");
        assertThat(refusal(proof(false, "", "upn"), new Forge()).code()).isEqualTo(FailureCode.USER_NAME_NOT_IN_PAC);
    }

    /** The KDC of each realm writes what it likes into the PACs of the tickets that a key of that realm decrypts. */
    @Test
    void isNotCalledWhatTheKdcOfOneRealmClaimsWhereThereAreKeysOfSeveral() throws RefusedException {
        Set<String> realms = Set.of("example.com", "partner.com");
        Forge alice = PacTickets.alice(PacForge.with(info -> info.logonDomainName = "PARTNER")
                .remove(PacForge.UPN_DNS_INFO)
                .put(
                        PacForge.UPN_DNS_INFO,
                        PacForge.upnDnsInfo("alice@partner.com", "EXAMPLE.COM", 2, "alice", PacForge.ALICES_SID))
                .signed());

        for (String format : List.of("upn", "domain-sam", "domain-sam PARTNER.COM=PARTNER")) {
            assertThat(refusal(proof(false, "", format, realms), alice).code())
                    .as(format)
                    .isEqualTo(FailureCode.USER_NAME_NOT_IN_PAC);
        }
        assertThat(proven(proof(false, "", "domain-sam EXAMPLE.COM=PARTNER", realms), alice)
                        .names()
                        .shown())
                .isEqualTo("PARTNER\\alice");
    }
}
