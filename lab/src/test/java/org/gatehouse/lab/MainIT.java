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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program, run as a program. */
class MainIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void endProcesses() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void tellsScriptsWhereItIsAsSoonAsItAnswers() throws Exception {
        Process process = startInBackground();

        Properties properties = awaitProperties(process);

        assertThat(properties)
                .containsEntry("pid", Long.toString(process.pid()))
                .containsEntry("realm", "LAB.LOCALHOST")
                .containsEntry("portal.host", "portal.lab.localhost")
                .containsEntry("portal.url", "http://portal.lab.localhost:" + properties.get("port") + "/")
                .containsEntry("password.alice", "Wonderland1!")
                .containsKeys("kdc.port", "ldap.port", "ready.seconds");
        Program.Result curl = Program.run(
                List.of("curl", "-s", "-o", "/dev/null", "-w", "%{http_code}", properties.getProperty("portal.url")),
                Map.of(),
                "");
        assertThat(curl.output()).isEqualTo("401");
    }

    @Test
    void keepsSecretsToItsOwner() throws Exception {
        awaitProperties(startInBackground());

        for (String name : List.of("lab.properties", "http.keytab")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home().resolve(name))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void endsItsLogWithASummaryWhenReady() throws Exception {
        Properties properties = awaitProperties(startInBackground());

        String log = Files.readString(log());

        assertThat(log.substring(log.indexOf("  directory ")))
                .startsWith("  directory  ldap://127.0.0.1:" + properties.get("ldap.port") + " ")
                .contains("10 accounts, 8 SPNs")
                .contains("  who        alice / Wonderland1!                 Finance, Staff\n")
                .contains("duplicate.lab.localhost              svc-dup-a, svc-dup-b: no ticket\n")
                .doesNotContain("INFO", "WARN", "ERROR");
    }

    @Test
    void logsOneLineForARecord() throws Exception {
        awaitProperties(startInBackground());

        assertThat(Files.readString(log()))
                .containsPattern("(?m)^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3} INFO  Gatehouse ")
                .doesNotContain("WARN", "ERROR", "org.apache");
    }

    @Test
    void endsInOrderWhenTerminated() throws Exception {
        Process process = startInBackground();
        Properties properties = awaitProperties(process);

        process.destroy();

        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(home().resolve("lab.properties")).doesNotExist();
        assertThat(home().resolve("work")).doesNotExist();
        assertThat(Files.readString(log())).endsWith("stopped\n");
        int port = URI.create(properties.getProperty("portal.url")).getPort();
        new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
    }

    @Test
    void refusesTakenPort() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Program.Result result = run("--port", Integer.toString(taken.getLocalPort()));

            assertThat(result.status()).isEqualTo(2);
            assertThat(result.output())
                    .isEqualTo("port " + taken.getLocalPort() + " is in use, which is to be the one of Tomcat\n");
            assertThat(home()).doesNotExist();
        }
    }

    @Test
    void refusesHomeOfRunningLab() throws Exception {
        awaitProperties(startInBackground());

        Program.Result result = run();

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.output()).isEqualTo("a lab is running already with --home " + home() + "\n");
        assertThat(home().resolve("lab.properties")).exists();
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

        Program.Result result = run("--domain", file.toString());

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.output()).isEqualTo("""
                %1$s:8: CN=Alice: no attribute is named servicePrincipalNam
                %1$s:12: CN=Staff: member: no user, computer or group is named bob
                """.formatted(file));
    }

    @Test
    void refusesDomainFileThatIsNotThere() throws Exception {
        Program.Result result = run("--domain", folder.resolve("none.ldif").toString());

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.output()).isEqualTo(folder.resolve("none.ldif") + " cannot be read: there is no such file\n");
    }

    @Test
    void refusesUnknownOption() throws Exception {
        Program.Result result = run("--prot", "8081");

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.output()).isEqualTo("there is no option --prot; --help lists the options\n");
    }

    @Test
    void explainsItself() throws Exception {
        Program.Result result = run("--help");

        assertThat(result.status()).isZero();
        assertThat(result.output()).isEqualTo(MainOptions.USAGE);
    }

    private Process startInBackground() throws IOException {
        Process process = Program.start(command(), Map.of(), log());
        started.add(process);
        return process;
    }

    private Program.Result run(String... arguments) throws IOException {
        return Program.run(command(arguments), Map.of(), "");
    }

    private List<String> command(String... arguments) {
        List<String> all = new ArrayList<>(
                List.of("--port", "0", "--kdc-port", "0", "--ldap-port", "0", "--home", home().toString()));
        all.addAll(List.of(arguments));
        return Program.java(List.of(), Main.class, all);
    }

    private Properties awaitProperties(Process process) throws IOException, InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        Path file = home().resolve("lab.properties");
        while (!Files.exists(file)) {
            if (process.waitFor(50, TimeUnit.MILLISECONDS) || Instant.now().isAfter(end)) {
                throw new AssertionError("The lab does not get ready: " + Files.readString(log()));
            }
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return properties;
    }

    private Path home() {
        return folder.resolve("home");
    }

    private Path log() {
        return folder.resolve("log");
    }
}
