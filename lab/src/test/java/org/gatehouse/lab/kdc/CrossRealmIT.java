package org.gatehouse.lab.kdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.lab.account.AccountState.DONT_REQUIRE_PREAUTH;
import static org.gatehouse.lab.kdc.account.MemoryAccounts.user;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.gatehouse.lab.account.DomainIdentity;
import org.gatehouse.lab.account.DomainSid;
import org.gatehouse.lab.account.Password;
import org.gatehouse.lab.account.Trust;
import org.gatehouse.lab.kdc.account.MemoryAccounts;
import org.gatehouse.lab.kdc.event.KdcEvent;
import org.gatehouse.lab.kdc.event.KdcEvent.Issued;
import org.gatehouse.lab.kdc.policy.KdcPolicy;
import org.gatehouse.lab.kdc.policy.KdcRealm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** MIT's tools and the JDK's client in two realms that trust each other, on one port. */
@Timeout(300)
class CrossRealmIT {
    private static final String LAB = "LAB.LOCALHOST";
    private static final String PARTNER = "PARTNER.LOCALHOST";
    private static final String BOTH_MAPPED =
            ".lab.localhost = LAB.LOCALHOST\n    .partner.localhost = PARTNER.LOCALHOST";
    private static final String NOTHING_MAPPED = "# nothing";

    private static final DomainSid PARTNER_SID = DomainSid.of("S-1-5-21-2127521184-1604012920-1887927527");

    @TempDir
    Path folder;

    private final List<KdcEvent> events = new CopyOnWriteArrayList<>();
    private final MemoryAccounts lab =
            MemoryAccounts.small().add(user("svc-portal", "Portal1!", "HTTP/portal.lab.localhost"));
    private final MemoryAccounts partner = new MemoryAccounts(
                    new DomainIdentity("PARTNER", "partner.localhost", PARTNER_SID))
            .add(user("krbtgt", "PartnerKey1!"))
            .add(user("carol", "Partner1!"))
            .add(user("svc-files", "Files123!", "HTTP/files.partner.localhost"));
    private Kdc kdc;

    @BeforeEach
    void start() throws IOException {
        Optional<Password> there = password("There123!");
        Optional<Password> back = password("Back1234!");
        lab.trust(new Trust(PARTNER, PARTNER_SID, there, back));
        partner.trust(new Trust(LAB, MemoryAccounts.LAB_SID, back, there));
        kdc = Kdc.start(0, events::add, List.of(realm(LAB, lab), realm(PARTNER, partner)));
    }

    @AfterEach
    void stop() {
        kdc.close();
    }

    private static Optional<Password> password(String text) {
        return Optional.of(new Password(text, 4, Optional.of(MemoryAccounts.LAST_SET)));
    }

    private static KdcRealm realm(String name, MemoryAccounts accounts) {
        return new KdcRealm(name, accounts, InstantSource.system(), () -> KdcPolicy.OF_A_NEW_DOMAIN);
    }

    /** The client's realm comes first. */
    private MitClient client(String domainRealm, String... realms) throws IOException {
        return new MitClient(folder, kdc.port(), List.of(realms), domainRealm);
    }

    private List<Optional<String>> ways() {
        return events.stream()
                .map(KdcEvent::outcome)
                .filter(Issued.class::isInstance)
                .map(outcome -> ((Issued) outcome).towards())
                .filter(Optional::isPresent)
                .toList();
    }

    private boolean referred() {
        return events.stream()
                .map(KdcEvent::outcome)
                .anyMatch(outcome -> outcome instanceof Issued issued && issued.referral());
    }

    @Nested
    class Mit {
        @Test
        void goesToTheOtherRealmByItsMapping() throws IOException {
            MitClient client = client(BOTH_MAPPED, LAB, PARTNER);
            client.kinit("alice", "Wonderland1!");

            MitClient.Result ticket = client.kvno("-S", "HTTP", "files.partner.localhost");

            assertThat(ticket.output()).contains("HTTP/files.partner.localhost@PARTNER.LOCALHOST: kvno = 2");
            assertThat(client.klist()).contains("krbtgt/PARTNER.LOCALHOST@LAB.LOCALHOST");
            assertThat(ways()).containsExactly(Optional.of(PARTNER));
        }

        @Test
        void isReferredWithoutAMapping() throws IOException {
            MitClient client = client(NOTHING_MAPPED, LAB, PARTNER);
            client.kinit("alice", "Wonderland1!");

            MitClient.Result ticket = client.kvno("-S", "HTTP", "files.partner.localhost");

            assertThat(ticket.output()).contains("HTTP/files.partner.localhost@: kvno = 2");
            assertThat(client.klist()).contains("HTTP/files.partner.localhost@PARTNER.LOCALHOST");
            assertThat(referred()).isTrue();
        }

