package org.gatehouse.lab.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.gatehouse.lab.InALab;
import org.gatehouse.lab.account.Account;
import org.gatehouse.lab.kdc.crypto.AccountKeys;
import org.gatehouse.lab.kdc.keytab.AccountKeytab;
import org.gatehouse.lab.kdc.keytab.KeytabPrincipal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkstationIT extends InALab {
    @AutoClose
    private Workstation workstation;

    @BeforeEach
    void sitDown() throws Exception {
        workstation = lab.workstation();
    }

    @AfterEach
    void putClocksRight() {
        lab.workstationClock().setShift(Duration.ZERO);
    }

    private void logOn(String... options) throws IOException {
        workstation.kinit("alice", "Wonderland1!", options).orThrow();
    }

    @Test
    void logsOnWithPassword() throws Exception {
        logOn();

        assertThat(workstation.klist().output())
                .contains("Default principal: alice@LAB.LOCALHOST")
                .contains("krbtgt/LAB.LOCALHOST@LAB.LOCALHOST")
                .contains("Flags: F");
    }

    @Test
    void logsOnWithKeytab(@TempDir Path folder) throws Exception {
        Account alice = lab.realm().directory().accounts().findByName("alice").get(0);
        Path keytab = folder.resolve("alice.keytab");
        AccountKeytab.write(
                keytab, List.of(new KeytabPrincipal("LAB.LOCALHOST", "alice", AccountKeys.of("LAB.LOCALHOST", alice))));

        workstation.kinitByKeytab("alice", keytab).orThrow();

        assertThat(workstation.klist().output()).contains("Default principal: alice@LAB.LOCALHOST");
    }

    @Test
    void renewsTicket() throws Exception {
        logOn("-l", "10m", "-r", "1h");
        byte[] before = Files.readAllBytes(workstation.ticketCache());

        workstation.renew().orThrow();

        assertThat(Files.readAllBytes(workstation.ticketCache())).isNotEqualTo(before);
        assertThat(workstation.klist().output()).contains("Flags: FR");
    }

    @Test
    void getsServiceTicket() throws Exception {
        logOn();

        assertThat(workstation.kvno("HTTP/portal.lab.localhost").orThrow().output())
                .isEqualTo("HTTP/portal.lab.localhost@LAB.LOCALHOST: kvno = 1\n");
    }

    @Test
    void throwsTicketsAway() throws Exception {
        logOn();

        workstation.kdestroy().orThrow();

        assertThat(workstation.ticketCache()).doesNotExist();
        assertThat(workstation.klist().status()).isEqualTo(1);
    }

    @Test
    void tellsWhyLogonFails() throws Exception {
        Program.Result result = workstation.kinit("alice", "wrong");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.output()).contains("Password incorrect");
    }

    @Test
    void signsOnOverHttpAndHttps() throws Exception {
        logOn();

        assertThat(workstation.signOn(lab.portal()).body()).startsWith("alice@LAB.LOCALHOST\n");
        assertThat(workstation.signOn(lab.securePortal()).body()).startsWith("alice@LAB.LOCALHOST\n");
    }

    @Test
    void signsOnUnderShortNameThatNobodyElseResolves() throws Exception {
        logOn();

        Response response =
                workstation.signOn(URI.create("http://portal:" + lab.portal().getPort() + "/"));

        assertThat(response.body()).contains("service   HTTP/portal@LAB.LOCALHOST\n");
    }

    @Test
    void offersNoTicketUnasked() throws Exception {
        logOn();

        Response response = workstation.get(lab.portal());

        assertThat(response.status()).isEqualTo(401);
        assertThat(response.header("WWW-Authenticate")).containsExactly("Negotiate");
    }

    @Test
    void keepsCookies() throws Exception {
        logOn();
        workstation.signOn(lab.portal(), "--cookie-jar", workstation.cookies().toString());

        Response response =
                workstation.get(lab.portal(), "--cookie", workstation.cookies().toString());

        assertThat(response.body()).contains("session   reused");
    }

    @Test
    void saysWhyThereIsNoResponse() {
        assertThatThrownBy(() -> workstation.get(URI.create("http://portal.lab.localhost:1/")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Failed to connect to portal.lab.localhost");
    }

    @Test
    void runsProgramsAtItsOwnTime() throws Exception {
        lab.workstationClock().setShift(Duration.ofHours(-30));

        String now = workstation.run("date", "+%s").orThrow().output().strip();

        assertThat(Instant.ofEpochSecond(Long.parseLong(now)))
                .isBetween(
                        Instant.now().minus(Duration.ofHours(31)), Instant.now().minus(Duration.ofHours(29)));
    }

    @Test
    void adoptsTheTimeOfTheKdc() throws Exception {
        lab.workstationClock().setShift(Duration.ofMinutes(20));

        logOn();

        assertThat(workstation.signOn(lab.portal()).status()).isEqualTo(200);
    }

    @Test
    void isRefusedForItsTimeWhenToldNotToAdoptTheKdcs() throws Exception {
        lab.workstationClock().setShift(Duration.ofMinutes(20));

        Program.Result result =
                workstation.configured("[libdefaults]\nkdc_timesync = 0").kinit("alice", "Wonderland1!");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.output()).contains("Clock skew too great");
    }

    @Test
    void tellsHowToInstallWhatIsMissingUnderAShiftedClockToo() {
        lab.workstationClock().setShift(Duration.ofMinutes(1));

        assertThatThrownBy(() -> workstation.run("no-such-program"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("apt-get install no-such-program");
    }

    @Test
    void readsItsOwnConfigurationBeforeTheLabs() throws Exception {
        workstation
                .configured("[libdefaults]\nforwardable = false")
                .kinit("alice", "Wonderland1!")
                .orThrow();

        assertThat(workstation.klist().output()).containsPattern("Flags: [^F]").contains("alice@LAB.LOCALHOST");
    }

    @Test
    void removesItsFilesWhenItIsTemporary() throws Exception {
        logOn();
        Path folder = workstation.ticketCache().getParent();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");

        workstation.close();

        assertThat(folder).doesNotExist();
    }

    @Test
    void leavesFolderOfSomebodyElse(@TempDir Path folder) throws Exception {
        try (Workstation there = new Workstation(lab, folder)) {
            there.kinit("alice", "Wonderland1!").orThrow();
        }

        assertThat(folder.resolve("ccache")).exists();
    }
}
