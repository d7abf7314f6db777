package org.gatehouse.keytab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.gatehouse.crypto.EncryptionKey;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.secret.SecretChars;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceAccountTest {
    /** [MS-KILE] 3.1.1.2. */
    @ParameterizedTest
    @CsvSource({
        "svc-Portal@EXAMPLE.COM, EXAMPLE.COMsvc-Portal",
        "svc-portal@example.com, EXAMPLE.COMsvc-portal",
        "svc portal@EXAMPLE.COM, EXAMPLE.COMsvc portal",
        "Günther@EXAMPLE.COM, EXAMPLE.COMGünther",
        "PORTAL$@EXAMPLE.COM, EXAMPLE.COMhostportal.example.com",
        "Portal$@Sub.Example.Com, SUB.EXAMPLE.COMhostportal.sub.example.com",
        "HTTP/portal.example.com@EXAMPLE.COM, EXAMPLE.COMHTTPportal.example.com"
    })
    void isSaltedAsActiveDirectoryDoes(String text, String salt) {
        ServiceAccount account = ServiceAccount.parse(text).orElseThrow();

        assertThat(account.salt()).isEqualTo(salt);
        assertThat(account).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "svc-portal",
                "@EXAMPLE.COM",
                "svc-portal@",
                "EXAMPLE\\svc-portal",
                "a@b@EXAMPLE.COM",
                " a@EXAMPLE.COM",
                "a @EXAMPLE.COM",
                "a@EXAMPLE/COM",
                "a@.COM",
                "a*@EXAMPLE.COM",
                "a\n@EXAMPLE.COM",
                "a@EXAMPLE.COM "
            })
    void isNameAndRealm(String text) {
        assertThat(ServiceAccount.parse(text)).isEmpty();
    }

    @Test
    void canBeSaltedOtherwise() {
        assertThat(ServiceAccount.parse("a@EXAMPLE.COM").orElseThrow().withSalt("Example.Coma"))
                .isEqualTo(new ServiceAccount("a", "EXAMPLE.COM", "Example.Coma"));
    }

    @Test
    void isAPrincipalOfAsManyPartsAsItsName() {
        assertThat(new ServiceAccount("HTTP/portal", "EXAMPLE.COM")
                        .principalName()
                        .components())
                .containsExactly("HTTP", "portal");
        assertThat(new ServiceAccount("PORTAL$", "EXAMPLE.COM").principalName()).hasToString("PORTAL$");
    }

    @ParameterizedTest
    @CsvSource({"1, true", "256, true", "257, false"})
    void nameOfAnAccountHasUpTo256Characters(int length, boolean account) {
        assertThat(ServiceAccount.parse("a".repeat(length) + "@EXAMPLE.COM").isPresent())
                .isEqualTo(account);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a//b@EXAMPLE.COM", "/a@EXAMPLE.COM", "a/@EXAMPLE.COM", "/@EXAMPLE.COM"})
    void noPartOfANameIsEmpty(String text) {
        assertThat(ServiceAccount.parse(text)).isEmpty();
    }

    /** NTLM's hash of "password", which has no salt; the others have one. */
    @Test
    void keyIsMadeOfPasswordAndSalt() {
        ServiceAccount account = new ServiceAccount("svc", "EXAMPLE.COM");

        assertThat(hex(account, EncryptionType.RC4_HMAC)).isEqualTo("8846f7eaee8fb117ad06bdd830b7586c");
        assertThat(hex(account.withSalt("x"), EncryptionType.RC4_HMAC))
                .isEqualTo(hex(account, EncryptionType.RC4_HMAC));
        assertThat(hex(account.withSalt("x"), EncryptionType.AES128_CTS_HMAC_SHA1_96))
                .isNotEqualTo(hex(account, EncryptionType.AES128_CTS_HMAC_SHA1_96));
    }

    @Test
    void sourceOfKeysNamesTheAccountOfAPassword() {
        assertThat(KeySource.keytab("a.keytab")).hasToString("a.keytab");
        assertThat(KeySource.password("a.password", new ServiceAccount("svc", "EXAMPLE.COM")))
                .hasToString("a.password (svc@EXAMPLE.COM)");
    }

    private static String hex(ServiceAccount account, EncryptionType type) {
        try (SecretChars password = SecretChars.adopt("password".toCharArray());
                EncryptionKey key = account.key(type, password)) {
            return key.value().use((array, offset, length) -> HexFormat.of().formatHex(array, offset, offset + length));
        }
    }
}
