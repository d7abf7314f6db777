package org.gatehouse.conditions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.gatehouse.wire.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the rules have for those whom they deny. */
class RuleFallbackTest {
    private static final String LISTS = """
            <optOut cookie="Away" value="1" fallback="redirect"/>
            <addresses fallback="form">
              <allow>10.0.0.0/8</allow>
              <deny>10.9.0.0/16</deny>
              <deny fallback="none">10.9.9.9</deny>
              <deny fallback="redirect">10.8.0.0/16</deny>
            </addresses>
            <hosts fallback="form"><allow>portal.example.com</allow></hosts>
            <urls><deny>/api/*</deny><deny fallback="form">/old/*</deny><deny regex="true" fallback="redirect">/x.*</deny></urls>
            <browsers fallback="redirect"><allow>Windows</allow><deny fallback="form">Mobile</deny></browsers>
            """;

    private static Optional<FallbackKind> fallback(RequestFacts facts) {
        return ConditionsTest.conditions(LISTS)
                .decide(facts)
                .fold(
                        () -> {
                            throw new AssertionError("The client is asked");
                        },
                        skip -> skip.denial().fallback(),
                        open -> {
                            throw new AssertionError("The request is open");
                        });
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.1, FORM", "10.9.1.1, FORM", "10.8.1.1, REDIRECT"})
    void nearestFallbackOfAnAddressWins(String address, FallbackKind kind) {
        assertThat(fallback(Requests.from(address))).contains(kind);
    }

    @ParameterizedTest
    @CsvSource({"/old/a, FORM", "/xyz, REDIRECT", "/api/a,"})
    void fallbackOfAUrlIsThatOfItsElement(String url, FallbackKind kind) {
        assertThat(fallback(Requests.url(url))).isEqualTo(Optional.ofNullable(kind));
    }

    @ParameterizedTest
    @CsvSource({"Linux, REDIRECT", "Windows Mobile, FORM"})
    void nearestFallbackOfABrowserWins(String browser, FallbackKind kind) {
        assertThat(fallback(Requests.browser(browser))).contains(kind);
    }

    @Test
    void hostsAndTheCookieHaveTheFallbackOfTheirElement() {
        assertThat(fallback(Requests.at("other.example.com"))).contains(FallbackKind.FORM);
        assertThat(fallback(Requests.cookie("Away", "1"))).contains(FallbackKind.REDIRECT);
    }

    @Test
    void urlThatCannotBeComparedHasTheFallbackOfItsRule() {
        Conditions conditions =
                ConditionsTest.conditions("<urls><deny regex=\"true\" fallback=\"form\">/(a|b)*c</deny></urls>");
        Decision decision = conditions.decide(Requests.url("/" + "ab".repeat(3000)));

        assertThat(decision.<Denial>fold(
                        () -> {
                            throw new AssertionError("The client is asked");
                        },
                        Decision.Skip::denial,
                        open -> {
                            throw new AssertionError("The request is open");
                        }))
                .satisfies(denial -> assertThat(denial.isStopped()).isTrue())
                .extracting(Denial::fallback)
                .isEqualTo(Optional.of(FallbackKind.FORM));
    }

    @Test
    void explanationNamesTheFallback() {
        assertThat(ConditionsTest.conditions(LISTS).explain(Requests.from("10.8.1.1")))
                .last()
                .hasToString("client address: 10.8.1.1 is denied by 10.8.0.0/16 (line 6); fallback: redirect");
    }

    @Test
    void allFallbacksThatRulesNameAreKnown() {
        assertThat(ConditionsTest.conditions(LISTS).namedFallbacks())
                .isEqualTo(Set.of(FallbackKind.NONE, FallbackKind.REDIRECT, FallbackKind.FORM));
        assertThat(ConditionsTest.conditions("<urls><deny fallback=\"form\">/a</deny></urls>")
                        .namedFallbacks())
                .isEqualTo(Set.of(FallbackKind.FORM));
        assertThat(Conditions.NONE.namedFallbacks()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<urls fallback=\"page\"><deny>/a</deny></urls> | fallback=\"page\" is not known: write \"none\", \"redirect\" or"
                        + " \"form\"",
                "<urls><deny fallback=\"Form\">/a</deny></urls> | fallback=\"Form\" is not known: write \"none\", \"redirect\" or"
                        + " \"form\"",
                "<optOut cookie=\"a\" value=\"1\" fallback=\"\"/> | fallback=\"\" is not known: write \"none\", \"redirect\" or"
                        + " \"form\"",
                "<addresses><allow fallback=\"form\">10.0.0.1</allow></addresses> | <allow> has no attribute \"fallback\"",
                "<open url=\"/a\" fallback=\"form\"/> | <open> has no attribute \"fallback\": there is \"url\", \"address\","
                        + " \"host\""
            })
    void fallbackInTheWrongPlaceOrOfAnotherNameIsAMistake(String content, String mistake) {
        Bytes file = Bytes.of(("<conditions>" + content + "</conditions>").getBytes(StandardCharsets.UTF_8));
        ConditionsException wrong =
                catchThrowableOfType(ConditionsException.class, () -> ConditionsFile.parse(file, Set::of));

        assertThat(wrong.mistakes())
                .singleElement()
                .satisfies(it -> assertThat(it.text()).isEqualTo(mistake));
    }
}
