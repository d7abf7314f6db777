package org.gatehouse.lab.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.security.auth.Subject;
import javax.security.auth.kerberos.KerberosPrincipal;
import javax.security.auth.kerberos.KerberosTicket;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.LoginException;
import org.gatehouse.lab.InALab;
import org.gatehouse.lab.Lab;
import org.gatehouse.lab.account.Account;
import org.gatehouse.lab.kdc.crypto.AccountKeys;
import org.gatehouse.lab.kdc.keytab.AccountKeytab;
import org.gatehouse.lab.kdc.keytab.KeytabPrincipal;
import org.ietf.jgss.GSSException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JvmLogonIT extends InALab {
    @TempDir
    private Path folder;

    @Test
    void logsOnWithPassword() throws Exception {
        try (JvmLogon alice = alice()) {
            assertThat(alice.subject().getPrincipals(KerberosPrincipal.class))
                    .extracting(KerberosPrincipal::getName)
                    .containsExactly("alice@LAB.LOCALHOST");
            assertThat(signOn(alice).body()).startsWith("alice@LAB.LOCALHOST\n");
        }
    }

    @Test
    void logsOnInTheOtherRealm() throws Exception {
        try (JvmLogon carol = JvmLogon.withPassword(lab, "carol@PARTNER.LOCALHOST", "Partner1!")) {
            assertThat(tickets(carol.subject())).containsExactly("krbtgt/PARTNER.LOCALHOST@PARTNER.LOCALHOST");
        }
    }

    @Test
    void logsOnWithKeytab() throws Exception {
        Account account = lab.realm().directory().accounts().findByName("alice").get(0);
        Path keytab = folder.resolve("alice.keytab");
        AccountKeytab.write(
                keytab,
                List.of(new KeytabPrincipal("LAB.LOCALHOST", "alice", AccountKeys.of("LAB.LOCALHOST", account))));

        try (JvmLogon alice = JvmLogon.withKeytab(lab, "alice", keytab)) {
            assertThat(signOn(alice).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void takesTicketsOfMitsPrograms() throws Exception {
        try (Workstation workstation = lab.workstation()) {
            workstation.kinit("alice", "Wonderland1!").orThrow();

            try (JvmLogon alice = JvmLogon.withTicketCache(lab, workstation.ticketCache())) {
                assertThat(signOn(alice).statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void refusesTicketCacheThatIsNotThere() {
        assertThatThrownBy(() -> JvmLogon.withTicketCache(lab, folder.resolve("none")))
                .isInstanceOf(LoginException.class);
    }

    @Test
    void tellsTheRefusalOfTheKdc() {
        assertThatThrownBy(() -> JvmLogon.withPassword(lab, "alice", "wrong"))
                .isInstanceOf(LoginException.class)
                .hasMessageContaining("(24)");
        assertThatThrownBy(() -> JvmLogon.withPassword(lab, "dora", "Disabled1!"))
                .isInstanceOf(LoginException.class)
                .hasMessageContaining("(18)");
    }

    @Test
    void tellsThatThereIsNoTicketForAService() throws Exception {
        try (JvmLogon alice = alice()) {
            assertThatThrownBy(() -> alice.negotiate(URI.create("http://nowhere.lab.localhost/")))
                    .isInstanceOf(GSSException.class)
                    .hasMessageContaining("(7)");
        }
    }

    @Test
    void hasNoTicketsAnyMoreWhenClosed() throws Exception {
        JvmLogon alice = alice();

        alice.close();

        assertThat(tickets(alice.subject())).isEmpty();
    }

    /** What a JVM has one of. */
    @Nested
    class LeavesTheJvmAsItWas {
        private Properties before;
        private Configuration jaas;

        @BeforeEach
        void look() {
            jaas = new Configuration() {
                @Override
                public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
                    throw new AssertionError("The JVM's own JAAS configuration was asked for " + name);
                }
            };
            Configuration.setConfiguration(jaas);
            before = properties();
        }

        @AfterEach
        void compare() {
            assertThat(Configuration.getConfiguration()).isSameAs(jaas);
            Configuration.setConfiguration(null);
            System.clearProperty("java.security.krb5.conf");
            System.clearProperty("sun.security.krb5.principal");
        }

        @Test
        void withoutAKrb5Conf() throws Exception {
            try (JvmLogon alice = alice()) {
                assertThat(properties()).isEqualTo(before);
                assertThat(signOn(alice).statusCode()).isEqualTo(200);
            }

            assertThat(properties()).isEqualTo(before);
        }

        @Test
        void withAKrb5ConfOfItsOwn() throws Exception {
            System.setProperty("java.security.krb5.conf", "/no/such/krb5.conf");
            System.setProperty("sun.security.krb5.principal", "somebody@ELSE");
            before = properties();

            try (JvmLogon alice = alice()) {
                assertThat(signOn(alice).body()).startsWith("alice@");
            }

            assertThat(properties()).isEqualTo(before);
        }

        @Test
        void afterALogonThatFails() {
            assertThatThrownBy(() -> JvmLogon.withPassword(lab, "alice", "wrong"))
                    .isInstanceOf(LoginException.class);

            assertThat(properties()).isEqualTo(before);
        }

        @Test
        void afterAnActionThatFails() throws Exception {
            try (JvmLogon alice = alice()) {
                assertThatThrownBy(() -> alice.run(() -> {
                            throw new IllegalStateException("of the action");
                        }))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage("of the action");
            }

            assertThat(properties()).isEqualTo(before);
        }

        @Test
        void withWhatTheJdkHadReadBefore() throws Exception {
            Path own = Files.writeString(folder.resolve("krb5.conf"), "[libdefaults]\ndefault_realm = MY.OWN\n");
            System.setProperty("java.security.krb5.conf", own.toString());

            alice().close();

            assertThat(defaultRealm()).isEqualTo("MY.OWN");
        }

        /** As the JDK has it in memory. */
        private static String defaultRealm() {
            return new KerberosPrincipal("x").getRealm();
        }

        private static Properties properties() {
            return (Properties) System.getProperties().clone();
        }
    }

    @Test
    void labsTakeTurns() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (Lab other = Lab.start()) {
            List<Lab> labs = List.of(lab, other, lab, other);

            List<Future<String>> bodies = threads.invokeAll(
                    labs.stream()
                            .map(mine -> (Callable<String>) () -> {
                                try (JvmLogon alice = JvmLogon.withPassword(mine, "alice", "Wonderland1!")) {
                                    return signOn(mine, alice).body();
                                }
                            })
                            .toList(),
                    2,
                    TimeUnit.MINUTES);

            for (Future<String> body : bodies) {
                assertThat(body.get()).startsWith("alice@LAB.LOCALHOST\n");
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(System.getProperty("java.security.krb5.conf")).isNull();
    }

    @Test
    void theTurnCanBeTakenAgainForAnotherLab() throws Exception {
        try (Lab other = Lab.start();
                JvmLogon alice = alice()) {
            alice.run(() -> {
                try (JvmLogon bob = JvmLogon.withPassword(other, "bob", "Builder1!")) {
                    assertThat(signOn(other, bob).body()).startsWith("bob@");
                }
                return signOn(alice);
            });
        }
    }

    /** As a ticket cache for other programs. */
    @Nested
    class TicketCache {
        @Test
        void isReadByKlist() throws Exception {
            try (Workstation workstation = lab.workstation();
                    JvmLogon alice = alice()) {
                alice.negotiate(lab.portal());

                TicketCacheFile.write(workstation.ticketCache(), alice.subject());

                assertThat(workstation.klist().orThrow().output())
                        .contains("Default principal: alice@LAB.LOCALHOST")
                        .contains("krbtgt/LAB.LOCALHOST@LAB.LOCALHOST")
                        .contains("HTTP/portal.lab.localhost@LAB.LOCALHOST")
                        .containsPattern("Flags: F[A-Z]*IA")
                        .contains("aes256-cts-hmac-sha1-96");
            }
        }

        @Test
        void signsCurlOnWithoutKinit() throws Exception {
            try (Workstation workstation = lab.workstation();
                    JvmLogon alice = alice()) {
                TicketCacheFile.write(workstation.ticketCache(), alice.subject());

                assertThat(workstation.signOn(lab.portal()).body()).startsWith("alice@LAB.LOCALHOST\n");
            }
        }

        @Test
        void isReadByTheJdk() throws Exception {
            Path file = folder.resolve("ccache");
            try (JvmLogon alice = alice()) {
                TicketCacheFile.write(file, alice.subject());
            }

            try (JvmLogon again = JvmLogon.withTicketCache(lab, file)) {
                assertThat(signOn(again).statusCode()).isEqualTo(200);
            }
        }

        @Test
        void isForItsOwnerAloneAndReplacesAnOlderOne() throws Exception {
            Path file = Files.writeString(folder.resolve("ccache"), "old");

            try (JvmLogon alice = alice()) {
                TicketCacheFile.write(file, alice.subject());
            }

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(folder).isDirectoryNotContaining(name -> !name.endsWith("ccache"));
        }
    }

    private static JvmLogon alice() throws LoginException {
        return JvmLogon.withPassword(lab, "alice", "Wonderland1!");
    }

    private static HttpResponse<String> signOn(JvmLogon logon) throws Exception {
        return signOn(lab, logon);
    }

    /** By the address: this JVM need not know the lab's names. */
    private static HttpResponse<String> signOn(Lab there, JvmLogon logon) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + there.portal().getPort() + "/"))
                .header("Authorization", logon.negotiate(there.portal()))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static List<String> tickets(Subject subject) {
        return subject.getPrivateCredentials(KerberosTicket.class).stream()
                .map(ticket -> ticket.getServer().getName())
                .toList();
    }
}
