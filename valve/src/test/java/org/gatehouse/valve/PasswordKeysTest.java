package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.logging.Level;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.keytab.ServiceAccount;
import org.gatehouse.secret.SecretChars;
import org.gatehouse.secret.TestCleanup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An account whose password is known, instead of its keytab. */
class PasswordKeysTest {
    private static final ServiceAccount ACCOUNT = new ServiceAccount("svc-portal", Forge.REALM);
    private static final String PORTAL = Forge.SPN;

    @TempDir
    private Path directory;

    @BeforeEach
    void writeThePassword() throws IOException {
        write("Builder1!\n");
    }

    @Test
    void openTicketsOfEveryVersion() throws Exception {
        try (TestTomcat tomcat = started(PORTAL)) {
            for (long kvno : new long[] {1, 2, 300, 0}) {
                assertThat(signOn(tomcat, sealedBy("Builder1!", OptionalLong.of(kvno))))
                        .startsWith("alice@EXAMPLE.COM");
            }
            assertThat(signOn(tomcat, sealedBy("Builder1!", OptionalLong.empty())))
                    .startsWith("alice@EXAMPLE.COM");
        }
    }

    @Test
    void serveTheNamesThatAreListed() throws Exception {
        try (TestTomcat tomcat = started("HTTP/alias.example.com")) {
            Consumer<Forge> sealed = sealedBy("Builder1!", OptionalLong.of(2));

            assertThat(signOn(tomcat, sealed.andThen(forge -> forge.sname = "HTTP/alias.example.com")))
                    .startsWith("alice@EXAMPLE.COM");
            assertThat(signOn(tomcat, sealed)).contains("GH-K009");
            assertThat(RefusalLine.lastCode(tomcat)).isEqualTo("GH-K017");
        }
    }

    @Test
    void serveAnyNameWhereItIsLeftToTheDomain() throws Exception {
        try (TestTomcat tomcat = started("*")) {
            assertThat(signOn(
                            tomcat,
                            sealedBy("Builder1!", OptionalLong.of(2))
                                    .andThen(forge -> forge.sname = "HTTP/whatever.example.com")))
                    .startsWith("alice@EXAMPLE.COM");
        }
    }

    @Test
    void standInTheBannerWithoutAVersion() throws Exception {
        try (TestTomcat tomcat = started(PORTAL)) {
            assertThat(tomcat.lines(Level.INFO))
                    .singleElement()
                    .asString()
                    .endsWith("  HTTP/portal.example.com@EXAMPLE.COM   kvno any   aes128-sha1 aes256-sha1 aes128-sha2"
                            + " aes256-sha2   " + file() + " (svc-portal@EXAMPLE.COM)");
        }
    }

    @Test
    void areExplainedWhereTheyDoNotOpen() throws Exception {
        try (TestTomcat tomcat = started(PORTAL)) {
            assertThat(signOn(tomcat, sealedBy("Wonderland1!", OptionalLong.of(8))))
                    .contains("GH-K009");

            assertThat(tomcat.lines(Level.WARNING))
                    .singleElement()
                    .extracting(line -> RefusalLine.of(line).failure())
                    .asString()
                    .startsWith("GH-K012 KRB_AP_ERR_MODIFIED (41): the ticket for"
                            + " \"HTTP/portal.example.com@EXAMPLE.COM\" (aes256-sha1) cannot be decrypted with the key"
                            + " that the password in " + file() + " (svc-portal@EXAMPLE.COM) makes with the salt"
                            + " \"EXAMPLE.COMsvc-portal\". Usually the account's password has been changed, or the name"
                            + " is registered on another account (setspn -Q HTTP/portal.example.com).");
        }
    }

    @Test
    void areExplainedWhereAnyNameIsRight() throws Exception {
        try (TestTomcat tomcat = started("*")) {
            signOn(tomcat, sealedBy("Wonderland1!", OptionalLong.of(8)));

            assertThat(tomcat.lines(Level.WARNING))
                    .singleElement()
                    .extracting(line -> RefusalLine.of(line).failure())
                    .asString()
                    .startsWith("GH-K012 KRB_AP_ERR_MODIFIED (41): the ticket for"
                            + " \"HTTP/portal.example.com@EXAMPLE.COM\" (aes256-sha1) cannot be decrypted with the key"
                            + " that the password in ");
        }
    }

    @Test
    void changeWithTheFile() throws Exception {
        try (TestTomcat tomcat = started(PORTAL)) {
            write("Wonderland1!");
            lookTwice(tomcat);

            assertThat(signOn(tomcat, sealedBy("Wonderland1!", OptionalLong.of(3))))
                    .startsWith("alice@EXAMPLE.COM");
            assertThat(tomcat.lines(Level.INFO)).last().asString().doesNotContain("Wonderland1!");
        }
    }

    @Test
    void ofThePreviousPasswordStayForTicketsFromBefore() throws Exception {
        try (TestTomcat tomcat = started(PORTAL)) {
            write("Wonderland1!");
            lookTwice(tomcat);

            assertThat(signOn(tomcat, sealedBy("Builder1!", OptionalLong.of(2))))
                    .startsWith("alice@EXAMPLE.COM");
            assertThat(signOn(tomcat, sealedBy("Wonderland1!", OptionalLong.of(3))))
                    .startsWith("alice@EXAMPLE.COM");
            assertThat(signOn(tomcat, sealedBy("Another1!", OptionalLong.of(4))))
                    .contains("GH-K009");
        }
    }

