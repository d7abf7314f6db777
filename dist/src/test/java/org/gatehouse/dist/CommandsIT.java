package org.gatehouse.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gatehouse.lab.client.Program;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands inside the JAR, with the JDK alone: no Tomcat on the class path. */
final class CommandsIT {
    @TempDir
    Path directory;

    private Path valve;

    @BeforeEach
    void extractValve() throws IOException {
        valve = Archive.extractValve(directory);
    }

    @Test
    void jarTellsWhatItIs() throws IOException {
        Program.Result run = run();

        assertThat(run.status()).as(run.output()).isZero();
        assertThat(run.output())
                .startsWith("Gatehouse ")
                .contains(
                        "doctor [--keytab FILE]...",
                        "spn NAME|URL...",
                        "keytab list FILE",
                        "keytab create",
                        "Exit status: 0");
    }

    @Test
    void jarTellsItsVersion() throws IOException {
        assertThat(run("--version").output()).matches("Gatehouse \\d+\\.\\d+\\.\\d+\\S*\\s*");
    }

    @Test
    void doctorFindsASmallHeaderLimitAndAKeytabWithoutKeys() throws IOException {
        Path keytab = Files.write(directory.resolve("http.keytab"), new byte[] {5, 2});
        Files.setPosixFilePermissions(keytab, PosixFilePermissions.fromString("rw-------"));
        Path server = Files.writeString(
                directory.resolve("server.xml"), "<Server><Service><Connector port='8080'/></Service></Server>");

        Program.Result doctor = run("doctor", "--keytab", keytab.toString(), "--server-xml", server.toString());

        assertThat(doctor.status()).as(doctor.output()).isEqualTo(1);
        assertThat(doctor.output())
                .contains("GH-C016", "connector \"http-nio-8080\" accepts headers up to 8 KiB")
                .endsWith("1 warning, 2 errors" + System.lineSeparator());
    }

    @Test
    void doctorReadsTheAttributesOfTheValveWithoutItsClass() throws IOException {
        Path keytab = Files.write(directory.resolve("http.keytab"), new byte[] {5, 2});
        Path context = Files.writeString(
                directory.resolve("context.xml"),
                "<Context><Valve className='org.gatehouse.valve.SsoAuthenticator' keytap='x'/></Context>");

        assertThat(run("doctor", "--keytab", keytab.toString(), "--context-xml", context.toString())
                        .output())
                .contains("keytap: the valve has no such attribute.");
    }

    @Test
    void spnAsksTheResolverOfTheJdk() throws IOException {
        Program.Result spn = run("spn", "https://portal.invalid/");

        assertThat(spn.status()).as(spn.output()).isZero();
        assertThat(spn.output()).contains("portal.invalid is not known to this machine's resolver");
    }

    /** The keys are those that MIT's ktutil makes of the same password and salt (addent -password). */
    @Test
    void keytabIsMadeOfAPipedPasswordAndReadByMit() throws IOException {
        String keytab = directory.resolve("made.keytab").toString();

        Program.Result create = pipe(
                "Builder1!\n",
                "keytab",
                "create",
                "--principal",
                "HTTP/portal.example.com@EXAMPLE.COM",
                "--account",
                "svc-portal",
                "--kvno",
                "300",
                "--enctypes",
                "aes256-sha1,aes256-sha2,rc4-hmac",
                "--out",
                keytab);

        assertThat(create.status()).as(create.output()).isZero();
        assertThat(create.output()).doesNotContain("Builder1!");
        assertThat(Program.run(List.of("klist", "-k", "-K", "-e", keytab), Map.of(), "")
                        .output())
                .contains(
                        " 300 HTTP/portal.example.com@EXAMPLE.COM (aes256-cts-hmac-sha1-96)  (0x885307579e2829e061ffd24b218d8037aad1260880d1eca1587c048b54e65de4)",
                        " 300 HTTP/portal.example.com@EXAMPLE.COM (aes256-cts-hmac-sha384-192)  (0x0504748a817687398923251fae35cbb1259360c45e6feef8e0ea3dbc4dfdabb8)",
                        "arcfour-hmac)  (0x9621a0aeccbaef0b743800f841574283)");
    }

    @Test
    void wrongUseHasAStatusOfItsOwn() throws IOException {
        assertThat(run("doktor").status()).isEqualTo(2);
    }

    private Program.Result run(String... words) throws IOException {
        return pipe("", words);
    }

    private Program.Result pipe(String input, String... words) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", valve.toString()));
        command.addAll(List.of(words));
        return Program.run(command, Map.of(), input);
    }
}
