package org.gatehouse.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import javax.naming.Context;
import javax.naming.directory.InitialDirContext;
import org.gatehouse.lab.client.Program;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program, run as a program. */
class LabMainIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Nested
    class Running {
        @TempDir
        private static Path folder;

        private static Process process;
        private static Properties properties;

        @BeforeAll
        static void start() throws Exception {
            process = LabMainIT.start(folder);
            properties = awaitProperties(process, folder);
        }

        @AfterAll
        static void end() throws Exception {
            process.destroyForcibly().waitFor();
        }

        @Test
        void tellsScriptsWhereItIsAsSoonAsItAnswers() throws Exception {
            assertThat(properties)
                    .containsEntry("pid", Long.toString(process.pid()))
                    .containsEntry("realm", "LAB.LOCALHOST")
                    .containsEntry("portal.host", "portal.lab.localhost")
                    .containsEntry("portal.url", "http://portal.lab.localhost:" + properties.get("port") + "/")
                    .containsEntry("realms", "LAB.LOCALHOST PARTNER.LOCALHOST")
                    .containsEntry("secure.url", "https://portal.lab.localhost:" + properties.get("https.port") + "/")
                    .containsEntry("password.carol@PARTNER.LOCALHOST", "Partner1!")
                    .containsEntry("password.alice", "Wonderland1!")
                    .containsEntry("groups.alice", "Finance, Staff")
                    .containsKeys("kdc.port", "ldap.port", "ready.seconds");
            Program.Result curl = Program.run(
                    List.of(
                            "curl",
                            "-s",
                            "-o",
                            "/dev/null",
                            "-w",
                            "%{http_code}",
                            properties.getProperty("portal.url")),
                    Map.of(),
                    "");
            assertThat(curl.output()).isEqualTo("401");
        }

        @Test
        void keepsSecretsToItsOwner() throws Exception {
            for (String name : List.of("lab.properties", "http.keytab")) {
                Path file = home(folder).resolve(name);
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------");
            }
        }

        @Test
        void tellsInSummaryWhatThereIs() throws Exception {
            String log = Files.readString(log(folder));

            assertThat(log.substring(log.indexOf("  directory ")))
                    .startsWith("  directory  ldap://127.0.0.1:" + properties.get("ldap.port") + " ")
                    .containsPattern("\\d+ accounts, \\d+ SPNs")
                    .containsPattern("  who        alice / Wonderland1! +Finance, Staff\n")
                    .containsPattern("duplicate.lab.localhost +svc-dup-a, svc-dup-b: no ticket\n");
        }

        @Test
        void logsOneLineForARecord() throws Exception {
            assertThat(Files.readString(log(folder)))
                    .containsPattern("(?m)^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3} INFO  Gatehouse ")
                    .doesNotContain("WARN", "ERROR", "org.apache");
        }

        @Test
        @SuppressWarnings("BanJNDI") // the JDK's LDAP client is the one at hand; the answers are the lab's own
        void logsNothingOfWhatPassesOverLdap() throws Exception {
            Properties environment = new Properties();
            environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.ldap.LdapCtxFactory");
            environment.put(Context.PROVIDER_URL, "ldap://127.0.0.1:" + properties.get("ldap.port"));
            environment.put(Context.SECURITY_PRINCIPAL, "CN=Bob Builder,CN=Users,DC=lab,DC=localhost");
            environment.put(Context.SECURITY_CREDENTIALS, "Builder1!");
            String before = Files.readString(log(folder));

            new InitialDirContext(environment).close();

            assertThat(Files.readString(log(folder))).startsWith(before).doesNotContain("Bob Builder");
        }

        @Test
        void keepsSecondLabOutOfItsHome() throws Exception {
            Program.Result result = LabMainIT.run(folder);

            assertThat(result.status()).isEqualTo(2);
            assertThat(result.output()).isEqualTo("a lab is running already with --home " + home(folder) + "\n");
            assertThat(home(folder).resolve("lab.properties")).exists();
        }
    }

    @TempDir
    private Path folder;

    @Test
    void endsInOrderWhenTerminated() throws Exception {
        Process process = start(folder);
        Properties properties = awaitProperties(process, folder);

        process.destroy();

        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(home(folder).resolve("lab.properties")).doesNotExist();
        assertThat(home(folder).resolve("work")).doesNotExist();
        assertThat(Files.readString(log(folder))).endsWith("stopped\n");
        int port = URI.create(properties.getProperty("portal.url")).getPort();
        new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
    }

    @Test
    void refusesTakenPort() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Program.Result result = run(folder, "--port", Integer.toString(taken.getLocalPort()));

            assertThat(result.status()).isEqualTo(2);
            assertThat(result.output())
                    .isEqualTo("port " + taken.getLocalPort() + " is in use, which is to be the one of Tomcat\n");
            assertThat(home(folder)).doesNotExist();
        }
    }

    @Test
    void refusesHomeThatIsSomebodyElses() throws Exception {
        Path precious = Files.createDirectories(home(folder).resolve("work")).resolve("precious");
        Files.writeString(precious, "of another program");

        Program.Result result = run(folder);

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.output())
                .isEqualTo("--home " + home(folder) + " is not empty and not a lab's: choose another directory\n");
        assertThat(precious).exists();
    }

    @Test
    void listsEverythingThatIsWrongWithDomainFile() throws Exception {
        Path file = Files.writeString(folder.resolve("my.ldif"), """
                dn: DC=lab,DC=localhost

                dn: CN=krbtgt
                objectClass: user

                dn: CN=Alice
                objectClass: user
                servicePrincipalNam: HTTP/alice

                dn: CN=Staff
                objectClass: group
                member: bob
                """);

        Program.Result result = run(folder, "--domain", file.toString());

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.output()).isEqualTo("""
                %1$s:8: CN=Alice: no attribute is named servicePrincipalNam
                %1$s:12: CN=Staff: member: no user, computer or group is named bob
                """.formatted(file));
    }

    @Test
    void refusesDomainFileThatIsNotThere() throws Exception {
        Program.Result result =
                run(folder, "--domain", folder.resolve("none.ldif").toString());

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.output()).isEqualTo(folder.resolve("none.ldif") + " cannot be read: there is no such file\n");
    }

    @Test
    void refusesUnknownOption() throws Exception {
        Program.Result result = run(folder, "--prot", "8081");

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.output()).isEqualTo("there is no option --prot; --help lists the options\n");
    }

    @Test
    void explainsItself() throws Exception {
        Program.Result result = run(folder, "--help");

        assertThat(result.status()).isZero();
        assertThat(result.output()).isEqualTo(MainOptions.USAGE);
    }

    private static Process start(Path folder) throws IOException {
        return Program.start(command(folder), Map.of(), log(folder));
    }

    private static Program.Result run(Path folder, String... arguments) throws IOException {
        return Program.run(command(folder, arguments), Map.of(), "");
    }

    private static List<String> command(Path folder, String... arguments) {
        List<String> all = new ArrayList<>(List.of(
                "--port",
                "0",
                "--https-port",
                "0",
                "--kdc-port",
                "0",
                "--ldap-port",
                "0",
                "--ldaps-port",
                "0",
                "--home",
                home(folder).toString()));
        all.addAll(List.of(arguments));
        return Program.java(List.of(), LabMain.class, all);
    }

    private static Properties awaitProperties(Process process, Path folder) throws IOException, InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        Path file = home(folder).resolve("lab.properties");
        while (!Files.exists(file)) {
            if (process.waitFor(50, TimeUnit.MILLISECONDS) || Instant.now().isAfter(end)) {
                process.destroyForcibly();
                throw new AssertionError("The lab does not get ready: " + Files.readString(log(folder)));
            }
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return properties;
    }

    private static Path home(Path folder) {
        return folder.resolve("home");
    }

    private static Path log(Path folder) {
        return folder.resolve("log");
    }
}
