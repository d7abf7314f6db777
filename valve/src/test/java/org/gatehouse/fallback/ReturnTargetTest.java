package org.gatehouse.fallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReturnTargetTest {
    static final ReturnHosts HOSTS = ReturnHosts.of(
                    List.of("login.example.com", "test.example.com:8443", "[2001:db8::1]"))
            .with("portal.example.com", 443);

    private static String location(String value) {
        return ReturnTarget.parse(value, HOSTS).map(ReturnTarget::location).orElse("refused");
    }

    @Nested
    class Paths {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/",
                    "/app/cases",
                    "/app/cases?id=7&x=%20#comment-3",
                    "/?",
                    "/#",
                    "/a?b?c/../d",
                    "/a#b?c/d",
                    "/a/b//c",
                    "/.well-known/x",
                    "/a/..b/...",
                    "/%C3%BC%2Fx",
                    "/a?q=line%0D%0Aline",
                    "/a?u=https://evil.example/",
                    "/a?u=//evil.example/",
                    "/@evil.example",
                    "/:80",
                    "/;jsessionid=1?x",
                    "/javascript:alert(1)",
                    "/a!$&'()*+,;=:@-._~"
                })
        void ofTheSiteStayAsTheyAre(String path) {
            assertThat(location(path)).isEqualTo(path);
        }

        @ParameterizedTest
        @CsvSource({
            "/stra\u00DFe?q=\u00FC#\u4E2D, /stra%C3%9Fe?q=%C3%BC#%E4%B8%AD",
            "/a b?c d#e f, /a%20b?c%20d#e%20f",
            "/100%?q=50%&r=%4, /100%25?q=50%25&r=%254",
            "'/\"<>^`{|}', /%22%3C%3E%5E%60%7B%7C%7D",
            "/a[1]?b[]=2#[3], /a%5B1%5D?b%5B%5D=2#%5B3%5D",
            "/a#b#c, /a#b%23c",
            "/\uFF0Fevil.example, /%EF%BC%8Fevil.example",
            "/\u2044evil.example, /%E2%81%84evil.example",
            "/\u3002/, /%E3%80%82/",
            "/\u2028\u202E\u200B\uFEFF, /%E2%80%A8%E2%80%AE%E2%80%8B%EF%BB%BF",
            "/\uD83D\uDE00, /%F0%9F%98%80"
        })
        void areEncodedWhereTheyAreNot(String path, String location) {
            assertThat(location(path)).isEqualTo(location);
        }
    }

    @Nested
    class Addresses {
        @ParameterizedTest
        @CsvSource({
            "https://portal.example.com/app?x#y, https://portal.example.com/app?x#y",
            "http://portal.example.com/, http://portal.example.com/",
            "HTTPS://Portal.Example.COM/A, https://portal.example.com/A",
            "https://portal.example.com, https://portal.example.com/",
            "https://portal.example.com?x=1, https://portal.example.com/?x=1",
            "https://portal.example.com#x, https://portal.example.com/#x",
            "https://portal.example.com:443/, https://portal.example.com/",
            "http://portal.example.com:80/, http://portal.example.com/",
            "https://login.example.com/, https://login.example.com/",
            "https://test.example.com:8443/x, https://test.example.com:8443/x",
            "'https://[2001:DB8::1]/', 'https://[2001:db8::1]/'",
            "https://portal.example.com/a b, https://portal.example.com/a%20b"
        })
        void ofAllowedHostsAreTaken(String value, String location) {
            assertThat(location(value)).isEqualTo(location);
        }
    }

    @Nested
    class OpenRedirects {
        @ParameterizedTest
        @MethodSource("org.gatehouse.fallback.OpenRedirectTricks#all")
        void areNotTaken(String trick) {
            assertThat(ReturnTarget.parse(trick, HOSTS)).isEmpty();
        }

        @Test
        void areNotTakenWithACharacterBeforeTheSlashThatBrowsersDrop() {
            for (char c = 0; c <= ' '; c++) {
                assertThat(ReturnTarget.parse(c + "/app", HOSTS)).isEmpty();
            }
        }

        @Test
        void areNotTakenWithAControlCharacterAnywhere() {
            for (char c = 0; c < 0xA0; c++) {
                if (Character.isISOControl(c)) {
                    assertThat(ReturnTarget.parse("/" + c, HOSTS)).isEmpty();
                    assertThat(ReturnTarget.parse("/a?b" + c, HOSTS)).isEmpty();
                    assertThat(ReturnTarget.parse("/a#b" + c, HOSTS)).isEmpty();
                    assertThat(ReturnTarget.parse("https://portal.example.com" + c, HOSTS))
                            .isEmpty();
                }
            }
        }
    }

    @Nested
    class Length {
        @Test
        void isAtMostFiveKilobytesAsAParameter() {
            String longest = "/" + "a".repeat(5 * 1024 - "%2F".length());

            assertThat(ReturnTarget.parse(longest, HOSTS)).isPresent();
            assertThat(ReturnTarget.parse(longest + "a", HOSTS)).isEmpty();
        }

        @ParameterizedTest
        @CsvSource({"\u00FC, 511", "%C3%BC, 511", "?b=%20%20, 301"})
        void countsWhatIsEncoded(String part, int fitting) {
            assertThat(ReturnTarget.parse("/" + part.repeat(fitting), HOSTS)).isPresent();
            assertThat(ReturnTarget.parse("/" + part.repeat(fitting + 1), HOSTS))
                    .isEmpty();
        }
    }

    @Nested
    class Hosts {
        @ParameterizedTest
        @ValueSource(strings = {"portal", "portal.example.com", "10.0.0.1:8080", "[::1]:80", "xn--bcher-kva.example"})
        void areNamesOrAddressesWithOrWithoutAPort(String entry) {
            assertThat(ReturnHosts.isLegal(entry)).isTrue();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "https://portal.example.com",
                    "portal.example.com/",
                    "*.example.com",
                    ".example.com",
                    "portal.example.com.",
                    "portal..example.com",
                    "-portal",
                    "portal:0",
                    "portal:",
                    "portal:123456",
                    "user@portal",
                    "b\u00FCcher.example",
                    "portal example",
                    "2001:db8::1"
                })
        void areNothingElse(String entry) {
            assertThat(ReturnHosts.isLegal(entry)).isFalse();
            assertThatThrownBy(() -> ReturnHosts.of(List.of(entry))).isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        void ofARequestAreComparedWithTheirPort() {
            ReturnHosts hosts = ReturnHosts.NONE.with("portal.example.com", 8080);

            assertThat(ReturnTarget.parse("http://portal.example.com:8080/", hosts))
                    .isPresent();
            assertThat(ReturnTarget.parse("http://portal.example.com/", hosts)).isEmpty();
            assertThat(ReturnTarget.parse("http://portal.example.com:8081/", hosts))
                    .isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "portal example", "portal/x", "a@b", "portal:80"})
        void ofARequestThatAreNotWellFormedAllowNothing(String host) {
            assertThat(ReturnTarget.parse("http://" + host + "/", ReturnHosts.NONE.with(host, 80)))
                    .isEmpty();
        }

        @Test
        void withTheirOwnPortAreTheSameAsWithout() {
            ReturnHosts hosts = ReturnHosts.of(List.of("login.example.com:443"));

            assertThat(ReturnTarget.parse("https://login.example.com/", hosts)).isPresent();
        }
    }
}
