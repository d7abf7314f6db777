package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.logging.Level;
import org.gatehouse.keytab.KeytabFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tomcat starts while a key file cannot be used. */
class OutageAtTheStartTest {
    @TempDir
    private Path directory;

    @Test
    void isOneLineOfTheLogAndTheApplicationStarts() throws Exception {
        try (LogRecorder everything = LogRecorder.ofEverything();
                TestTomcat tomcat = withKeytab("late.keytab")) {
            assertThat(tomcat.context().getState().isAvailable()).isTrue();
            assertThat(everything.records(Level.WARNING)).singleElement().satisfies(record -> {
                assertThat(record.getLevel()).isEqualTo(Level.SEVERE);
                assertThat(record.getThrown()).isNull();
                assertThat(record.getMessage())
                        .startsWith("GH-C015: keytab: " + late() + " cannot be read: there is no such file."
                                + " Until this is fixed, requests that need a sign-in get 503. Check the path: ");
            });
            assertThat(tomcat.lines(Level.INFO)).hasSize(1);
        }
    }

    @Test
    void answers503WithTheCodeToEveryRequestThatNeedsASignIn() throws Exception {
        try (TestTomcat tomcat = withKeytab("late.keytab")) {
            HttpResponse<String> response = tomcat.get("/", Negotiate.alice());

            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.body()).contains("GH-C015");
        }
    }

    @Test
    void endsAsSoonAsTheFileIsRight() throws Exception {
        try (TestTomcat tomcat = withKeytab("late.keytab")) {
            write(KeytabFixture.file());
            lookTwice(tomcat);

            assertThat(tomcat.get("/", Negotiate.alice()).body()).startsWith("alice@EXAMPLE.COM");
            assertThat(tomcat.lines(Level.INFO))
                    .last()
                    .isEqualTo("Gatehouse now uses the keys in " + late()
                            + ": HTTP/portal.example.com@EXAMPLE.COM kvno 7 aes256-sha1");
        }
    }

    @Test
    void isToldAnewWhenItHasAnotherReason() throws Exception {
        try (TestTomcat tomcat = withKeytab("late.keytab")) {
            write(new byte[0]);
            lookTwice(tomcat);
            lookTwice(tomcat);

            assertThat(tomcat.lines(Level.SEVERE))
                    .satisfiesExactly(
                            first -> assertThat(first).startsWith("GH-C015: "),
                            second -> assertThat(second)
                                    .startsWith("GH-C016: keytab: " + late() + " holds no key at all. Until this"));
        }
    }

    @Test
    void ofOneFileIsOneOfAll() throws Exception {
        try (TestTomcat tomcat = withKeytab("http.keytab, late.keytab")) {
            assertThat(tomcat.get("/", Negotiate.alice()).statusCode()).isEqualTo(503);

            write(KeytabFixture.file(KeytabFixture.entry("PARTNER.COM", 7, new byte[32])));
            lookTwice(tomcat);

            assertThat(tomcat.get("/", Negotiate.alice()).body()).startsWith("alice@EXAMPLE.COM");
        }
    }

    @Test
    void hasNoKeysToShow() throws Exception {
        try (TestTomcat tomcat = withKeytab("late.keytab")) {
            assertThat(tomcat.valve().getKeys()).isEmpty();
        }
    }

    @Test
    void isExplainedByOneLineForEachFile() throws Exception {
        write(new byte[] {'k', 'e', 'y'});
        try (TestTomcat tomcat = withKeytab("gone.keytab, late.keytab")) {
            assertThat(tomcat.lines(Level.SEVERE))
                    .satisfiesExactly(
                            first -> assertThat(first)
                                    .startsWith("GH-C015: keytab: " + directory.resolve("gone.keytab")),
                            second -> assertThat(second).startsWith("GH-C003: keytab: " + late()))
                    .allSatisfy(line -> assertThat(line.lines()).hasSize(1));
        }
    }

    @Test
    void isNoSecretsBusiness() throws Exception {
        Files.writeString(directory.resolve("portal.password"), "hunter2\nhunter3");
        try (TestTomcat tomcat = TestTomcat.withoutKeytab(directory, valve -> {
            valve.setAccount("svc-portal@EXAMPLE.COM");
            valve.setPasswordFile("portal.password");
            valve.setSpn("*");
        })) {
            assertThat(tomcat.lines(Level.ALL))
                    .anyMatch(line -> line.startsWith("GH-C011: "))
                    .noneMatch(line -> line.contains("hunter"));
        }
    }

    private TestTomcat withKeytab(String keytab) throws Exception {
        return TestTomcat.started(directory, valve -> valve.setKeytab(keytab), context -> {});
    }

    private Path late() {
        return directory.resolve("late.keytab");
    }

    private void write(byte[] content) throws IOException {
        Files.write(late(), content);
        Files.setPosixFilePermissions(late(), PosixFilePermissions.fromString("rw-------"));
    }

    private static void lookTwice(TestTomcat tomcat) {
        tomcat.valve().tick();
        tomcat.valve().tick();
    }
}
