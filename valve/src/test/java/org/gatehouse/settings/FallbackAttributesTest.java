package org.gatehouse.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gatehouse.conditions.FallbackKind;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.keytab.KeytabFixture;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.secret.TestCleanup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FallbackAttributesTest {
    private static FallbackSettings read(Map<Attribute<?>, String> attributes) throws SettingsException {
        Map<Attribute<?>, String> all = new HashMap<>(attributes);
        all.put(Attribute.KEYTAB, "http.keytab");
        return TestCleanup.closes(SettingsReader.read(all, List.of(), path -> SecretBytes.copyOf(KeytabFixture.file())))
                .fallback();
    }

    private static void assertRefused(Map<Attribute<?>, String> attributes, String seen) {
        SettingsException refusal = catchThrowableOfType(SettingsException.class, () -> read(attributes));

        assertThat(refusal).as("attributes that must be refused").isNotNull();
        assertThat(refusal.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(FailureCode.BAD_ATTRIBUTE_VALUE);
            assertThat(problem.seen()).isEqualTo(seen);
        });
    }

    @Test
    void thatAreLeftOutMeanAPageThatSaysWhatHappened() throws SettingsException {
        FallbackSettings settings = read(Map.of());

        assertThat(settings.kind()).isEqualTo(FallbackKind.NONE);
        assertThat(settings.ssoPath()).isEqualTo("/gatehouse-sso");
        assertThat(settings.optOutTime()).isEqualTo(Duration.ofHours(8));
        assertThat(settings.postLimit()).isEqualTo(65_536);
        assertThat(settings.returnHosts()).isEmpty();
        assertThat(settings.logoutPath()).isEmpty();
        assertThat(settings.location()).isEmpty();
    }

    @Test
    void redirectNeedsALocation() {
        assertRefused(
                Map.of(FallbackAttributes.FALLBACK, "redirect"),
                "fallback: \"redirect\" needs fallbackLocation, which is not there.");
    }

    @Test
    void redirectWithAWrongLocationIsOneProblem() {
        assertRefused(
                Map.of(FallbackAttributes.FALLBACK, "redirect", FallbackAttributes.FALLBACK_LOCATION, "//evil.example"),
                "fallbackLocation: \"//evil.example\" is not a path of this server such as /login, or a URL such as"
                        + " https://login.example.com/.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/login",
                "/portal/login?kind=form",
                "https://login.example.com/",
                "http://login.example.com:8080/a?b=c",
                "HTTPS://[2001:db8::1]/"
            })
    void locationIsAPathOrAUrl(String location) throws SettingsException {
        FallbackSettings settings =
                read(Map.of(FallbackAttributes.FALLBACK, "redirect", FallbackAttributes.FALLBACK_LOCATION, location));

        assertThat(settings.location()).contains(location);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "login",
                "//evil.example/",
                "/\\evil.example",
                "\\\\evil.example",
                "///evil.example",
                "javascript:alert(1)",
                "data:text/html,x",
                "ftp://login.example.com/",
                "https:/login",
                "https:login.example.com",
                "https://",
                "https://alice:secret@login.example.com/",
                "https://login.example.com/#top",
                "/login#top",
                "/log in",
                "/login\r\nSet-Cookie: a=b",
                "/l\u00f6schen",
                "https://login.example.com/ "
            })
    void locationThatABrowserCouldReadAsSomethingElseIsRefused(String location) {
        SettingsException refusal = catchThrowableOfType(
                SettingsException.class, () -> read(Map.of(FallbackAttributes.FALLBACK_LOCATION, location)));

        assertThat(refusal).as(location).isNotNull();
        assertThat(refusal.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.seen()).startsWith("fallbackLocation: \""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://help.example.com/",
                "http://help/",
                "mailto:helpdesk@example.com",
                "tel:4711",
                "/help?from=sso"
            })
    void helpIsAPageOrAnAddress(String help) throws SettingsException {
        assertThat(read(Map.of(FallbackAttributes.HELP_URL, help)).helpUrl()).contains(help);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "//help",
                "helpdesk@example.com",
                "mailto:",
                "https://a b/",
                "https://u:p@help/",
                "https://"
            })
    void helpOfAnotherKindIsRefused(String help) {
        assertRefused(
                Map.of(FallbackAttributes.HELP_URL, help),
                "helpUrl: \"" + help + "\" is not a path such as /help, or a URL with https:, http:, mailto: or tel:.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/gatehouse-sso", "/sso", "/a/b.c/d_e", "/.well"})
    void ownPathIsOneBelowTheApplication(String path) throws SettingsException {
        assertThat(read(Map.of(FallbackAttributes.SSO_PATH, path)).ssoPath()).isEqualTo(path);
        assertThat(read(Map.of(FallbackAttributes.SSO_PATH, "/x", FallbackAttributes.LOGOUT_PATH, path))
                        .logoutPath())
                .contains(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"sso", "/", "/sso/", "//sso", "/a/../b", "/./a", "/a%2fb", "/a;b", "/a?b", "/a b", "/\u00e4"})
    void ownPathOfAnotherKindIsRefused(String path) {
        assertRefused(
                Map.of(FallbackAttributes.SSO_PATH, path),
                "ssoPath: \"" + path + "\" is not a path such as /gatehouse-sso.");
    }

    @ParameterizedTest
    @CsvSource({"/gatehouse-sso", "/gatehouse-sso/logout"})
    void pageToSignOutIsNotOneOfTheOtherPages(String path) {
        assertRefused(
                Map.of(FallbackAttributes.LOGOUT_PATH, path),
                "logoutPath: \"" + path + "\" is one of the URLs below ssoPath, \"/gatehouse-sso\".");
    }

    @Test
    void hostsToReturnToAreComparedWithoutCase() throws SettingsException {
        assertThat(read(Map.of(FallbackAttributes.RETURN_HOSTS, "Portal.Example.com:8443, [2001:DB8::1] intranet"))
                        .returnHosts())
                .isEqualTo(Set.of("portal.example.com:8443", "[2001:db8::1]", "intranet"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://a.example", "a.example/x", "*.example", "a.example:0", "a.example:99999", "u@a", "a..b"
            })
    void hostOfAnotherKindIsRefused(String host) {
        assertRefused(
                Map.of(FallbackAttributes.RETURN_HOSTS, host),
                "returnHosts: \"" + host + "\" is not a host such as portal.example.com, with its port where needed.");
    }

    @ParameterizedTest
    @CsvSource({
        "optOutSeconds, 59, a number of seconds from 60 to 34560000",
        "optOutSeconds, 34560001, a number of seconds from 60 to 34560000",
        "postLimit, -1, a number of bytes from 0 to 1048576",
        "postLimit, 1048577, a number of bytes from 0 to 1048576",
        "postLimit, 64k, a number of bytes from 0 to 1048576",
        "fallback, Form, 'one of none, redirect, form'",
        "optOutPath, portal, a path such as / or /portal",
        "optOutPath, //portal, a path such as / or /portal",
        "optOutPath, /;Domain=x, a path such as / or /portal"
    })
    void valueOutsideOfItsBoundsIsRefused(String attribute, String value, String legal) {
        assertRefused(
                Map.of(Attribute.named(attribute).orElseThrow(), value),
                attribute + ": \"" + value + "\" is not " + legal + ".");
    }

    @Test
    void textThatIsTooLongOrHasSeveralLinesIsRefused() {
        assertRefused(
                Map.of(FallbackAttributes.SITE_NAME, "Portal\nof Example"),
                "siteName: \"Portal\\u{a}of Example\" is not a text of at most 300 characters.");
        SettingsException refusal = catchThrowableOfType(
                SettingsException.class, () -> read(Map.of(FallbackAttributes.HELP_TEXT, "x".repeat(301))));

        assertThat(refusal.problems()).hasSize(1);
    }
}
