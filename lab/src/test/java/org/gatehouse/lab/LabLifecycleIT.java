package org.gatehouse.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.gatehouse.lab.client.Workstation;
import org.gatehouse.lab.directory.file.DomainFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabLifecycleIT {
    private static final String NO_PORTAL = "corp.ldif: one account alone has to have the servicePrincipalName"
            + " HTTP/portal.corp.localhost or HOST/portal.corp.localhost: nobody could sign in to the portal";

    @Test
    void leavesNothingBehind() throws Exception {
        Remains before = Remains.now();

        Path files;
        try (Lab lab = Lab.start()) {
            files = lab.krb5Conf().getParent();
            Readiness.check(lab);
            assertThat(Remains.now()).isNotEqualTo(before);
        }

        assertThat(files).doesNotExist();
        Remains.assertNoneSince(before);
    }

    @Test
    void keepsItsFilesToItsOwner() throws Exception {
        try (Lab lab = Lab.start()) {
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(lab.keytab().getParent())))
                    .isEqualTo("rwx------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(lab.keytab())))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void closesWhileClientsAreConnected() throws Exception {
        Lab lab = Lab.start();
        try (Socket ldap =
                        new Socket(InetAddress.getLoopbackAddress(), lab.ldap().getPort());
                Socket kdc =
                        new Socket(InetAddress.getLoopbackAddress(), lab.kdc().getPort());
                Socket http = new Socket(
                        InetAddress.getLoopbackAddress(), lab.portal().getPort())) {
            http.getOutputStream().write("GET / HT".getBytes(StandardCharsets.US_ASCII));

            lab.close();

            for (Socket socket : List.of(ldap, kdc, http)) {
                assertThat(hasEnded(socket)).isTrue();
            }
        }
    }

    /** Whatever comes before the end; a connection with bytes that nobody has read ends with a reset. */
    private static boolean hasEnded(Socket socket) throws IOException {
        socket.setSoTimeout(60_000);
        try {
            socket.getInputStream().readAllBytes();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (SocketException e) {
            return true;
        }
    }

    @Test
    void canBeClosedTwice() throws Exception {
        Lab lab = Lab.start();
        lab.close();

        lab.close();
    }

    @Test
    void runsDomainOfAnotherName(@TempDir Path folder) throws Exception {
        DomainFile domain = new DomainFile("corp.ldif", """
                dn: DC=corp,DC=localhost

                dn: CN=krbtgt
                objectClass: user

                dn: CN=eve
                objectClass: user
                userPassword: Paradise1!

                dn: CN=portal
                objectClass: computer
                """);

        try (Lab lab = Lab.start(LabOptions.defaults().withDomains(domain))) {
            Workstation workstation = new Workstation(lab, folder);
            assertThat(workstation.kinit("eve", "Paradise1!").status()).isZero();

            assertThat(lab.portal().getHost()).isEqualTo("portal.corp.localhost");
            assertThat(workstation.negotiate(lab.portal()).output()).contains("\neve@CORP.LOCALHOST\n");
        }
    }

    @Test
    void refusesDomainWhosePortalNobodyOwns() {
        DomainFile domain = new DomainFile("corp.ldif", """
                dn: DC=corp,DC=localhost

                dn: CN=krbtgt
                objectClass: user

                dn: CN=WS1
                objectClass: computer
                """);

        assertThatThrownBy(() -> Lab.start(LabOptions.defaults().withDomains(domain)))
                .isInstanceOf(LabException.class)
                .hasMessage(NO_PORTAL);
    }

    @Test
    void refusesDomainWhosePortalHasTwoOwners() {
        DomainFile domain = new DomainFile("corp.ldif", """
                dn: DC=corp,DC=localhost

                dn: CN=krbtgt
                objectClass: user

                dn: CN=PORTAL
                objectClass: computer

                dn: CN=one
                objectClass: user
                servicePrincipalName: HTTP/portal.corp.localhost

                dn: CN=other
                objectClass: user
                servicePrincipalName: http/Portal.corp.localhost
                """);

        assertThatThrownBy(() -> Lab.start(LabOptions.defaults().withDomains(domain)))
                .isInstanceOf(LabException.class)
                .hasMessage(NO_PORTAL);
    }

    @Test
    void takesTimeFromItsClock(@TempDir Path folder) throws Exception {
        InstantSource later = () -> Instant.now().plus(Duration.ofHours(3));

        try (Lab lab = Lab.start(LabOptions.defaults().withClock(later))) {
            Workstation workstation = new Workstation(lab, folder);
            assertThat(workstation.kinit("alice", "Wonderland1!").status()).isZero();
            workstation.negotiate(lab.portal());

            assertThat(lab.log().kdcEvents())
                    .isNotEmpty()
                    .allMatch(event -> event.at().isAfter(Instant.now().plus(Duration.ofHours(2))));
        }
    }

    @Test
    void tellsEveryPortThatIsInUse() throws Exception {
        Remains before = Remains.now();
        try (ServerSocket http = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket ldap = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            LabOptions options =
                    LabOptions.defaults().withPorts(new LabPorts(http.getLocalPort(), 0, 0, ldap.getLocalPort(), 0));

            LabException failure = catchThrowableOfType(LabException.class, () -> Lab.start(options));

            assertThat(failure.reason()).isEqualTo(LabException.Reason.PORT_IN_USE);
            assertThat(failure).hasMessage("""
                    port %d is in use, which is to be the one of Tomcat
                    port %d is in use, which is to be the one of LDAP""", http.getLocalPort(), ldap.getLocalPort());
        }
        Remains.assertNoneSince(before);
    }

    @Test
    void stopsWhatItHadStartedWhenDomainFileIsWrong(@TempDir Path home) throws Exception {
        Remains before = Remains.now();
        DomainFile wrong = new DomainFile("wrong.ldif", "dn: DC=lab,DC=localhost\ncn: lab\n");

        LabException failure = catchThrowableOfType(
                LabException.class,
                () -> Lab.start(LabOptions.defaults().withDomains(wrong).withHome(home)));

        assertThat(failure.reason()).isEqualTo(LabException.Reason.DOMAIN_FILE);
        assertThat(failure).hasMessage("""
                wrong.ldif:1: the domain needs a user krbtgt: its key seals the tickets
                wrong.ldif:2: DC=lab,DC=localhost: cn does not belong to the domain itself""");
        assertThat(namesIn(home)).containsExactlyInAnyOrder("lab.lock", ".lab.lock");
        Remains.assertNoneSince(before);
    }

    @Test
    void stopsWhatItHadStartedWhenHomeCannotBeUsed(@TempDir Path folder) throws Exception {
        Remains before = Remains.now();
        Path file = Files.writeString(folder.resolve("file"), "not a directory");

        LabException failure = catchThrowableOfType(
                LabException.class, () -> Lab.start(LabOptions.defaults().withHome(file)));

        assertThat(failure.reason()).isEqualTo(LabException.Reason.FAILED);
        Remains.assertNoneSince(before);
    }

    @Test
    void clearsAwayWhatAKilledLabHasLeftInItsHome(@TempDir Path home) throws Exception {
        Lab.start(LabOptions.defaults().withHome(home)).close();
        Path left = Files.createDirectories(home.resolve("work/tomcat")).resolve("left");
        Files.writeString(left, "by another");

        try (Lab lab = Lab.start(LabOptions.defaults().withHome(home))) {
            assertThat(left).doesNotExist();
            assertThat(lab.krb5Conf()).isEqualTo(home.resolve("krb5.conf"));
        }

        assertThat(namesIn(home))
                .containsExactlyInAnyOrder(
                        "krb5.conf",
                        "http.keytab",
                        "portal.roles",
                        "sso-conditions.xml",
                        "ca.pem",
                        "lab.lock",
                        ".lab.lock");
    }

    @Test
    void refusesHomeThatIsSomebodyElses(@TempDir Path home) throws Exception {
        Path precious = Files.createDirectories(home.resolve("work")).resolve("precious");
        Files.writeString(precious, "of another program");

        LabException failure = catchThrowableOfType(
                LabException.class, () -> Lab.start(LabOptions.defaults().withHome(home)));

        assertThat(failure.reason()).isEqualTo(LabException.Reason.HOME_NOT_EMPTY);
        assertThat(failure).hasMessage("--home " + home + " is not empty and not a lab's: choose another directory");
        assertThat(precious).hasContent("of another program");
        assertThat(namesIn(home)).containsExactly("work");
    }

    @Test
    void takesHomeThatTheScriptsHaveMade(@TempDir Path home) throws Exception {
        Files.createFile(home.resolve("up.lock"));
        Files.createFile(home.resolve("build.log"));

        try (Lab lab = Lab.start(LabOptions.defaults().withHome(home))) {
            assertThat(lab.keytab()).isEqualTo(home.resolve("http.keytab"));
        }
    }

    @Test
    void makesHomeForItsOwnerAlone(@TempDir Path folder) throws Exception {
        Path home = folder.resolve("new/home");

        Lab.start(LabOptions.defaults().withHome(home)).close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home)))
                .isEqualTo("rwx------");
    }

    @Test
    void leavesPermissionsOfHomeThatIsThereAsTheyAre(@TempDir Path home) throws Exception {
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));

        Lab.start(LabOptions.defaults().withHome(home)).close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home)))
                .isEqualTo("rwxr-xr-x");
    }

    @Test
    void keepsSecondLabOutOfItsHome(@TempDir Path home) throws Exception {
        try (Lab lab = Lab.start(LabOptions.defaults().withHome(home))) {
            for (int attempt = 1; attempt <= 2; attempt++) {
                LabException failure = catchThrowableOfType(
                        LabException.class,
                        () -> Lab.start(LabOptions.defaults().withHome(home)));

                assertThat(failure.reason()).isEqualTo(LabException.Reason.HOME_IN_USE);
            }
            assertThat(home.resolve("work")).isDirectory();
            Readiness.check(lab);
        }
    }

    private static List<String> namesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
