package org.gatehouse.fallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FallbackUrlTest {
    private static ReturnTarget target(String value) {
        return ReturnTarget.parse(value, ReturnHosts.NONE).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "/login, /login?ReturnUrl=%2Fapp%2Fx",
        "/login?, /login?ReturnUrl=%2Fapp%2Fx",
        "/login?a=1, /login?a=1&ReturnUrl=%2Fapp%2Fx",
        "/login?a=1&, /login?a=1&ReturnUrl=%2Fapp%2Fx",
        "/login#top, /login?ReturnUrl=%2Fapp%2Fx#top",
        "/login?a=1#top?b, /login?a=1&ReturnUrl=%2Fapp%2Fx#top?b",
        "/login#, /login?ReturnUrl=%2Fapp%2Fx#",
        "https://login.example.com, https://login.example.com?ReturnUrl=%2Fapp%2Fx",
        "https://login.example.com/#/sign-in, https://login.example.com/?ReturnUrl=%2Fapp%2Fx#/sign-in",
        "/login?a=%26&b='x', /login?a=%26&b='x'&ReturnUrl=%2Fapp%2Fx"
    })
    void keepsQueryAndFragmentOfTheLocationInOrder(String location, String url) {
        assertThat(FallbackUrl.of(location).to(target("/app/x"))).isEqualTo(url);
    }

    @Test
    void encodesEverythingOfTheTargetButUnreservedCharacters() {
        ReturnTarget target = target("/a-._~Z9/?b=1&c=%20+x#d&ReturnUrl=e");

        assertThat(FallbackUrl.of("/login").to(target))
                .isEqualTo("/login?ReturnUrl=%2Fa-._~Z9%2F%3Fb%3D1%26c%3D%2520%2Bx%23d%26ReturnUrl%3De");
    }

    @Test
    void encodesLettersBeyondAsciiAsTheTargetHasThem() {
        assertThat(FallbackUrl.of("/login").to(target("/stra\u00DFe")))
                .isEqualTo("/login?ReturnUrl=%2Fstra%25C3%259Fe");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "login",
                "//evil.example",
                "javascript:x",
                "ftp://x/",
                "/a b",
                "/a\nb",
                "https://",
                "/\\x",
                "mailto:a@b",
                "/ü"
            })
    void refusesALocationThatIsNeitherAPathNorAWebAddress(String location) {
        assertThat(FallbackUrl.isLegal(location)).isFalse();
        assertThatThrownBy(() -> FallbackUrl.of(location)).isInstanceOf(IllegalArgumentException.class);
    }
}
