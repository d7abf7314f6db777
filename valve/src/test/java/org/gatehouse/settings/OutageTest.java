package org.gatehouse.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.keytab.Keytab;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.secret.TestCleanup;
import org.junit.jupiter.api.Test;

/** Key files that cannot be used while the attributes are right. */
class OutageTest extends SettingsFixture {
    @Test
    void thereIsNoneWhereEveryFileCanBeUsed() throws SettingsException {
        assertThat(read().outage()).isEmpty();
    }

    @Test
    void settingsHoldInAnOutage() throws SettingsException {
        attributes.put(Attribute.PROTECT, "all");
        files = path -> {
            throw new IOException("access is denied");
        };

        assertThat(read().protect()).isEqualTo(Protect.ALL);
        assertThat(onlyOutage().code()).isEqualTo(FailureCode.KEYTAB_UNREADABLE);
    }

    @Test
    void oneFileThatCannotBeUsedTakesAwayTheKeysOfAllAndClosesThem() throws SettingsException {
        List<SecretBytes> handedOut = new ArrayList<>();
        attributes.put(Attribute.KEYTAB, "good.keytab, empty.keytab");
        files = path -> {
            handedOut.add(path.equals("good.keytab") ? keytab(entry(AES256, 32)) : keytab());
            return handedOut.get(handedOut.size() - 1);
        };

        Failure outage = onlyOutage();

        assertThat(outage.seen()).isEqualTo("keytab: empty.keytab holds no key at all.");
        assertThat(handedOut)
                .hasSize(2)
                .allSatisfy(file -> assertThatIllegalStateException().isThrownBy(() -> bytes(file)));
    }

    @Test
    void everyFileThatCannotBeUsedIsNamedByItsFullPath() throws SettingsException {
        attributes.put(Attribute.KEYTAB, "a.keytab,b.keytab");
        attributes.put(Attribute.ACCOUNT, "svc-portal@EXAMPLE.COM");
        attributes.put(Attribute.PASSWORD_FILE, "c.password");
        attributes.put(Attribute.SPN, "*");
        files = new FileSource() {
            @Override
            public SecretBytes read(String path) throws IOException {
                throw new IOException("access is denied");
            }

            @Override
            public String absolute(String path) {
                return "/opt/tomcat/" + path;
            }
        };

        assertThat(outage())
                .extracting(Failure::seen)
                .containsExactly(
                        "passwordFile: /opt/tomcat/c.password cannot be read: access is denied.",
                        "keytab: /opt/tomcat/a.keytab cannot be read: access is denied.",
                        "keytab: /opt/tomcat/b.keytab cannot be read: access is denied.");
    }

    @Test
    void javaWithoutAnAlgorithmIsOne() throws SettingsException {
        Settings settings = readWithout(
                "HmacSHA1", Set.of(EncryptionType.AES128_CTS_HMAC_SHA1_96, EncryptionType.AES256_CTS_HMAC_SHA1_96));

        assertThat(settings.keyFiles()).isEmpty();
        assertThat(settings.outage()).singleElement().satisfies(failure -> {
            assertThat(failure.code()).isEqualTo(FailureCode.ALGORITHM_MISSING);
            assertThat(failure.seen())
                    .isEqualTo(
                            "this Java does not have the algorithm HmacSHA1. It is needed for aes128-sha1, aes256-sha1.");
        });
    }

    @Test
    void javaWithoutAnAlgorithmOfATypeThatIsNotAcceptedIsNone() throws SettingsException {
        Settings settings = readWithout("RC4", Set.of(EncryptionType.RC4_HMAC));

        assertThat(settings.outage()).isEmpty();
        assertThat(settings.keyFiles()).singleElement().satisfies(file -> {
            Keytab keytab = file.keytab();
            assertThat(keytab.entries()).hasSize(1);
        });
    }

    private Settings readWithout(String algorithm, Set<EncryptionType> needing) throws SettingsException {
        return TestCleanup.closes(SettingsReader.read(
                attributes,
                unknown,
                files,
                types -> types.stream().anyMatch(needing::contains) ? List.of(algorithm) : List.of()));
    }
}
