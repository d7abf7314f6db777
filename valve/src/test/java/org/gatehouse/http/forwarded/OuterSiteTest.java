package org.gatehouse.http.forwarded;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which scheme, host and port the client has asked. */
class OuterSiteTest {
    private static final OuterSite USUAL = new OuterSite("http", "portal.example.com", 80, false);

    private static OuterSite seen(OuterSite direct, String header, String value) {
        return new SentHeaders(direct)
                .with("X-Forwarded-For", "203.0.113.9")
                .with(header, value)
                .seenFrom("10.0.0.1")
                .site();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "X-Forwarded-Proto # https # https://portal.example.com",
                "X-Forwarded-Proto # HTTPS # https://portal.example.com",
                "X-Forwarded-Proto # wss # https://portal.example.com",
                "X-Forwarded-Proto # ws # http://portal.example.com",
                "X-Forwarded-Proto # https | http # http://portal.example.com",
                "X-Forwarded-Proto # http, https # https://portal.example.com",
                "X-Forwarded-Proto # javascript # http://portal.example.com",
                "X-Forwarded-Proto # '' # http://portal.example.com",
                "X-Forwarded-Host # Outer.Example # http://outer.example",
                "X-Forwarded-Host # outer.example:8443 # http://outer.example:8443",
                "X-Forwarded-Host # evil.example, outer.example # http://outer.example",
                "X-Forwarded-Host # [2001:db8::1]:8443 # http://[2001:db8::1]:8443",
                "X-Forwarded-Port # 8443 # http://portal.example.com:8443",
                "X-Forwarded-Port # 0 # http://portal.example.com",
                "X-Forwarded-Port # 65536 # http://portal.example.com",
                "X-Forwarded-Port # 443, x # http://portal.example.com",
                "Forwarded # for=203.0.113.9;proto=https # https://portal.example.com",
                "Forwarded # for=203.0.113.9;proto=https;host=outer.example # https://outer.example",
                "Forwarded # for=203.0.113.9;host=\"outer.example:8443\" # http://outer.example:8443",
                "Forwarded # for=203.0.113.9;host=evil.example, for=203.0.113.9;host=outer.example # http://outer.example",
                "Forwarded # for=203.0.113.9;host=outer.example, for=10.0.0.2;host=inner.example # http://outer.example",
                "Forwarded # proto=https;host=evil.example # http://portal.example.com",
            })
    void isWhatTheProxyTells(String header, String value, String origin) {
        assertThat(seen(USUAL, header, value).origin()).isEqualTo(origin);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example/path",
                "user@evil.example",
                "evil.example:",
                "evil.example:x",
                "evil.example:0",
                "evil.example:443:443",
                "evil example",
                "-evil.example",
                "evil.example\"><script>",
                "evil.example\r\nX: y",
                "[evil]",
                "[::1",
                "2001:db8::1",
                "évil.example",
                ".",
                ":8443",
                "*"
            })
    void hostThatIsNoneIsPassedOver(String host) {
        assertThat(seen(USUAL, "X-Forwarded-Host", host)).isEqualTo(USUAL);
        assertThat(seen(USUAL, "X-Forwarded-Host", "a".repeat(256))).isEqualTo(USUAL);
    }

    @Test
    void schemeDecidesWhetherTheClientIsConnectedSecurely() {
        assertThat(seen(USUAL, "X-Forwarded-Proto", "https").isSecure()).isTrue();
        assertThat(seen(new OuterSite("https", "portal", 443, true), "X-Forwarded-Proto", "http"))
                .isEqualTo(new OuterSite("http", "portal", 80, false));
        assertThat(seen(USUAL, "X-Forwarded-Host", "portal.example.com").isSecure())
                .isFalse();
        assertThat(seen(new OuterSite("https", "portal", 443, true), "X-Forwarded-Host", "outer")
                        .isSecure())
                .isTrue();
    }

    @Test
    void portOfTheHostHeaderStaysWhereTheProxyPassesItOn() {
        assertThat(seen(new OuterSite("http", "portal.example.com", 8443, false), "X-Forwarded-Proto", "https")
                        .origin())
                .isEqualTo("https://portal.example.com:8443");
    }

    @Test
    void contradictionLeavesWhatTheServerSees() {
        SentHeaders headers = new SentHeaders(USUAL)
                .with("Forwarded", "for=203.0.113.9;proto=https;host=evil.example")
                .with("X-Forwarded-For", "203.0.113.9")
                .with("X-Forwarded-Host", "portal.example.com")
                .with("X-Forwarded-Proto", "http");
        assertThat(headers.seenFrom("10.0.0.1").site()).isEqualTo(USUAL);

        headers.with("X-Forwarded-For", "203.0.113.8").with("X-Forwarded-Proto", "https");
        assertThat(headers.seenFrom("10.0.0.1").site()).isEqualTo(USUAL);
    }
}
