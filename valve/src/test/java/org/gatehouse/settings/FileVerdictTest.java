package org.gatehouse.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.settings.PathStep.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may write the keys: what is said of owners, permissions and links, whichever they are. */
class FileVerdictTest {
    private static final String FILE = "/opt/tomcat/conf/http.keytab";
    private static final FileOwner TOMCAT = new FileOwner(998, "tomcat");
    private static final FileOwner BOB = new FileOwner(1001, "bob");

    private final List<PathStep> steps = new ArrayList<>();
    private Set<String> named = Set.of();

    private FileVerdictTest directory(String path, FileOwner owner, int mode) {
        return step(Kind.DIRECTORY, path, owner, mode);
    }

    private FileVerdictTest link(String path, FileOwner owner) {
        return step(Kind.LINK, path, owner, 0777);
    }

    private FileVerdict file(String path, FileOwner owner, int mode) {
        step(Kind.FILE, path, owner, mode);
        return FileVerdict.of(path, new FileFacts(steps), new TrustedOwners(TOMCAT, named));
    }

    private FileVerdictTest step(Kind kind, String path, FileOwner owner, int mode) {
        steps.add(new PathStep(kind, path, owner, "staff", mode, path));
        return this;
    }

    private FileVerdictTest conf() {
        return directory("/", FileOwner.ROOT, 0755)
                .directory("/opt", FileOwner.ROOT, 0755)
                .directory("/opt/tomcat", FileOwner.ROOT, 0755)
                .directory("/opt/tomcat/conf", FileOwner.ROOT, 0755);
    }

    private static List<String> told(FileVerdict verdict) {
        return verdict.warnings(FILE).stream().map(Failure::seen).toList();
    }

    @Test
    void filesOfRootAndOfTomcatPassWithoutAWord() {
        for (int mode : new int[] {0400, 0440, 0600, 0640}) {
            for (FileOwner owner : List.of(FileOwner.ROOT, TOMCAT)) {
                steps.clear();
                assertThat(conf().file(FILE, owner, mode)).isEqualTo(FileVerdict.NOTHING);
            }
        }
    }

    @Test
    void fileOfAnotherUserIsNotUsed() {
        FileVerdict verdict = conf().file(FILE, BOB, 0600);

        assertThat(verdict.refusal("keytab: " + FILE)).hasValueSatisfying(failure -> {
            assertThat(failure.code()).isEqualTo(FailureCode.UNTRUSTED_KEY_OWNER);
            assertThat(failure.seen())
                    .startsWith("keytab: " + FILE + " is not used, because it belongs to \"bob\" (uid 1001). ");
        });
    }

    @ParameterizedTest
    @CsvSource({"bob, true", "1001, true", "alice bob, true", "alice, false", "100, false", "'', false", "BOB, false"})
    void ownersThatTheAdministratorNamesAreTrusted(String names, boolean trusted) {
        named = names.isEmpty() ? Set.of() : Set.of(names.split(" "));

        assertThat(conf().file(FILE, BOB, 0600).stranger().isEmpty()).isEqualTo(trusted);
    }

    /** A name is what a table of users says at this moment; two numbers are two users. */
    @Test
    void usersAreToldApartByTheirNumbers() {
        assertThat(conf().file(FILE, new FileOwner(1001, "tomcat"), 0600).stranger())
                .isPresent();
        steps.clear();
        assertThat(conf().file(FILE, new FileOwner(998, "998"), 0600).stranger())
                .isEmpty();
        steps.clear();
        assertThat(conf().file(FILE, new FileOwner(1001, "root"), 0600).stranger())
                .isPresent();
        steps.clear();
        assertThat(conf().file(FILE, new FileOwner(0, "toor"), 0600).stranger()).isEmpty();
    }

