package org.gatehouse.cli.keytab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.gatehouse.cli.KeytabBytes;
import org.gatehouse.cli.Run;
import org.gatehouse.keytab.Found;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeytabCommandTest {
    private static final String PORTAL = KeytabBytes.PORTAL;

    @TempDir
    Path directory;

    private Run check(KeytabBytes keytab) throws IOException {
        return Run.of("keytab", "check", keytab.in(directory));
    }

    @Nested
    class Listing {
        @Test
        void showsNamesVersionsTypesAndTimes() throws IOException {
            Run run = Run.of(
                    "keytab",
                    "list",
                    KeytabBytes.portal().rc4("HTTP/old.example.com", 12).in(directory));

            assertThat(run.status()).isZero();
            assertThat(run.output().lines())
                    .containsExactly(
                            "principal                            kvno  enctype        written",
                            "HTTP/portal.example.com@EXAMPLE.COM  7     aes256-sha1    2023-11-14T22:13:20Z",
                            "HTTP/old.example.com@EXAMPLE.COM     12    rc4-hmac (23)  2023-11-14T22:13:20Z");
        }

        @Test
        void showsNothingOfAKey() throws IOException {
            Run run = Run.of("keytab", "list", KeytabBytes.portal().in(directory));

            assertThat(run.output()).doesNotContain("pppp").doesNotContain("7070");
        }

        @Test
        void showsAHostileNameWithoutItsControlCharacters() throws IOException {
            KeytabBytes keytab = new KeytabBytes()
                    .entry("R", List.of("HTTP", "a\u001b]0;owned\u0007\u0000\n\u202eb"), 1, 18, "k".repeat(32));

            Run run = Run.of("keytab", "list", keytab.in(directory));

            assertThat(run.output())
                    .contains("HTTP/a\\u{1b}]0;owned\\u{7}\\u{0}\\u{a}\\u{202e}b@R")
                    .doesNotContain("\u001b");
        }

        @Test
        void refusesAFileThatIsNotThere() {
            Run run = Run.of("keytab", "list", directory.resolve("none").toString());

            assertThat(run.status()).isEqualTo(1);
            assertThat(run.complaint()).startsWith("keytab: GH-C015: ").contains("there is no such file");
        }

        @Test
        void refusesADirectory() {
            assertThat(Run.of("keytab", "list", directory.toString()).complaint())
                    .contains("cannot be read: it is not a file.");
        }

        @Test
        void refusesANameThatNoFileCanHave() {
            Run run = Run.of("keytab", "list", "http\u0000keytab");

            assertThat(run.status()).isEqualTo(2);
            assertThat(run.complaint()).startsWith("keytab: a file name cannot contain such characters.");
        }

        @Test
        void refusesAFileOfAHundredMegabytesWithoutReadingIt() throws IOException {
            Path file = directory.resolve("large");
            try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
                sparse.setLength(100_000_000);
            }

            assertThat(Run.of("keytab", "list", file.toString()).complaint())
                    .contains("cannot be read: it has more than 1048576 bytes.");
        }

        @Test
        void refusesEveryPrefixThatCutsTheOnlyEntry() throws IOException {
            byte[] keytab = KeytabBytes.portal().toArray();
            Path file = directory.resolve("cut");

            for (int length = 0; length < keytab.length; length++) {
                if (length != 2) { // the version alone is a keytab without entries
                    Files.write(file, Arrays.copyOf(keytab, length));
                    Run run = Run.of("keytab", "list", file.toString());

                    assertThat(run.status()).isEqualTo(1);
                    assertThat(run.complaint())
                            .contains(length == 0 ? "GH-C016: " : "GH-C003: ")
                            .contains(length < 2 ? "" : " is incomplete, and holds no key");
                }
            }
        }

        @Test
        void showsEntriesThatCannotBeUsedAfterTheOthers() throws IOException {
            Path file = Files.write(
                    directory.resolve("found"), Found.file("latin1.keytab").toArray());

            Run run = Run.of("keytab", "list", file.toString());

            assertThat(run.status()).isZero();
            assertThat(run.output().lines().map(line -> line.replaceAll(" +", " ")))
                    .containsExactly(
                            "principal kvno enctype written",
                            "HTTP/portal.lab.localhost@LAB.LOCALHOST 1 aes256-sha1 -",
                            "not used: entry 1 at byte 2 (\"HTTP/b\\xfccher.lab.localhost@LAB.LOCALHOST\"): its name is"
                                    + " not UTF-8");
        }

        @Test
        void saysThatAFileIsIncompleteAndShowsWhatIsBeforeTheCut() throws IOException {
            byte[] whole = KeytabBytes.portal().aes128(PORTAL, 7, 'q').toArray();
            Path file = Files.write(directory.resolve("cut"), Arrays.copyOf(whole, whole.length - 3));

            Run run = Run.of("keytab", "list", file.toString());

            assertThat(run.status()).isZero();
            assertThat(run.output())
                    .contains("HTTP/portal.example.com@EXAMPLE.COM", "not used: entry 2 at byte 96 ")
                    .endsWith("The file is incomplete: copy it again, as a binary file.\n");
        }

        @Test
        void asksForAFile() {
            assertThat(Run.of("keytab", "list").complaint()).startsWith("keytab: name a keytab.");
        }

        @Test
        void asksForAnAction() {
            assertThat(Run.of("keytab").complaint()).startsWith("keytab: one of these words is missing: list, check");
        }

        @Test
        void refusesAnActionThatIsNotThere() {
            assertThat(Run.of("keytab", "shred", "x").complaint())
                    .startsWith("keytab: \"shred\" is not one of list, check");
        }
    }

    @Nested
    class Checking {
        @Test
        void findsNothingWrongWithAGoodFile() throws IOException {
            Run run = check(KeytabBytes.portal());

            assertThat(run.status()).isZero();
            assertThat(run.findings())
                    .satisfiesExactly(
                            permissions -> assertThat(permissions)
                                    .startsWith("OK keytab ")
                                    .contains(" is readable by "),
                            keys -> assertThat(keys).isEqualTo("OK keytab 1 name, kvno 7, aes256-sha1"),
                            name -> assertThat(name).isEqualTo("OK spn HTTP/portal.example.com@EXAMPLE.COM"));
            assertThat(run.lastLine()).isEqualTo("no warnings, no errors");
        }

        @Test
        void endsWithStatusZeroIfThereAreWarningsOnly() throws IOException {
            Run run = check(new KeytabBytes().aes128(PORTAL, 7, 'p'));

            assertThat(run.status()).isZero();
            assertThat(run.lastLine()).isEqualTo("1 warning");
        }

        @Test
        void printsJson() throws IOException {
            Run run = Run.of(
                    "keytab",
                    "check",
                    "--json",
                    new KeytabBytes().key(PORTAL, 7, 3, 8, 'd').in(directory));

            assertThat(run.status()).isEqualTo(1);
            assertThat(run.output())
                    .startsWith("{\n  \"findings\": [\n    {\"level\": \"OK\", \"area\": \"keytab\", \"fact\": \"")
                    .contains("ktpass \\u2026 /crypto")
                    .endsWith("  \"warnings\": 0,\n  \"errors\": 1\n}\n");
        }

        @Test
        void reportsAFileThatIsNotAKeytab() throws IOException {
            Path file = Files.writeString(directory.resolve("text"), "HTTP/portal.example.com");

            Run run = Run.of("keytab", "check", file.toString());

            assertThat(run.status()).isEqualTo(1);
            assertThat(run.findings())
                    .singleElement()
                    .satisfies(finding -> assertThat(finding)
                            .startsWith("ERROR keytab GH-C003: ")
                            .contains("is not a keytab: it is text.  → Name the keytab, or export it"));
        }
    }

    @Nested
    class CheckingDamagedFiles {
        private Run check(byte[] file) throws IOException {
            Path path = Files.write(directory.resolve("http.keytab"), file);
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
            return Run.of("keytab", "check", path.toString());
        }

        @Test
        void warnsOfAnOddEntryBesideAGoodOne() throws IOException {
            Run run = check(Found.file("latin1.keytab").toArray());

            assertThat(run.status()).isZero();
            assertThat(run.lastLine()).isEqualTo("1 warning");
            assertThat(run.findings())
                    .contains("OK keytab 1 name, kvno 1, aes256-sha1")
                    .anySatisfy(finding -> assertThat(finding)
                            .startsWith("WARN keytab GH-C018: ")
                            .contains(
                                    "http.keytab: entry 1 at byte 2 (\"HTTP/b\\xfccher.lab.localhost@LAB.LOCALHOST\") is"
                                            + " not used, because its name is not UTF-8. The other entries are used."));
        }

        @Test
        void reportsAnOddEntryAloneAsAnError() throws IOException {
            Run run = check(Found.file("no-realm.keytab").toArray());

            assertThat(run.status()).isEqualTo(1);
            assertThat(run.findings())
                    .anySatisfy(finding -> assertThat(finding)
                            .startsWith("ERROR keytab GH-C004: ")
                            .contains("entry 1 at byte 2 (\"HTTP/portal.lab.localhost@\"): its realm is empty."));
        }

        @Test
        void warnsOfAnIncompleteFile() throws IOException {
            byte[] whole = KeytabBytes.portal().aes128(PORTAL, 7, 'q').toArray();

            Run run = check(Arrays.copyOf(whole, whole.length - 1));

            assertThat(run.status()).isZero();
            assertThat(run.findings())
                    .anySatisfy(finding -> assertThat(finding)
                            .startsWith("WARN keytab GH-C018: ")
                            .contains("http.keytab is incomplete: entry 2 at byte 96 ")
                            .endsWith("→ Copy the file again, as a binary file."));
        }

        @Test
        void showsControlCharactersOfANameEscaped() throws IOException {
            Run run = Run.of(
                    "keytab",
                    "check",
                    KeytabBytes.portal()
                            .entry("EXAMPLE.COM", List.of("HTTP", "a\nOK\u001b[2J"), 7, 18, "k".repeat(32))
                            .in(directory));

            assertThat(run.output())
                    .contains("HTTP/a\\u{a}OK\\u{1b}[2J@EXAMPLE.COM")
                    .doesNotContain("\u001b");
        }

        @Test
        void doesNotTakeAnEmptyKeyOfTwoNamesForOneKey() throws IOException {
            Run run = check(KeytabBytes.portal()
                    .key("HTTP/a", 7, 18, 0, 'x')
                    .key("HTTP/b", 8, 18, 0, 'x')
                    .toArray());

            assertThat(run.lastLine()).isEqualTo("2 warnings");
        }

        @Test
        void saysThatItIsBase64() throws IOException {
            assertThat(check(Found.file("base64.keytab").toArray()).findings())
                    .singleElement()
                    .asString()
                    .startsWith("ERROR keytab GH-C003: ")
                    .contains("http.keytab is not a keytab: it is base64 of a keytab.  → Decode it: base64 -d");
        }

        @Test
        void doesNotQuoteTextThatMayBeASecret() throws IOException {
            assertThat(check("Wonderland1!".getBytes(StandardCharsets.UTF_8)).output())
                    .contains("it is text")
                    .doesNotContain("Wonderland");
        }
    }

    @Nested
    class Permissions {
        @Test
        void warnsIfEverybodyCanReadTheFile() throws IOException {
            Run run = Run.of("keytab", "check", KeytabBytes.portal().in(directory, "rw-r--r--"));

            assertThat(run.findings().get(0))
                    .startsWith("WARN keytab ")
                    .contains(" can be read or changed by every user of this machine.  → chmod 600 ");
        }

        @Test
        void saysNothingAgainstAGroupThatCanReadTheFile() throws IOException {
            Run run = Run.of("keytab", "check", KeytabBytes.portal().in(directory, "rw-r-----"));

            assertThat(run.status()).isZero();
            assertThat(run.findings().get(0)).startsWith("OK keytab ").contains(" and the group ");
            assertThat(run.lastLine()).isEqualTo("no warnings, no errors");
        }

        @Test
        void warnsIfAGroupCanChangeTheFile() throws IOException {
            Run run = Run.of("keytab", "check", KeytabBytes.portal().in(directory, "rw-rw----"));

            assertThat(run.findings().get(0))
                    .startsWith("WARN keytab ")
                    .contains(" can be changed by the group \"")
                    .contains(", or by users whom an access control list names.  → chmod g-w ");
        }

        @Test
        void warnsIfOthersCanReplaceTheFile() throws IOException {
            String file = KeytabBytes.portal().in(directory);
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));

            assertThat(Run.of("keytab", "check", file).findings().get(0))
                    .isEqualTo("WARN keytab " + file + " can be replaced by every user of this machine: the directory "
                            + directory + " is writable.  → chmod go-w " + directory);
        }

        @Test
        void reportsAFileOfAnotherUser() throws IOException {
            Run run = Run.of(
                    "keytab",
                    "check",
                    "--user",
                    "no-such-user",
                    KeytabBytes.portal().in(directory));

            assertThat(run.status()).isEqualTo(1);
            assertThat(run.findings().get(0))
                    .startsWith("ERROR keytab ")
                    .contains(", not to no-such-user.  → chown no-such-user ");
        }

        @Test
        void acceptsAFileOfTheUserThatWasNamed() throws IOException {
            String file = KeytabBytes.portal().in(directory);
            String owner = Files.getOwner(Path.of(file)).getName();

            assertThat(Run.of("keytab", "check", "--user", owner, file)
                            .findings()
                            .get(0))
                    .startsWith("OK keytab ");
        }
    }

    @Nested
    class Keys {
        @Test
        void reportsAFileWithoutEntries() throws IOException {
            assertThat(check(new KeytabBytes()).findings())
                    .anySatisfy(finding -> assertThat(finding)
                            .startsWith("ERROR keytab GH-C016: ")
                            .contains("http.keytab holds no key at all.  → Export it again"));
        }

        @Test
        void reportsAFileWithOldTypesOnly() throws IOException {
            assertThat(check(new KeytabBytes().key(PORTAL, 7, 3, 8, 'd')).findings())
                    .anySatisfy(finding -> assertThat(finding)
                            .startsWith("ERROR keytab GH-C004: ")
                            .contains("no key that can be used, only des (3) of 8 bytes. Accepted are"));
        }

        @Test
        void warnsOfAKeyThatDoesNotHaveTheLengthOfItsType() throws IOException {
            assertThat(check(KeytabBytes.portal().key(PORTAL, 7, 17, 20, 'x')).findings())
                    .anySatisfy(finding -> assertThat(finding)
                            .startsWith("WARN keytab GH-C018: ")
                            .contains("http.keytab: entry 2 at byte 96 (\"HTTP/portal.example.com@EXAMPLE.COM\") is"
                                    + " not used, because its key has 20 bytes, and a key of aes128-sha1 has 16."));
        }

        @Test
        void reportsANewestVersionThatCannotBeUsed() throws IOException {
            assertThat(check(KeytabBytes.portal().key(PORTAL, 8, 3, 8, 'd')).findings())
                    .anySatisfy(finding -> assertThat(finding)
                            .startsWith("ERROR keytab HTTP/portal.example.com@EXAMPLE.COM (kvno 8) has no key that can"
                                    + " be used, only des (3)."));
        }

        @Test
        void warnsOfAMissingAes256Key() throws IOException {
            assertThat(check(new KeytabBytes().aes128(PORTAL, 7, 'p')).findings())
                    .anySatisfy(finding -> assertThat(finding)
                            .startsWith("WARN keytab HTTP/portal.example.com@EXAMPLE.COM (kvno 7) has aes128-sha1"
                                    + " only. A domain that encrypts tickets with AES256"));
        }

        @Test
        void warnsOfAWeakKeyBesideAStrongOne() throws IOException {
            assertThat(check(KeytabBytes.portal().rc4(PORTAL, 7)).findings())
                    .anySatisfy(
                            finding -> assertThat(finding)
                                    .startsWith(
                                            "WARN keytab HTTP/portal.example.com@EXAMPLE.COM has weak keys beside its AES keys: rc4-hmac"));
        }

        @Test
        void takesTwoVersionsForARenewal() throws IOException {
            Run run = check(KeytabBytes.portal().aes256(PORTAL, 6, 'o'));

            assertThat(run.lastLine()).isEqualTo("no warnings, no errors");
            assertThat(run.findings()).contains("OK keytab 1 name, kvno 7 (6), aes256-sha1");
        }

        @Test
        void warnsOfAThirdVersion() throws IOException {
            assertThat(check(KeytabBytes.portal().aes256(PORTAL, 6, 'o').aes256(PORTAL, 5, 'n'))
                            .findings())
                    .anySatisfy(finding -> assertThat(finding)
                            .startsWith(
                                    "WARN keytab HTTP/portal.example.com@EXAMPLE.COM has 3 versions, kvno 7 (6, 5)"));
        }

        @Test
        void warnsOfVersionZero() throws IOException {
            assertThat(check(new KeytabBytes().aes256(PORTAL, 0, 'p')).findings())
                    .anySatisfy(finding -> assertThat(finding)
                            .startsWith("WARN keytab HTTP/portal.example.com@EXAMPLE.COM has a key with kvno 0"));
        }

        @Test
        void warnsOfTheSameKeyTwice() throws IOException {
            Run run = check(KeytabBytes.portal().aes256(PORTAL, 7, 'p'));

            assertThat(run.findings())
                    .anySatisfy(finding -> assertThat(finding)
                            .startsWith("WARN keytab HTTP/portal.example.com@EXAMPLE.COM has the same key with kvno 7,"
                                    + " aes256-sha1 more than once."));
            assertThat(run.lastLine()).isEqualTo("1 warning");
        }

        @Test
        void reportsDifferentKeysOfOneVersion() throws IOException {
            Run run = check(KeytabBytes.portal().aes256(PORTAL, 7, 'q'));

            assertThat(run.status()).isEqualTo(1);
            assertThat(run.findings())
                    .anySatisfy(finding -> assertThat(finding)
                            .startsWith(
                                    "ERROR keytab HTTP/portal.example.com@EXAMPLE.COM has 2 different keys with kvno 7,"
                                            + " aes256-sha1. At most one of them is right."));
        }

        @Test
        void warnsOfTwoVersionsOfOneKey() throws IOException {
            assertThat(check(KeytabBytes.portal().aes256("HTTP/portal", 8, 'p')).findings())
                    .anySatisfy(finding -> assertThat(finding)
                            .startsWith("WARN keytab the file has the same aes256-sha1 key for"
                                    + " HTTP/portal.example.com@EXAMPLE.COM as kvno 7 and for HTTP/portal@EXAMPLE.COM"
                                    + " as kvno 8"));
        }
    }

    @Nested
    class Names {
        private void assertName(String spn, String finding) throws IOException {
            assertThat(check(new KeytabBytes().aes256(spn, 7, 'p')).findings())
                    .anySatisfy(it -> assertThat(it).startsWith(finding));
        }

        @Test
        void acceptsTheNameOfAComputer() throws IOException {
            assertName("HOST/web7.example.com", "OK spn HOST/web7.example.com@EXAMPLE.COM");
        }

        @Test
        void reportsAnotherService() throws IOException {
            assertName("svc-portal", "ERROR spn ");
        }

        @Test
        void reportsHttps() throws IOException {
            assertName("HTTPS/portal.example.com", "ERROR spn HTTPS/portal.example.com@EXAMPLE.COM has HTTPS.");
        }

        @Test
        void reportsANameOfOnePartWithASlashInIt() throws IOException {
            KeytabBytes keytab = new KeytabBytes().entry(KeytabBytes.REALM, List.of(PORTAL), 7, 18, "k".repeat(32));

            assertThat(check(keytab).findings())
                    .anySatisfy(finding -> assertThat(finding)
                            .startsWith(
                                    "ERROR spn HTTP\\/portal.example.com@EXAMPLE.COM is one part with a slash inside"));
        }

        @Test
        void reportsAnAddress() throws IOException {
            assertName("HTTP/10.1.2.3", "ERROR spn HTTP/10.1.2.3@EXAMPLE.COM names an IP address");
        }

        @Test
        void reportsLocalhost() throws IOException {
            assertName("HTTP/localhost", "ERROR spn HTTP/localhost@EXAMPLE.COM names this machine itself");
        }

        @Test
        void reportsADotAtTheEnd() throws IOException {
            assertName(
                    "HTTP/portal.example.com.", "ERROR spn HTTP/portal.example.com.@EXAMPLE.COM has a host with a dot");
        }

        @Test
        void reportsAHostThatIsNotAscii() throws IOException {
            assertName(
                    "HTTP/bücher.example.com", "ERROR spn HTTP/bücher.example.com@EXAMPLE.COM has a host that is not");
        }

        @Test
        void reportsAHostThatIsNotADnsName() throws IOException {
            assertName("HTTP/por tal", "ERROR spn HTTP/por tal@EXAMPLE.COM has a host that is not a DNS name");
        }

        @Test
        void warnsOfThreeParts() throws IOException {
            assertName("HTTP/portal.example.com/x", "WARN spn HTTP/portal.example.com/x@EXAMPLE.COM has 3 parts");
        }

        @Test
        void warnsOfAPort() throws IOException {
            assertName("HTTP/portal.example.com:8443", "WARN spn HTTP/portal.example.com:8443@EXAMPLE.COM has a port");
        }

        @Test
        void warnsOfAnUnderscore() throws IOException {
            assertName(
                    "HTTP/my_portal.example.com",
                    "WARN spn HTTP/my_portal.example.com@EXAMPLE.COM has an underscore in its host");
        }

        @Test
        void warnsOfCapitalLettersInAHost() throws IOException {
            assertName("HTTP/Portal.example.com", "WARN spn HTTP/Portal.example.com@EXAMPLE.COM has capital letters");
        }

        @Test
        void warnsOfAServiceInLowerCase() throws IOException {
            assertName(
                    "http/portal.example.com",
                    "WARN spn http/portal.example.com@EXAMPLE.COM has its service in lower case");
        }

        @Test
        void warnsOfARealmInLowerCase() throws IOException {
            KeytabBytes keytab = new KeytabBytes()
                    .entry("example.com", List.of("HTTP", "portal.example.com"), 7, 18, "k".repeat(32));

            assertThat(check(keytab).findings())
                    .anySatisfy(finding -> assertThat(finding)
                            .startsWith("WARN spn HTTP/portal.example.com@example.com has a realm in lower case")
                            .endsWith("→ Export the key for @EXAMPLE.COM."));
        }
    }
}
