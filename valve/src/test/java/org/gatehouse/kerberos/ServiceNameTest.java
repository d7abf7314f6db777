package org.gatehouse.kerberos;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceNameTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/portal",
                "HTTP/portal.example.com",
                "HTTP/portal.example.com:8443",
                "HTTP/portal.example.com:65535@EXAMPLE.COM",
                "HTTP/my_portal.example.com",
                "http/Portal.Example.Com@Example.Com",
                "ldap/dc1.example.com/EXAMPLE.COM",
                "ldap/dc1.example.com:389/example.com@EXAMPLE.COM",
                "E3514235-4B06-11D1-AB04-00C04FC2DCD2/dc1",
                "HTTP/10.1.2.3"
            })
    void isReadAndWrittenTheSame(String text) {
        assertThat(ServiceName.parse(text).orElseThrow()).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP",
                "HTTP/",
                "/portal",
                "HTTP//portal",
                "HTTP/portal/",
                "HTTP/a/b/c",
                "HTTP/portal:",
                "HTTP/portal:0",
                "HTTP/portal:08",
                "HTTP/portal:65536",
                "HTTP/portal:99999999999",
                "HTTP/portal:8443:1",
                "HTTP/portal@",
                "HTTP/portal@A@B",
                "HTTP/portal@A/B",
                "HTTP/portal..example",
                "HTTP/portal.",
                "HTTP/.portal",
                "HTTP/-portal",
                "HTTP/*",
                "HTTP/por tal",
                "HTTP/portal ",
                "HTTP/portal\n",
                "HTTP/$(reboot)",
                "HTTP/portal;reboot",
                "HTTP/b\u00fccher",
                "HTTP/\u212aportal",
                "\\HTTP/portal",
                "HTTP/portal\\@A"
            })
    void isEmptyForAnyOtherText(String text) {
        assertThat(ServiceName.parse(text)).isEmpty();
    }

    @Test
    void hasBoundedParts() {
        assertThat(ServiceName.parse("H".repeat(64) + "/p")).isPresent();
        assertThat(ServiceName.parse("H".repeat(65) + "/p")).isEmpty();
        assertThat(ServiceName.parse("HTTP/" + "p".repeat(63))).isPresent();
        assertThat(ServiceName.parse("HTTP/" + "p".repeat(64))).isEmpty();
        assertThat(ServiceName.parse("HTTP/" + "p.".repeat(126) + "p")).isPresent();
        assertThat(ServiceName.parse("HTTP/" + "p.".repeat(126) + "pp")).isEmpty();
        assertThat(ServiceName.parse("HTTP/p@" + "R".repeat(253))).isPresent();
        assertThat(ServiceName.parse("HTTP/p@" + "R".repeat(254))).isEmpty();
    }

    @Test
    void isThePrincipalOfItsPartsWithThePortAtTheHost() {
        assertThat(ServiceName.parse("ldap/dc1:389/example.com@EXAMPLE.COM")
                        .orElseThrow()
                        .principal()
                        .components())
                .containsExactly("ldap", "dc1:389", "example.com");
    }

    @ParameterizedTest
    @CsvSource({"http/portal, host/portal", "http/portal:8443, host/portal:8443", "http/, host/"})
    void hasTheNameOfTheHostForAnAlias(String name, String alias) {
        assertThat(ServiceName.alias(name)).contains(alias);
    }

    @ParameterizedTest
    @ValueSource(strings = {"host/portal", "https/portal", "httpx/portal", "http", "ldap/http/portal", "http\\/portal"})
    void hasNoAliasForAnotherService(String name) {
        assertThat(ServiceName.alias(name)).isEmpty();
    }

    @Test
    void isComparedWithoutTheCaseOfAsciiLetters() {
        assertThat(ServiceName.parse("HTTP/Portal@EXAMPLE.com").orElseThrow().foldedCase())
                .isEqualTo("http/portal@example.com");
    }
}