    @Test
    void usersWithoutNumbersAreToldApartByTheirNames() {
        assertThat(conf().file(FILE, new FileOwner(OptionalLong.empty(), "tomcat"), 0600)
                        .stranger())
                .isEmpty();
        steps.clear();
        assertThat(conf().file(FILE, new FileOwner(OptionalLong.empty(), "bob"), 0600)
                        .stranger())
                .isPresent();
    }

    @Test
    void ownerWithoutANameIsShownByItsNumber() {
        assertThat(conf().file(FILE, new FileOwner(4711, "4711"), 0600)
                        .refusal(FILE)
                        .orElseThrow()
                        .seen())
                .contains("belongs to uid 4711.");
    }

    @Test
    void fileThatItsGroupCanWriteIsWarnedOf() {
        FileVerdict verdict = conf().file(FILE, TOMCAT, 0660);

        assertThat(told(verdict))
                .containsExactly(
                        FILE + " can be changed by the group \"staff\", or by users whom an access control list"
                                + " names (rw-rw----).");
        assertThat(verdict.changes(FILE))
                .extracting(Failure::code)
                .containsExactly(FailureCode.CHANGED_KEYTAB_UNUSABLE);
    }

    @Test
    void fileThatEverybodyCanWriteIsWarnedOfOnce() {
        FileVerdict verdict = conf().file(FILE, TOMCAT, 0666);

        assertThat(told(verdict))
                .containsExactly(FILE + " can be read or changed by every user of this machine (rw-rw-rw-).");
        assertThat(verdict.changes(FILE)).hasSize(1);
    }

