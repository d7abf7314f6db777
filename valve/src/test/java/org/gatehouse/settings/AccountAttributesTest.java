package org.gatehouse.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.crypto.StringToKey;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.keytab.Keytab;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.secret.SecretChars;
import org.gatehouse.secret.TestCleanup;
import org.gatehouse.text.Printable;
import org.gatehouse.wire.Bytes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** account, passwordFile and salt. */
class AccountAttributesTest extends SettingsFixture {
    private static final String FILE = "conf/portal.password";

    private String content = "Builder1!\n";

    @BeforeEach
    void useAPassword() {
        attributes.remove(Attribute.KEYTAB);
        attributes.put(Attribute.ACCOUNT, "svc-portal@EXAMPLE.COM");
        attributes.put(Attribute.PASSWORD_FILE, FILE);
        attributes.put(Attribute.SPN, "HTTP/portal.example.com");
        files = path -> path.equals(FILE)
                ? SecretBytes.adopt(content.getBytes(StandardCharsets.UTF_8))
                : keytab(entry(AES256, 32));
    }

    @Test
    void makeTheKeysOfEveryAcceptedType() throws SettingsException {
        KeyFile keys = read().keyFiles().get(0);

        assertThat(keys.source()).hasToString("conf/portal.password (svc-portal@EXAMPLE.COM)");
        assertThat(keys.keytab().entries())
                .extracting(Keytab.Entry::etype, Keytab.Entry::kvno)
                .containsExactlyInAnyOrder(tuple(17, 0L), tuple(18, 0L), tuple(19, 0L), tuple(20, 0L));
        assertThat(keys.keytab().entries())
                .allSatisfy(entry ->
                        assertThat(entry.name().at(entry.realm())).isEqualTo("HTTP/portal.example.com@EXAMPLE.COM"))
                .allSatisfy(entry -> assertThat(entry.key()).isEqualTo(key(entry.etype(), "EXAMPLE.COMsvc-portal")));
    }

    @Test
    void makeRc4KeysOnlyWhereTheyAreListed() throws SettingsException {
        attributes.put(Attribute.ENCRYPTION_TYPES, "aes256-sha1 rc4-hmac");

        assertThat(read().keyFiles().get(0).keytab().entries())
                .extracting(Keytab.Entry::etype)
                .containsExactlyInAnyOrder(18, 23);
    }

    @ParameterizedTest
    @CsvSource({"PORTAL$@EXAMPLE.COM, EXAMPLE.COMhostportal.example.com", "Svc@example.com, EXAMPLE.COMSvc"})
    void saltAsActiveDirectoryDoes(String account, String salt) throws SettingsException {
        attributes.put(Attribute.ACCOUNT, account);
        attributes.put(Attribute.ENCRYPTION_TYPES, "aes128-sha1");

        assertThat(onlyEntry().key()).isEqualTo(key(17, salt));
    }

    @Test
    void saltAsTheyAreTold() throws SettingsException {
        attributes.put(Attribute.SALT, "Example.ComHTTPportal");
        attributes.put(Attribute.ENCRYPTION_TYPES, "aes128-sha1");

        assertThat(onlyEntry().key()).isEqualTo(key(17, "Example.ComHTTPportal"));
    }

    @Test
    void serveTheListedNamesInTheirRealm() throws SettingsException {
        attributes.put(Attribute.SPN, "HTTP/a, HOST/b:8443@example.com, HTTP/c@OTHER.EXAMPLE");
        attributes.put(Attribute.ENCRYPTION_TYPES, "aes128-sha1");

        assertThat(read().keyFiles().get(0).keytab().entries())
                .extracting(entry -> entry.name().at(entry.realm()))
                .containsExactly("HTTP/a@EXAMPLE.COM", "HOST/b:8443@EXAMPLE.COM");
    }

    @Test
    void serveEveryNameUnderTheirOwn() throws SettingsException {
        attributes.put(Attribute.SPN, "*");
        attributes.put(Attribute.ENCRYPTION_TYPES, "aes128-sha1");

        assertThat(onlyEntry().name()).hasToString("svc-portal");
    }

    @Test
    void standBesideAKeytab() throws SettingsException {
        attributes.put(Attribute.KEYTAB, PATH);

        assertThat(read().keyFiles()).extracting(KeyFile::path).containsExactlyInAnyOrder(FILE, PATH);
    }