        @Test
        void comesBackFromTheOtherRealm() throws IOException {
            MitClient client = client(NOTHING_MAPPED, PARTNER, LAB);
            client.kinit("carol", "Partner1!");

            MitClient.Result ticket = client.kvno("-S", "HTTP", "portal.lab.localhost");

            assertThat(ticket.status()).as(ticket.toString()).isZero();
            assertThat(events.get(events.size() - 1).client()).contains("carol@PARTNER.LOCALHOST");
        }

        @Test
        void doesNotComeBackOverATrustThatLeadsTheOtherWay() throws IOException {
            lab.trust(new Trust(PARTNER, PARTNER_SID, password("There123!"), Optional.empty()));
            MitClient client = client(BOTH_MAPPED, PARTNER, LAB);
            client.kinit("carol", "Partner1!");

            MitClient.Result ticket = client.kvno("-S", "HTTP", "portal.lab.localhost");

            assertThat(ticket.output()).contains("kvno: The ticket isn't for us");
        }

        @Test
        void isSentToItsOwnRealmByItsEnterpriseName() throws IOException {
            MitClient client = client(NOTHING_MAPPED, LAB, PARTNER);

            MitClient.Result result = client.kinit("carol@partner.localhost", "Partner1!", "-E", "-C");

            assertThat(result.status()).as(result.toString()).isZero();
            assertThat(client.klist()).contains("Default principal: carol@PARTNER.LOCALHOST");
        }

        @Test
        void keepsTheFlagsOfItsTicket() throws IOException {
            MitClient client = client(BOTH_MAPPED, LAB, PARTNER);
            client.kinit("alice", "Wonderland1!", "-f");
            client.kvno("-S", "HTTP", "files.partner.localhost");

            assertThat(client.klist()).contains("Flags: FRIA", "Flags: FRAT");
        }
    }

    @Nested
    class Jdk {
        private String run(MitClient client, String user, String password, String service) throws IOException {
            return client.java(JdkClient.class, password + "\n", user, service).output();
        }

        @Test
        void goesToTheOtherRealmByItsMapping() throws IOException {
            String output =
                    run(client(BOTH_MAPPED, LAB, PARTNER), "alice", "Wonderland1!", "HTTP@files.partner.localhost");

            assertThat(output).contains("alice@LAB.LOCALHOST -> HTTP@files.partner.localhost");
            assertThat(ways()).containsExactly(Optional.of(PARTNER));
        }

        @Test
        void isReferredWithoutAMapping() throws IOException {
            String output =
                    run(client(NOTHING_MAPPED, LAB, PARTNER), "alice", "Wonderland1!", "HTTP@files.partner.localhost");

            assertThat(output).contains("alice@LAB.LOCALHOST -> HTTP@files.partner.localhost");
            assertThat(referred()).isTrue();
        }

        @Test
        void comesBackFromTheOtherRealm() throws IOException {
            String output =
                    run(client(NOTHING_MAPPED, PARTNER, LAB), "carol", "Partner1!", "HTTP@portal.lab.localhost");

            assertThat(output).contains("carol@PARTNER.LOCALHOST -> HTTP@portal.lab.localhost");
        }

        @Test
        void isToldOfAServiceThatIsInNeitherRealm() throws IOException {
            String output = run(
                    client(NOTHING_MAPPED, LAB, PARTNER), "alice", "Wonderland1!", "HTTP@nowhere.partner.localhost");

            assertThat(output).contains("Server not found in Kerberos database (7)");
        }
    }

    @Nested
    class CanonicalNames {
        @Test
        void areTakenByMit() throws IOException {
            MitClient client = client(NOTHING_MAPPED, LAB, PARTNER);

            MitClient.Result result = client.kinit("ALICE", "Wonderland1!", "-C");

            assertThat(result.status()).as(result.toString()).isZero();
            assertThat(client.klist()).contains("Default principal: alice@LAB.LOCALHOST");
        }

        @Test
        void areTakenByTheJdk() throws IOException {
            MitClient client = new MitClient(folder, kdc.port(), List.of(LAB), NOTHING_MAPPED, "canonicalize = true");

            String output = client.java(JdkClient.class, "Wonderland1!\n", "ALICE", "HTTP@portal.lab.localhost")
                    .output();

            assertThat(output).contains("alice@LAB.LOCALHOST -> HTTP@portal.lab.localhost");
        }

        @Test
        void areTakenByTheJdkWithoutPreAuthentication() throws IOException {
            lab.replace(MemoryAccounts.withControl(user("alice", "Wonderland1!"), DONT_REQUIRE_PREAUTH));
            MitClient client = new MitClient(folder, kdc.port(), List.of(LAB), NOTHING_MAPPED, "canonicalize = true");

            String output = client.java(JdkClient.class, "Wonderland1!\n", "ALICE", "HTTP@portal.lab.localhost")
                    .output();

            assertThat(output).contains("alice@LAB.LOCALHOST -> HTTP@portal.lab.localhost");
        }
    }
}