    @Test
    void fileThatEverybodyCanReadIsWarnedOfAndUsedWhenItChanges() {
        FileVerdict verdict = conf().file(FILE, TOMCAT, 0644);

        assertThat(told(verdict))
                .containsExactly(FILE + " can be read or changed by every user of this machine (rw-r--r--).");
        assertThat(verdict.changes(FILE)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    0775  | the group "staff", or by users whom an access control list names: the directory /opt/tomcat is writable (rwxrwxr-x).
                    02775 | the group "staff", or by users whom an access control list names: the directory /opt/tomcat is writable (rwxrwxr-x).
                    0777  | every user of this machine: the directory /opt/tomcat is writable (rwxrwxrwx).
                    0757  | every user of this machine: the directory /opt/tomcat is writable (rwxr-xrwx).
                    """)
    void directoryAboveThatOthersCanWriteIsWarnedOf(String mode, String who) {
        FileVerdict verdict = directory("/", FileOwner.ROOT, 0755)
                .directory("/opt/tomcat", FileOwner.ROOT, Integer.parseInt(mode, 8))
                .directory("/opt/tomcat/conf", FileOwner.ROOT, 0755)
                .file(FILE, FileOwner.ROOT, 0600);

        assertThat(told(verdict)).containsExactly(FILE + " can be replaced by " + who);
        assertThat(verdict.changes(FILE)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"01777", "01775", "03777"})
    void stickyDirectoryPassesAsLongAsWhatIsInItIsOurs(String mode) {
        assertThat(directory("/", FileOwner.ROOT, 0755)
                        .directory("/tmp", FileOwner.ROOT, Integer.parseInt(mode, 8))
                        .directory("/tmp/tomcat", TOMCAT, 0700)
                        .file("/tmp/tomcat/http.keytab", TOMCAT, 0600))
                .isEqualTo(FileVerdict.NOTHING);
    }

    @Test
    void directoryOfAnotherUserIsWarnedOf() {
        FileVerdict verdict = directory("/", FileOwner.ROOT, 0755)
                .directory("/tmp", FileOwner.ROOT, 01777)
                .directory("/tmp/keys", BOB, 0755)
                .file(FILE, TOMCAT, 0600);

        assertThat(told(verdict))
                .containsExactly(FILE + " can be replaced by \"bob\" (uid 1001), who owns the directory /tmp/keys"
                        + " (rwxr-xr-x).");
    }

    @Test
    void linkOfAnotherUserInAStickyDirectoryIsWarnedOf() {
        FileVerdict verdict = directory("/", FileOwner.ROOT, 0755)
                .directory("/tmp", FileOwner.ROOT, 01777)
                .link("/tmp/http.keytab", BOB)
                .directory("/etc", FileOwner.ROOT, 0755)
                .file("/etc/http.keytab", FileOwner.ROOT, 0600);

        assertThat(told(verdict))
                .singleElement()
                .asString()
                .contains("can be replaced by \"bob\" (uid 1001), who owns the link /tmp/http.keytab");
    }

    @Test
    void directoriesOfALinkAndOfItsTargetAreLookedAt() {
        FileVerdict verdict = directory("/", FileOwner.ROOT, 0755)
                .directory("/links", FileOwner.ROOT, 0777)
                .link("/links/http.keytab", FileOwner.ROOT)
                .directory("/targets", FileOwner.ROOT, 0775)
                .file("/targets/http.keytab", FileOwner.ROOT, 0600);

        assertThat(told(verdict))
                .satisfiesExactly(
                        link -> assertThat(link).contains("the directory /links is writable"),
                        target -> assertThat(target).contains("the directory /targets is writable"));
    }

    /** As kubelet mounts it: root's tmpfs, writable by all and sticky, with a group of its own if there is an fsGroup. */
    @ParameterizedTest
    @CsvSource({"01777, 0755, 0440", "03777, 02755, 0440", "01777, 0755, 0400", "03777, 02755, 0640"})
    void secretOfKubernetesPassesWithoutAWord(String volume, String version, String file) {
        assertThat(directory("/", FileOwner.ROOT, 0755)
                        .directory("/etc", FileOwner.ROOT, 0755)
                        .directory("/etc/keys", FileOwner.ROOT, Integer.parseInt(volume, 8))
                        .link("/etc/keys/http.keytab", FileOwner.ROOT)
                        .link("/etc/keys/..data", FileOwner.ROOT)
                        .directory("/etc/keys/..2026_11_30", FileOwner.ROOT, Integer.parseInt(version, 8))
                        .file("/etc/keys/..2026_11_30/http.keytab", FileOwner.ROOT, Integer.parseInt(file, 8)))
                .isEqualTo(FileVerdict.NOTHING);
    }

    /** systemd.exec(5), LoadCredential=: read-only for the service's user, whom an access control list names. */
    @ParameterizedTest
    @CsvSource({"root, 0550, 0440", "root, 0500, 0400", "tomcat, 0500, 0400"})
    void credentialOfSystemdPassesWithoutAWord(String user, String directory, String file) {
        FileOwner owner = user.equals("root") ? FileOwner.ROOT : TOMCAT;

        assertThat(directory("/", FileOwner.ROOT, 0755)
                        .directory("/run", FileOwner.ROOT, 0755)
                        .directory("/run/credentials", FileOwner.ROOT, 0755)
                        .directory("/run/credentials/tomcat.service", owner, Integer.parseInt(directory, 8))
                        .file("/run/credentials/tomcat.service/http.keytab", owner, Integer.parseInt(file, 8)))
                .isEqualTo(FileVerdict.NOTHING);
    }

    @Test
    void fileSystemWithoutOwnersIsNotJudged() {
        assertThat(FileVerdict.of(FILE, FileFacts.WITHOUT_OWNERS, new TrustedOwners(TOMCAT, Set.of())))
                .isEqualTo(FileVerdict.NOTHING);
    }

    @Test
    void nameOfAnOwnerForgesNothing() {
        assertThat(conf().file(FILE, new FileOwner(1001, "x\" (uid 0)\u001b[2J"), 0600)
                        .refusal(FILE)
                        .orElseThrow()
                        .seen())
                .contains("belongs to \"x\\u{22} (uid 0)\\u{1b}[2J\" (uid 1001).");
    }
}
