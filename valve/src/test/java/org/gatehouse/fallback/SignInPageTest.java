package org.gatehouse.fallback;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SignInPageTest {
    private static final SignInPage REFUSED = SignInPage.refused("GH-K031", "7F3A-91C2");

    private static final SignInPage UNAVAILABLE = SignInPage.unavailable("GH-C015", "7F3A-91C2");

    static List<SignInPage> pages() {
        return List.of(SignInPage.CHALLENGE, REFUSED, UNAVAILABLE);
    }

    @Nested
    class Document {
        @ParameterizedTest
        @MethodSource("org.gatehouse.fallback.SignInPageTest#pages")
        void namesItsLanguageEncodingAndTitle(SignInPage page) {
            assertThat(page.html())
                    .startsWith("<!DOCTYPE html>\n<html lang=\"en\">")
                    .contains("<meta charset=\"utf-8\">", "<title>Not signed in</title>");
        }

        @ParameterizedTest
        @MethodSource("org.gatehouse.fallback.SignInPageTest#pages")
        void needsNoResourceFromElsewhere(SignInPage page) {
            assertThat(page.html())
                    .doesNotContainIgnoringCase("http:", "https:", "//", "src=", "url(", "@import", "<link", "<script");
        }

        @ParameterizedTest
        @MethodSource("org.gatehouse.fallback.SignInPageTest#pages")
        void hasNoStyleThatItsPolicyWouldNotAllow(SignInPage page) {
            assertThat(page.html()).doesNotContain(" style=").containsOnlyOnce("<style>");
        }

        @ParameterizedTest
        @MethodSource("org.gatehouse.fallback.SignInPageTest#pages")
        void closesEveryElementThatItOpens(SignInPage page) {
            String body = page.html().substring(page.html().indexOf("<body>"));

            for (String element : List.of("body", "main", "section", "span", "h1", "p", "a")) {
                assertThat(count(body, "<" + element + "[ >]"))
                        .as(element)
                        .isEqualTo(count(body, "</" + element + ">"));
            }
        }

        @ParameterizedTest
        @MethodSource("org.gatehouse.fallback.SignInPageTest#pages")
        void leadsBackToTheSameAddress(SignInPage page) {
            assertThat(page.html()).containsOnlyOnce("<a class=\"button\" href=\"\">Try again</a>");
        }

        @ParameterizedTest
        @MethodSource("org.gatehouse.fallback.SignInPageTest#pages")
        void readsTheSameInEveryEncoding(SignInPage page) {
            assertThat(page.html() + page.text()).isASCII();
        }

        @Test
        void showsCodeAndReferenceOfTheRefusal() {
            assertThat(REFUSED.html()).contains("GH-K031 &middot; 7F3A-91C2");
        }

        @Test
        void showsCodeAndReferenceOfTheOutage() {
            assertThat(UNAVAILABLE.html())
                    .contains("GH-C015 &middot; 7F3A-91C2", "This site cannot sign anyone in at the moment.");
        }

        @Test
        void showsNoCodeBeforeAnythingWasRefused() {
            assertThat(SignInPage.CHALLENGE.html()).doesNotContain("GH-").doesNotContain("class=\"ref\"");
        }
    }

    @Nested
    class Policy {
        @ParameterizedTest
        @MethodSource("org.gatehouse.fallback.SignInPageTest#pages")
        void allowsExactlyTheStyleOfThePage(SignInPage page) throws NoSuchAlgorithmException {
            Matcher style =
                    Pattern.compile("<style>(.*?)</style>", Pattern.DOTALL).matcher(page.html());
            assertThat(style.find()).isTrue();
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(style.group(1).getBytes(StandardCharsets.UTF_8));

            assertThat(SignInPage.contentSecurityPolicy())
                    .contains("style-src 'sha256-" + Base64.getEncoder().encodeToString(digest) + "'");
        }

        @Test
        void allowsNothingElse() {
            assertThat(SignInPage.contentSecurityPolicy().split("; "))
                    .contains("default-src 'none'", "base-uri 'none'", "form-action 'none'")
                    .noneMatch(directive -> directive.contains("unsafe") || directive.contains("*"));
        }

        @Test
        void fitsIntoAHeader() {
            assertThat(SignInPage.contentSecurityPolicy()).matches("[\\x20-\\x7e]+");
        }
    }

    @Nested
    class Text {
        @ParameterizedTest
        @MethodSource("org.gatehouse.fallback.SignInPageTest#pages")
        void isOneLine(SignInPage page) {
            assertThat(page.text()).endsWith(".\n").hasLineCount(1);
        }

        @ParameterizedTest
        @MethodSource("org.gatehouse.fallback.SignInPageTest#pages")
        void isNoHtml(SignInPage page) {
            assertThat(page.text()).doesNotContain("<", ">", "&");
        }

        @Test
        void tellsCodeAndReferenceOfTheRefusal() {
            assertThat(REFUSED.text()).isEqualTo("Sign-in did not work (GH-K031, 7F3A-91C2).\n");
        }

        @Test
        void tellsCodeAndReferenceOfTheOutage() {
            assertThat(UNAVAILABLE.text()).isEqualTo("Sign-in is not available at the moment (GH-C015, 7F3A-91C2).\n");
        }
    }

    private static long count(String text, String regex) {
        return Pattern.compile(regex).matcher(text).results().count();
    }
}
