package org.gatehouse.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.cli.Run;
import org.gatehouse.keytab.KeytabFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Anyone who can write the keys can be any user: by the file, by a directory above it, or by a link. */
class KeyFileOwnersTest {
    private static final byte[] STOLEN = Arrays.copyOf(new byte[] {6, 6, 6}, 32);
    /** Any user that every Linux has, and that nobody is. */
    private static final String SOMEBODY = "nobody";

    @TempDir
    private Path base;

    private Path keys;
    private Path keytab;

    @BeforeEach
    void makeKeytab() throws Exception {
        keys = Files.createDirectories(base.resolve("conf/keys"));
        keytab = keys.resolve("service.keytab");
        write(keytab, KeytabFixture.file(), "rw-------");
    }

    private static void write(Path file, byte[] content, String mode) throws IOException {
        Files.write(file, content);
        mode(file, mode);
    }

    private static void mode(Path file, String mode) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    /** As root, who runs this in a container, may; others only where the file is theirs anyway. */
    private static boolean give(Path file) throws IOException {
        try {
            Files.setOwner(
                    file, file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(SOMEBODY));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void shell(String... words) throws Exception {
        assertThat(new ProcessBuilder(words).start().waitFor()).isZero();
    }

    private AttackedTomcat start(String... attributes) throws Exception {
        AttackedSite site = new AttackedSite(base).with("keytab", keytab.toString());
        for (int i = 0; i < attributes.length; i += 2) {
            site.with(attributes[i], attributes[i + 1]);
        }
        return site.start();
    }

    private static String forged() {
        return ForgedTokens.with(forge -> {
            forge.serviceKey = STOLEN;
            forge.kvno = java.util.OptionalLong.of(8);
        });
    }

    /**
     * Puts keys of the attacker beside the old ones, and brings tickets until a sign-in or the log answers. A valve that
     * says nothing and refuses for as long as it takes to look at the files several times has refused.
     */
    private static int statusAfterAChange(AttackedTomcat tomcat, Path file) throws Exception {
        byte[] both = KeytabFixture.file(KeytabFixture.entry(7, Forge.SERVICE_KEY), KeytabFixture.entry(8, STOLEN));
        int before = tomcat.log.with(Level.WARNING, "GH-C0").size();
        Files.write(file, both);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
        int status = tomcat.status(forged());
        while (status != 200 && tomcat.log.with(Level.WARNING, "GH-C0").size() == before && System.nanoTime() < end) {
            status = tomcat.status(forged());
        }
        return status;
    }

    private static void assertWarned(AttackedTomcat tomcat, Path named) {
        assertThat(tomcat.log.with(Level.WARNING, "GH-C0"))
                .anySatisfy(line -> assertThat(line).contains(named.toString()));
    }

    private static void assertSilent(AttackedTomcat tomcat) {
        assertThat(tomcat.log.with(Level.WARNING, "GH-C0").stream().filter(line -> !line.contains("GH-C014")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-rw----", "rw--w----", "rw-----w-", "rw-rw-rw-", "rwxrwxrwx", "r---w----"})
    void administratorsAreToldOfAFileThatOthersCanWrite(String mode) throws Exception {
        mode(keytab, mode);
        try (AttackedTomcat tomcat = start()) {
            assertWarned(tomcat, keytab);
            assertThat(tomcat.status(ForgedTokens.alice())).isEqualTo(200);
            assertThat(statusAfterAChange(tomcat, keytab)).isNotEqualTo(200);
            assertThat(tomcat.status(ForgedTokens.alice())).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({"conf/keys, rwxrwxr-x", "conf/keys, rwx-wx---", "conf, rwxrwxrwx", "conf, rwx----wx", "., rwxrwxrwx"})
    void administratorsAreToldOfADirectoryThatOthersCanWrite(String directory, String mode) throws Exception {
        Path open = base.resolve(directory).normalize();
        mode(open, mode);
        try (AttackedTomcat tomcat = start()) {
            assertWarned(tomcat, open);
            assertThat(tomcat.status(ForgedTokens.alice())).isEqualTo(200);
            assertThat(statusAfterAChange(tomcat, keytab)).isNotEqualTo(200);
            assertThat(tomcat.status(ForgedTokens.alice())).isEqualTo(200);
        } finally {
            mode(open, "rwx------");
        }
    }

    /** Nobody removes or renames another one's file in a sticky directory. */
    @ParameterizedTest
    @ValueSource(strings = {"conf/keys", "conf"})
    void gatehouseIsSilentAboutAStickyDirectory(String directory) throws Exception {
        shell("chmod", "1777", base.resolve(directory).toString());
        try (AttackedTomcat tomcat = start()) {
            assertSilent(tomcat);
            assertThat(statusAfterAChange(tomcat, keytab)).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "r--r-----", "r--------", "rw-------", "rwx------"})
    void gatehouseIsSilentAboutAFileThatOnlyTheGroupCanRead(String mode) throws Exception {
        mode(keytab, mode);
        try (AttackedTomcat tomcat = start()) {
            assertSilent(tomcat);
            assertThat(statusAfterAChange(tomcat, keytab)).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "r--r--r--", "rw----r--"})
    void administratorsAreToldOfAFileThatEverybodyCanRead(String mode) throws Exception {
        mode(keytab, mode);
        try (AttackedTomcat tomcat = start()) {
            assertWarned(tomcat, keytab);
            assertThat(tomcat.log.with(Level.WARNING, "GH-C013")).hasSize(1);
            assertThat(tomcat.status(ForgedTokens.alice())).isEqualTo(200);
        }
    }

    @Test
    void keysAreNotUsedFromAFileOfSomebodyElse() throws Exception {
        boolean given = give(keytab);
        try (AttackedTomcat tomcat = start()) {
            assertThat(tomcat.log.with(Level.WARNING, "GH-C024").isEmpty()).isNotEqualTo(given);
            assertThat(tomcat.status(ForgedTokens.alice())).isEqualTo(given ? 503 : 200);
        }
    }

    @Test
    void keysAreUsedFromAFileOfAnOwnerWhoIsTrusted() throws Exception {
        give(keytab);
        try (AttackedTomcat tomcat = start("trustedKeyOwners", SOMEBODY)) {
            assertThat(tomcat.log.with(Level.WARNING, "GH-C024")).isEmpty();
            assertThat(tomcat.status(ForgedTokens.alice())).isEqualTo(200);
        }
    }

    @Test
    void keysAreNotUsedOnceTheFileIsSomebodyElses() throws Exception {
        try (AttackedTomcat tomcat = start()) {
            assertThat(tomcat.status(ForgedTokens.alice())).isEqualTo(200);
            Path other = keys.resolve("new");
            write(
                    other,
                    KeytabFixture.file(KeytabFixture.entry(7, Forge.SERVICE_KEY), KeytabFixture.entry(8, STOLEN)),
                    "rw-------");
            if (give(other)) {
                Files.move(other, keytab, StandardCopyOption.ATOMIC_MOVE);
                assertThat(tomcat.status(forged())).isEqualTo(401);
                tomcat.log.await(Level.WARNING, "GH-C024");
                assertThat(tomcat.status(forged())).isEqualTo(401);
            }
            assertThat(tomcat.status(ForgedTokens.alice())).isEqualTo(200);
        }
    }

    /** A Secret as Kubernetes mounts it: links inside of a sticky directory, which are swapped together. */
    @Test
    void keysPassAsASecretOfKubernetes() throws Exception {
        Path mount = Files.createDirectories(base.resolve("secret"));
        shell("chmod", "1777", mount.toString());
        secret(mount, "..2026_11_30_1", KeytabFixture.entry(7, Forge.SERVICE_KEY));
        Files.createSymbolicLink(mount.resolve("http.keytab"), Path.of("..data/http.keytab"));
        keytab = mount.resolve("http.keytab");
        try (AttackedTomcat tomcat = start()) {
            assertSilent(tomcat);
            assertThat(tomcat.status(ForgedTokens.alice())).isEqualTo(200);
            secret(mount, "..2026_11_30_2", KeytabFixture.entry(8, STOLEN));
            int status = tomcat.status(forged());
            while (status != 200) {
                status = tomcat.status(forged());
            }
            assertSilent(tomcat);
        }
    }

    private static void secret(Path mount, String version, byte[] entry) throws Exception {
        Path directory = Files.createDirectories(mount.resolve(version));
        write(directory.resolve("http.keytab"), KeytabFixture.file(entry), "r--r-----");
        Path link = Files.createSymbolicLink(mount.resolve("..data_tmp"), Path.of(version));
        Files.move(link, mount.resolve("..data"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** systemd's LoadCredential: a directory and a file for their owner alone. */
    @Test
    void keysPassAsACredentialOfSystemd() throws Exception {
        mode(keytab, "r--------");
        mode(keys, "r-x------");
        try (AttackedTomcat tomcat = start()) {
            assertSilent(tomcat);
            assertThat(tomcat.status(ForgedTokens.alice())).isEqualTo(200);
        } finally {
            mode(keys, "rwx------");
        }
    }

    /** A link is as safe as the directory that it is in, and as the one that it leads to. */
    @ParameterizedTest
    @CsvSource({"open, keys", "keys, open"})
    void administratorsAreToldOfALinkInOrIntoADirectoryThatOthersCanWrite(String linkIn, String fileIn)
            throws Exception {
        Files.createDirectories(base.resolve("conf/open"));
        Path file = base.resolve("conf").resolve(fileIn).resolve("real.keytab");
        write(file, KeytabFixture.file(), "rw-------");
        keytab = Files.createSymbolicLink(base.resolve("conf").resolve(linkIn).resolve("link.keytab"), file);
        mode(base.resolve("conf/open"), "rwxrwxrwx");
        try (AttackedTomcat tomcat = start()) {
            assertWarned(tomcat, base.resolve("conf/open"));
            assertThat(statusAfterAChange(tomcat, file)).isNotEqualTo(200);
        }
    }

    @Test
    void keyFileOwnersAreCheckedForAPasswordFileToo() throws Exception {
        Path password = keys.resolve("portal.password");
        Files.writeString(password, "Wonderland1!\n");
        mode(password, "rw-rw----");
        AttackedSite site = new AttackedSite(base)
                .without("keytab")
                .with("account", "svc-portal@EXAMPLE.COM")
                .with("spn", "HTTP/portal.example.com")
                .with("passwordFile", password.toString());
        try (AttackedTomcat tomcat = site.start()) {
            assertWarned(tomcat, password);
        }
    }

    @ParameterizedTest
    @CsvSource({"conf/keys, rwxrwxrwx", "conf, rwxrwx---", "conf/keys/service.keytab, rw-rw----"})
    void keyFileOwnersAreCheckedByTheCommands(String open, String mode) throws Exception {
        mode(base.resolve(open), mode);
        for (List<String> command : List.of(
                List.of("doctor", "--keytab", keytab.toString()), List.of("keytab", "check", keytab.toString()))) {
            Run run = Run.of(command.toArray(String[]::new));

            assertThat(run.findings())
                    .anySatisfy(finding -> assertThat(finding)
                            .startsWith("WARN keytab ")
                            .contains(base.resolve(open).toString()));
        }
    }

    @Test
    void keyFileOwnersAreCheckedForTheirOwnerByTheCommands() throws Exception {
        boolean given = give(keytab);
        for (List<String> command : List.of(
                List.of("doctor", "--keytab", keytab.toString()), List.of("keytab", "check", keytab.toString()))) {
            Run run = Run.of(command.toArray(String[]::new));

            assertThat(run.output().contains("GH-C024")).as(run.output()).isEqualTo(given);
        }
    }

    @Test
    void keysAreSilentlyUsedByTheCommandsIfOnlyTheGroupCanReadThem() throws Exception {
        mode(keytab, "rw-r-----");

        assertThat(Run.of("keytab", "check", keytab.toString()).lastLine()).isEqualTo("no warnings, no errors");
    }
}