    @Test
    void needASpn() {
        attributes.remove(Attribute.SPN);

        Failure problem = onlyProblem();

        assertThat(problem.code()).isEqualTo(FailureCode.INCOMPLETE_ACCOUNT);
        assertThat(problem.seen()).isEqualTo("passwordFile: the attribute spn is missing.");
        assertThat(problem.remedy()).contains("spn=\"HTTP/portal.example.com\"", "setspn -L", "* for all");
    }

    @Test
    void needASpnOfTheAccountsRealm() {
        attributes.put(Attribute.SPN, "HTTP/portal.example.com@OTHER.EXAMPLE");

        assertThat(onlyProblem().seen())
                .isEqualTo("spn: none of the names is in EXAMPLE.COM, the realm of the account.");
    }

    @Test
    void needAnAccount() {
        attributes.remove(Attribute.ACCOUNT);
        attributes.remove(Attribute.SPN);

        assertThat(onlyProblem().seen())
                .isEqualTo("passwordFile: the attribute account is missing, and the attribute spn is missing.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"salt", "account"})
    void needAPasswordFile(String name) {
        attributes.remove(Attribute.ACCOUNT);
        attributes.remove(Attribute.PASSWORD_FILE);
        attributes.put(Attribute.named(name).orElseThrow(), "x@EXAMPLE.COM");

        assertThat(onlyProblem().toString())
                .startsWith("GH-C012: " + name + ": the attribute passwordFile is missing. ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"svc-portal", "EXAMPLE\\svc-portal", "svc-portal@EXAMPLE.COM@EXAMPLE.COM", "@EXAMPLE.COM"})
    void nameTheAccountWithItsRealm(String account) {
        attributes.put(Attribute.ACCOUNT, account);

        Failure problem = onlyProblem();

        assertThat(problem.code()).isEqualTo(FailureCode.BAD_ATTRIBUTE_VALUE);
        assertThat(problem.seen())
                .isEqualTo("account: \"" + Printable.of(account) + "\" is not an account with its realm, such as"
                        + " svc-portal@EXAMPLE.COM, or PORTAL$@EXAMPLE.COM for a computer.");
    }

    @Test
    void nameAFileThatCanBeRead() throws SettingsException {
        files = path -> {
            throw new IOException("access is denied");
        };

        assertThat(onlyOutage().toString())
                .startsWith("GH-C010: passwordFile: conf/portal.password cannot be read: access is denied. ");
    }

    @ParameterizedTest
    @CsvSource({"'', it is empty", "'Builder1!\nBuilder2!', 'it has more than one line, or control characters'"})
    void nameAFileWithAPassword(String text, String reason) throws SettingsException {
        content = text;

        Failure problem = onlyOutage();

        assertThat(problem.toString())
                .startsWith("GH-C011: passwordFile: conf/portal.password holds no password: " + reason + ". ")
                .doesNotContain("Builder");
    }

    @Test
    void leaveNoCopyOfThePassword() throws SettingsException {
        List<SecretBytes> handedOut = new ArrayList<>();
        files = path -> {
            handedOut.add(SecretBytes.adopt("Builder1!".getBytes(StandardCharsets.UTF_8)));
            return handedOut.get(0);
        };

        Settings settings = read();

        assertThat(handedOut)
                .singleElement()
                .satisfies(file -> assertThatIllegalStateException().isThrownBy(() -> bytes(file)));
        assertThat(settings.toString()).doesNotContain("Builder1!");
        settings.close();
        assertThat(settings.keyFiles().get(0).keytab().entries())
                .allSatisfy(entry -> assertThatIllegalStateException().isThrownBy(() -> bytes(entry.key())));
    }

    private Keytab.Entry onlyEntry() throws SettingsException {
        List<Keytab.Entry> entries = read().keyFiles().get(0).keytab().entries();
        assertThat(entries).hasSize(1);
        return entries.get(0);
    }

    private static SecretBytes key(int etype, String salt) {
        return TestCleanup.closes(StringToKey.derive(
                        EncryptionType.of(etype).orElseThrow(),
                        SecretChars.adopt("Builder1!".toCharArray()),
                        Bytes.of(salt.getBytes(StandardCharsets.UTF_8)))
                .value());
    }
}
