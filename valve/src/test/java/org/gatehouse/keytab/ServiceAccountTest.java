package org.gatehouse.keytab;

import static org.assertj.core.api.Assertions.assertThat;

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
}
