package org.gatehouse.cli.keytab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.gatehouse.cli.Run;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.crypto.StringToKey;
import org.gatehouse.keytab.Keytab;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.secret.SecretChars;
import org.gatehouse.secret.TestCleanup;
import org.gatehouse.wire.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeytabCreateTest {
    private static final String PRINCIPAL = "HTTP/portal.example.com@EXAMPLE.COM";

    @TempDir
    Path directory;

    private String out() {
        return directory.resolve("out").toString();
    }

    private Run create(String... more) throws IOException {
        Path password = Files.writeString(directory.resolve("password"), "Builder1!\n");
        return Run.of(words("--password-file", password.toString(), more));
    }

    private String[] words(String option, String value, String... more) {
        List<String> words = new ArrayList<>(List.of("keytab", "create", "--out", out(), option, value));
        words.addAll(List.of(more));
        return words.toArray(String[]::new);
    }

    private List<Keytab.Entry> entries() throws Exception {
        return TestCleanup.closes(Keytab.parse(Bytes.of(Files.readAllBytes(Path.of(out())))))
                .entries();
    }

    private static SecretBytes key(int etype, String salt) {
        return TestCleanup.closes(StringToKey.derive(
                        EncryptionType.of(etype).orElseThrow(),
                        SecretChars.adopt("Builder1!".toCharArray()),
                        Bytes.of(salt.getBytes(StandardCharsets.UTF_8))))
                .value();
    }

    @Test
    void makesTheKeysOfAUsersAccount() throws Exception {
        Run run = create("--principal", PRINCIPAL, "--kvno", "7", "--account", "svc-Portal");

        assertThat(run)
                .isEqualTo(new Run(
                        0,
                        out() + ": HTTP/portal.example.com@EXAMPLE.COM, kvno 7, aes256-sha1, aes128-sha1, made with the"
                                + " salt EXAMPLE.COMsvc-Portal\n",
                        ""));
        assertThat(entries())
                .extracting(
                        entry -> entry.name().at(entry.realm()),
                        Keytab.Entry::kvno,
                        Keytab.Entry::etype,
                        Keytab.Entry::key)
                .containsExactly(
                        tuple(PRINCIPAL, 7L, 18, key(18, "EXAMPLE.COMsvc-Portal")),
                        tuple(PRINCIPAL, 7L, 17, key(17, "EXAMPLE.COMsvc-Portal")));
    }

    @ParameterizedTest
    @CsvSource({
        "--account, svc-portal, EXAMPLE.COMsvc-portal",
        "--account, WEB7$, EXAMPLE.COMhostweb7.example.com",
        "--salt, anything at all, anything at all",
        "--enctypes, aes256-sha1, EXAMPLE.COMHTTPportal.example.com"
    })
    void saltsAsTheDomainDoes(String option, String value, String salt) throws Exception {
        assertThat(create("--principal", PRINCIPAL, "--kvno", "1", option, value)
                        .status())
                .isZero();

        assertThat(entries().get(0).key()).isEqualTo(key(18, salt));
    }

    @Test
    void makesTheTypesThatWereAskedFor() throws Exception {
        assertThat(create("--principal", PRINCIPAL, "--kvno", "300", "--enctypes", "aes128-sha2,aes256-sha2")
                        .status())
                .isZero();

        assertThat(entries()).extracting(Keytab.Entry::etype).containsExactly(19, 20);
        assertThat(entries()).extracting(Keytab.Entry::kvno).containsOnly(300L);
    }

    @ParameterizedTest
    @CsvSource({
        "'AES256-SHA1,AES128-SHA1', 18, 17",
        "'aes128-cts-hmac-sha1-96, AES256-CTS-HMAC-SHA1-96', 17, 18",
        "'RC4-HMAC-NT,aes256-cts-hmac-sha384-192', 23, 20"
    })
    void takesTheNamesOfKtpassAndTheRfcs(String types, int first, int second) throws Exception {
        assertThat(create("--principal", PRINCIPAL, "--kvno", "1", "--enctypes", types)
                        .status())
                .isZero();

        assertThat(entries()).extracting(Keytab.Entry::etype).containsExactly(first, second);
    }

    @Test
    void writesAFileThatOnlyItsOwnerCanRead() throws Exception {
        create("--principal", PRINCIPAL, "--kvno", "1");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(out()))))
                .isEqualTo("rw-------");
    }

    @Test
    void takesThePasswordFromWhoIsAsked() throws Exception {
        Run run = Run.typing("Builder1!", words("--principal", PRINCIPAL, "--kvno", "1"));

        assertThat(run.status()).isZero();
        assertThat(entries().get(0).key()).isEqualTo(key(18, "EXAMPLE.COMHTTPportal.example.com"));
    }

    @Test
    void saysWhyThereIsNoPassword() {
        Run run = Run.of(words("--principal", PRINCIPAL, "--kvno", "1"));

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.complaint()).isEqualTo("keytab: no password was given: nobody is there.\n");
    }

    @Test
    void neverShowsThePassword() throws Exception {
        Run run = create("--principal", PRINCIPAL, "--kvno", "1");

        assertThat(run.output() + run.complaint()).doesNotContain("Builder1!");
    }

    @Test
    void leavesAFileThatIsThereAsItIs() throws Exception {
        Files.writeString(Path.of(out()), "precious");

        assertThat(create("--principal", PRINCIPAL, "--kvno", "1").complaint()).contains("exists already");
        assertThat(Path.of(out())).hasContent("precious");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    HTTP/portal.example.com             | 1          | --principal must be a name with its realm
                    portal@EXAMPLE.COM                  | 1          | --principal has no slash
                    HTTP/10.1.2.3@EXAMPLE.COM           | 1          | --principal names an IP address
                    HTTP/portal@EXAMPLE/COM             | 1          | --principal has a realm with other characters
                    HTTP/portal@EXAMPLE.COM             | 0          | --kvno must be a number from 1 to 4294967295
                    HTTP/portal@EXAMPLE.COM             | 4294967296 | --kvno must be a number from 1 to 4294967295
                    HTTP/portal@EXAMPLE.COM             | new        | --kvno must be a number from 1 to 4294967295
                    """)
    void refusesWhatNoKeyCanBeMadeOf(String principal, String kvno, String problem) throws Exception {
        Run run = create("--principal", principal, "--kvno", kvno);

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.complaint()).startsWith("keytab: " + problem);
    }

    @Test
    void refusesATypeThatItDoesNotKnow() throws Exception {
        assertThat(create("--principal", PRINCIPAL, "--kvno", "1", "--enctypes", "des")
                        .complaint())
                .startsWith("keytab: --enctypes: \"des\" is not one of aes128-sha1, aes256-sha1, aes128-sha2,"
                        + " aes256-sha2, rc4-hmac.");
    }

    @Test
    void refusesSaltAndAccountTogether() throws Exception {
        assertThat(create("--principal", PRINCIPAL, "--kvno", "1", "--salt", "x", "--account", "y")
                        .complaint())
                .startsWith("keytab: --salt and --account exclude each other");
    }

    @Test
    void hasNoOptionForThePasswordItself() throws Exception {
        assertThat(create("--password", "Builder1!").complaint()).startsWith("keytab: there is no option --password");
    }

    @Test
    void makesRc4KeysIfTheyAreAskedFor() throws Exception {
        create("--principal", PRINCIPAL, "--kvno", "1", "--enctypes", "aes256-sha1, rc4-hmac");

        assertThat(entries()).extracting(Keytab.Entry::etype).containsExactly(18, 23);
    }

    @Test
    void makesTheKeysOfAllNamesOfAnAccount() throws Exception {
        String other = "HTTP/portal@EXAMPLE.COM";

        Run run = create("--principal", PRINCIPAL, "--principal", other, "--kvno", "7", "--account", "svc-portal");

        assertThat(run.output().lines()).hasSize(2).last().asString().contains(other);
        assertThat(entries())
                .extracting(entry -> entry.name().at(entry.realm()))
                .containsExactly(PRINCIPAL, PRINCIPAL, other, other);
        assertThat(entries().get(0).key()).isEqualTo(entries().get(2).key());
        assertThat(create("--principal", PRINCIPAL, "--principal", other, "--kvno", "7")
                        .complaint())
                .startsWith("keytab: several names need the account that has them: add --account.");
    }

    @Test
    void writesWhenItWasMade() throws Exception {
        create("--principal", PRINCIPAL, "--kvno", "1");

        assertThat(entries()).extracting(Keytab.Entry::timestamp).containsOnly(Run.NOW.truncatedTo(ChronoUnit.SECONDS));
    }

    /** RFC 4120 §4 keeps the realm's case, Active Directory does not. */
    @Test
    void saltsInTheCaseOfTheRealmUnlessItIsToldTheAccount() throws Exception {
        create("--principal", "HTTP/portal@Example.Com", "--kvno", "1");

        assertThat(entries().get(0).key()).isEqualTo(key(18, "Example.ComHTTPportal"));
    }

    @Test
    void refusesAnAccountWithItsRealm() throws Exception {
        assertThat(create("--principal", PRINCIPAL, "--kvno", "1", "--account", "svc-portal@EXAMPLE.COM")
                        .complaint())
                .startsWith("keytab: --account must be a name without a realm");
    }

    @Test
    void saysWhyAPasswordFileIsNone() throws Exception {
        Path file = Files.writeString(directory.resolve("other"), "Builder1!\nBuilder2!");

        Run run = Run.of(words("--password-file", file.toString(), "--principal", PRINCIPAL, "--kvno", "1"));

        assertThat(run)
                .isEqualTo(new Run(
                        1,
                        "",
                        "keytab: the password in " + file
                                + " cannot be read: it has more than one line, or control characters.\n"));
        assertThat(Path.of(out())).doesNotExist();
    }
}
