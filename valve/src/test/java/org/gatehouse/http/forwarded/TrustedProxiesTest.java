package org.gatehouse.http.forwarded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which client a request comes from. The proxies are 10.0.0.1 to 10.0.0.9, fd00::1 and 127.0.0.1. */
class TrustedProxiesTest {
    private static final String PROXY = "10.0.0.1";

    /** What counts for rules. */
    private static String client(String peer, SentHeaders headers) {
        return headers.seenFrom(peer).ruledAddress();
    }

    private static String forwardedFor(String lines) {
        return client(PROXY, new SentHeaders().with("X-Forwarded-For", lines));
    }

    private static String forwarded(String lines) {
        return client(PROXY, new SentHeaders().with("Forwarded", lines));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "203.0.113.9 # 203.0.113.9",
                "203.0.113.9:4711 # 203.0.113.9",
                "2001:db8::9 # 2001:db8:0:0:0:0:0:9",
                "[2001:db8::9] # 2001:db8:0:0:0:0:0:9",
                "[2001:db8::9]:4711 # 2001:db8:0:0:0:0:0:9",
                "::ffff:203.0.113.9 # 203.0.113.9",
                "198.51.100.1, 203.0.113.9 # 203.0.113.9",
                "198.51.100.1,203.0.113.9 # 203.0.113.9",
                "198.51.100.1 | 203.0.113.9 # 203.0.113.9",
                "198.51.100.1, 203.0.113.9, 10.0.0.2 # 203.0.113.9",
                "198.51.100.1 | 203.0.113.9, 10.0.0.2 | 10.0.0.3 # 203.0.113.9",
                "203.0.113.9, , # 203.0.113.9",
                "10.0.0.2 # 10.0.0.2",
                "10.0.0.3, 10.0.0.2 # 10.0.0.3",
                "'' # 10.0.0.1",
                "', ,' # 10.0.0.1",
            })
    void clientIsTheFirstAddressFromTheRightThatIsNotATrustedProxy(String lines, String client) {
        assertThat(forwardedFor(lines)).isEqualTo(client);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "for=203.0.113.9 # 203.0.113.9",
                "For=203.0.113.9;Proto=https;By=10.0.0.1 # 203.0.113.9",
                "FOR=\"203.0.113.9:4711\" # 203.0.113.9",
                "for=\"203.0.113.9\" # 203.0.113.9",
                "for=\"\\2\\03.0.113.9\" # 203.0.113.9",
                "for=\"[2001:db8::9]\" # 2001:db8:0:0:0:0:0:9",
                "for=\"[2001:db8::9]:4711\" # 2001:db8:0:0:0:0:0:9",
                "for=\"[2001:db8::9]:_port\" # 2001:db8:0:0:0:0:0:9",
                "by=_secret; for=203.0.113.9 ;; # 203.0.113.9",
                "ext=\"a,b;c=\\\"\\\\\";for=203.0.113.9 # 203.0.113.9",
                "for=198.51.100.1, for=203.0.113.9, for=10.0.0.2 # 203.0.113.9",
                "for=198.51.100.1 | for=203.0.113.9;host=\"a,b\", for=10.0.0.2 # 203.0.113.9",
                "for=203.0.113.9, for=\"[fd00::1]\" # 203.0.113.9",
                "for=10.0.0.2 # 10.0.0.2",
                "'' # 10.0.0.1",
            })
    void forwardedOfRfc7239IsReadInAllItsForms(String lines, String client) {
        assertThat(forwarded(lines)).isEqualTo(client);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "for=198.51.100.1, ",
                "\", ",
                "for=\", ",
                "for=\"x\\\", ",
                "for=\"x\\, ",
                "for=\"[2001:db8::1, ",
                "=;=;=, ",
                "for=198.51.100.1;for=198.51.100.2, ",
                "garbage, , , ",
                "for=unknown, ",
                "\u0000\u007f\u00ff, ",
                "for=\"|",
                "for=198.51.100.1|",
            })
    void whatAClientWritesBeforeItsProxyChangesNothing(String written) {
        assertThat(forwarded(written + "for=203.0.113.9")).isEqualTo("203.0.113.9");
        assertThat(forwarded(written + "for=\"[2001:db8::9]:4711\";host=\"portal, \\\"\""))
                .isEqualTo("2001:db8:0:0:0:0:0:9");
        assertThat(forwardedFor(written + "203.0.113.9")).isEqualTo("203.0.113.9");
        assertThat(forwardedFor(written + "203.0.113.9, 10.0.0.2")).isEqualTo("203.0.113.9");
    }

    @Test
    void lengthOfWhatAClientWritesChangesNothing() {
        String many = "198.51.100.1, ".repeat(10_000);

        assertThat(forwardedFor(many + "203.0.113.9, 10.0.0.2")).isEqualTo("203.0.113.9");
        assertThat(forwardedFor("x".repeat(100_000) + ",203.0.113.9")).isEqualTo("203.0.113.9");
        assertThat(forwarded("for=\"" + "x".repeat(100_000) + "\",for=203.0.113.9"))
                .isEqualTo("203.0.113.9");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "for=unknown",
                "for=_hidden",
                "for=\"_hidden:4711\"",
                "for=\"\"",
                "for=",
                "for",
                "for=203.0.113.9 proto=https",
                "for=203.0.113.9;for=203.0.113.9",
                "for=203.0.113.9;proto=http;PROTO=https",
                "for=203.0.113.9:4711",
                "for=[2001:db8::9]",
                "for=\"2001:db8::9\"",
                "for=\"[2001:db8::9\"",
                "for=\"[203.0.113.9]\"",
                "for=\"[2001:db8::9]x\"",
                "for=\"[2001:db8::9]:\"",
                "for=\"[2001:db8::9%eth0]\"",
                "for=\"203.0.113.9:123456\"",
                "for=203.0.113.09",
                "for=203.0.113",
                "for=203.0.113.256",
                "for=portal.example.com",
                "for = 203.0.113.9",
                "for=203.0.113.9\"",
                "for=\"203.0.113.9",
                "for=\"203.0.113.9\"x",
                "for=\"203.0.113.9\\",
                "for=198.51.100.1, for=_hidden",
            })
    void clientThatTheProxyDoesNotNameIsUnknown(String lines) {
        ClientView view = new SentHeaders().with("Forwarded", lines).seenFrom(PROXY);

        assertThat(view.isKnown()).isFalse();
        assertThat(view.ruledAddress()).isEqualTo("unknown");
        assertThat(view.address()).isEqualTo(PROXY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unknown",
                "portal.example.com",
                "203.0.113.9 198.51.100.1",
                "203.0.113.9:",
                "203.0.113.9:port",
                "[203.0.113.9]",
                "[2001:db8::9",
                "2001:db8::9]",
                "2001:db8::9::",
                "fe80::9%eth0",
                "\"203.0.113.9\"",
                "for=203.0.113.9",
                "0x7f000001",
                "2130706433",
                "127.1",
                "198.51.100.1, -",
            })
    void whatIsNoAddressInXForwardedForIsUnknown(String lines) {
        assertThat(forwardedFor(lines)).isEqualTo("unknown");
    }

    @Test
    void logShowsTheLastAddressThatATrustedProxyHasTold() {
        SentHeaders headers = new SentHeaders().with("X-Forwarded-For", "203.0.113.9, garbage, 10.0.0.2");

        assertThat(headers.seenFrom(PROXY).address()).isEqualTo("10.0.0.2");
        assertThat(headers.seenFrom(PROXY).isKnown()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"203.0.113.9", "10.0.0.10", "::1", "fd00::2", "", "localhost"})
    void headersOfAnyoneElseAreNotRead(String peer) {
        SentHeaders headers = new SentHeaders()
                .with("X-Forwarded-For", "198.51.100.1")
                .with("Forwarded", "for=198.51.100.1;host=evil.example;proto=https")
                .with("X-Forwarded-Host", "evil.example")
                .with("X-Forwarded-Proto", "https")
                .with("X-Forwarded-Port", "4443");

        assertThat(headers.seenFrom(peer)).isEqualTo(new SentHeaders().seenFrom(peer));
        assertThat(headers.seenFrom(peer).address()).isEqualTo(peer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1", "::ffff:10.0.0.1", "fd00::1", "127.0.0.1"})
    void trustedProxyIsKnownByEveryFormOfItsAddress(String peer) {
        assertThat(client(peer, new SentHeaders().with("X-Forwarded-For", "203.0.113.9")))
                .isEqualTo("203.0.113.9");
    }

    @Test
    void withoutAnyProxyThatIsTrustedNoHeaderIsRead() {
        ClientView direct = new SentHeaders().seenFrom(PROXY);

        assertThat(TrustedProxies.NONE.view(direct, name -> List.of("203.0.113.9")))
                .isSameAs(direct);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "for=203.0.113.9 # 203.0.113.9 # 203.0.113.9",
                "for=198.51.100.1 # 203.0.113.9 # unknown",
                "for=203.0.113.9 # 198.51.100.1 # unknown",
                "for=10.0.0.2 # 203.0.113.9 # unknown",
                "for=203.0.113.9 # 10.0.0.2 # unknown",
                "for=_hidden # 203.0.113.9 # unknown",
                "for=203.0.113.9 # unknown # unknown",
                "garbage # 203.0.113.9 # unknown",
                "for=198.51.100.1, for=203.0.113.9 # 198.51.100.2, 203.0.113.9 # 203.0.113.9",
                "for=\"[2001:db8::9]\" # 2001:db8:0::9 # 2001:db8:0:0:0:0:0:9",
                "proto=https # 203.0.113.9 # 203.0.113.9",
            })
    void headersThatContradictEachOtherAreNotBelieved(String forwarded, String forwardedFor, String client) {
        SentHeaders headers = new SentHeaders().with("Forwarded", forwarded).with("X-Forwarded-For", forwardedFor);

        assertThat(client(PROXY, headers)).isEqualTo(client);
        assertThat(headers.seenFrom(PROXY).address()).isEqualTo(client.equals("unknown") ? PROXY : client);
    }

    @Test
    void chainOfMoreProxiesThanAnybodyHasEndsUnknown() {
        assertThat(forwardedFor("203.0.113.9, " + "10.0.0.2, ".repeat(NearestFirst.MAX_ELEMENTS - 2)))
                .isEqualTo("203.0.113.9");
        assertThat(forwardedFor("203.0.113.9, " + "10.0.0.2, ".repeat(NearestFirst.MAX_ELEMENTS - 1)))
                .isEqualTo("unknown");
        assertThat(forwardedFor("203.0.113.9" + ",".repeat(NearestFirst.MAX_ELEMENTS + 1)))
                .isEqualTo("unknown");
        assertThat(forwarded("for=203.0.113.9, for=10.0.0.2;ext=\"" + "x".repeat(NearestFirst.MAX_LENGTH) + "\""))
                .isEqualTo("unknown");
    }
}