    @Test
    void ofThePreviousPasswordEndWithTheLastTicketThatCanHaveBeenMadeWithThem() throws Exception {
        AtomicReference<Instant> now = new AtomicReference<>(Forge.NOW.minusSeconds(3600));
        SsoAuthenticator valve = new SsoAuthenticator(now::get, Duration.ofDays(1));
        configure(valve, PORTAL);
        valve.setTicketLifetime("3600");
        try (TestTomcat tomcat = TestTomcat.with(directory, valve)) {
            write("Wonderland1!");
            lookTwice(tomcat);

            now.set(Forge.NOW.minusSeconds(1));
            tomcat.valve().tick();
            assertThat(signOn(tomcat, sealedBy("Builder1!", OptionalLong.of(2))))
                    .startsWith("alice@EXAMPLE.COM");

            now.set(Forge.NOW);
            tomcat.valve().tick();
            assertThat(signOn(tomcat, sealedBy("Builder1!", OptionalLong.of(2))))
                    .contains("GH-K009");
            assertThat(signOn(tomcat, sealedBy("Wonderland1!", OptionalLong.of(3))))
                    .startsWith("alice@EXAMPLE.COM");
        }
    }

    /** A tool that writes a placeholder first, or a typing error. */
    @Test
    void ofAPasswordThatTheFileHeldForAMomentAreNotKept() throws Exception {
        try (TestTomcat tomcat = started(PORTAL)) {
            write("Placeholder1!");
            lookTwice(tomcat);
            write("Wonderland1!");
            lookTwice(tomcat);

            assertThat(signOn(tomcat, sealedBy("Placeholder1!", OptionalLong.of(2))))
                    .contains("GH-K009");
            assertThat(signOn(tomcat, sealedBy("Builder1!", OptionalLong.of(2))))
                    .startsWith("alice@EXAMPLE.COM");
            assertThat(signOn(tomcat, sealedBy("Wonderland1!", OptionalLong.of(3))))
                    .startsWith("alice@EXAMPLE.COM");
        }
    }

    @Test
    void ofANewPasswordAreFoundByTheFirstTicketThatNeedsThem() throws Exception {
        try (TestTomcat tomcat = started(PORTAL)) {
            write("Wonderland1!");

            assertThat(signOn(tomcat, sealedBy("Wonderland1!", OptionalLong.of(3))))
                    .startsWith("alice@EXAMPLE.COM");
            assertThat(signOn(tomcat, sealedBy("Builder1!", OptionalLong.of(2))))
                    .startsWith("alice@EXAMPLE.COM");
        }
    }

    @Test
    void stayWhatTheyAreWhenTheFileIsBroken() throws Exception {
        try (TestTomcat tomcat = started(PORTAL)) {
            write("\n");
            lookTwice(tomcat);

            assertThat(signOn(tomcat, sealedBy("Builder1!", OptionalLong.of(2))))
                    .startsWith("alice@EXAMPLE.COM");
            assertThat(tomcat.lines(Level.WARNING))
                    .singleElement()
                    .asString()
                    .startsWith("GH-C009: GH-C011, passwordFile: " + file() + " holds no password: it is empty.");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "rw-----w-"})
    void areNotForEverybodyToRead(String permissions) throws Exception {
        write("Builder1!\n", permissions);
        try (TestTomcat tomcat = started(PORTAL)) {
            assertThat(tomcat.lines(Level.WARNING))
                    .singleElement()
                    .asString()
                    .startsWith("GH-C013: " + file() + " can be read or changed by every user of this machine ("
                            + permissions + "). chmod 600 " + file() + ", ")
                    .endsWith("If that may have happened, change the account's password.");
            assertThat(signOn(tomcat, sealedBy("Builder1!", OptionalLong.of(2))))
                    .startsWith("alice@EXAMPLE.COM");
        }
    }

    @Test
    void mayBeForTomcatsGroupToRead() throws Exception {
        write("Builder1!\n", "rw-r-----");
        try (TestTomcat tomcat = started(PORTAL)) {
            assertThat(tomcat.lines(Level.WARNING)).isEmpty();
        }
    }

    @Test
    void areLookedAtAgainWhenTheyChange() throws Exception {
        try (TestTomcat tomcat = started(PORTAL)) {
            write("Wonderland1!", "rw-r--r--");
            lookTwice(tomcat);

            assertThat(tomcat.lines(Level.WARNING)).singleElement().asString().startsWith("GH-C013: ");
        }
    }

    private TestTomcat started(String spn) throws Exception {
        return TestTomcat.withoutKeytab(directory, valve -> configure(valve, spn));
    }

    private static void configure(SsoAuthenticator valve, String spn) {
        valve.setAccount(ACCOUNT.toString());
        valve.setPasswordFile("portal.password");
        valve.setSpn(spn);
    }

    private static void lookTwice(TestTomcat tomcat) {
        tomcat.valve().tick();
        tomcat.valve().tick();
    }

    private Path file() {
        return directory.resolve("portal.password");
    }

    private void write(String content) throws IOException {
        write(content, "rw-------");
    }

    private void write(String content, String permissions) throws IOException {
        Path file = Files.writeString(file(), content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private static Consumer<Forge> sealedBy(String password, OptionalLong kvno) {
        byte[] key = TestCleanup.closes(
                        ACCOUNT.key(EncryptionType.AES256_CTS_HMAC_SHA1_96, SecretChars.adopt(password.toCharArray())))
                .value()
                .use((array, offset, length) -> Arrays.copyOfRange(array, offset, offset + length));
        return forge -> {
            forge.serviceKey = key;
            forge.kvno = kvno;
        };
    }

    private static String signOn(TestTomcat tomcat, Consumer<Forge> change) throws Exception {
        byte[] token = Forge.with(change).spnego().toArray();
        return tomcat.get(
                        "/", "Authorization", "Negotiate " + Base64.getEncoder().encodeToString(token))
                .body();
    }
}
