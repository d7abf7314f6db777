package org.gatehouse.fallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class PageRendererTest {
    private static final PageStyle STYLE = PageSamples.style("Travel expenses");

    static Stream<Arguments> everyPage() {
        return PageSamples.facts().stream()
                .flatMap(facts -> Stream.of(PageLanguage.values()).map(language -> Arguments.of(facts, language)));
    }

    private static RenderedPage page(PageFacts facts, PageLanguage language) {
        return PageSamples.page(STYLE, facts, language.tag());
    }

    @Nested
    class EveryPage {
        @ParameterizedTest
        @MethodSource("org.gatehouse.fallback.PageRendererTest#everyPage")
        void isWellFormedAndHasOneHeadingInOneMain(PageFacts facts, PageLanguage language) {
            List<String> names = StrictMarkup.of(page(facts, language).html()).stream()
                    .map(StrictMarkup.Element::name)
                    .toList();

            assertThat(names).containsOnlyOnce("html", "head", "title", "body", "main", "h1", "style");
        }

        @ParameterizedTest
        @MethodSource("org.gatehouse.fallback.PageRendererTest#everyPage")
        void namesItsLanguage(PageFacts facts, PageLanguage language) {
            RenderedPage page = page(facts, language);

            assertThat(page.contentLanguage()).isEqualTo(language.tag());
            assertThat(StrictMarkup.named("html", page.html()))
                    .extracting(html -> html.attribute("lang"))
                    .containsExactly(language.tag());
        }

        @ParameterizedTest
        @MethodSource("org.gatehouse.fallback.PageRendererTest#everyPage")
        void staysBelowSixKilobytes(PageFacts facts, PageLanguage language) {
            assertThat(page(facts, language).utf8()).hasSizeLessThan(6 * 1024);
        }

        @ParameterizedTest
        @MethodSource("org.gatehouse.fallback.PageRendererTest#everyPage")
        void fetchesNothingFromAnywhere(PageFacts facts, PageLanguage language) {
            String html = page(facts, language).html();

            assertThat(html).doesNotContain("src=", "url(", "@import", " style=", " onclick=");
            assertThat(StrictMarkup.named("link", html))
                    .allSatisfy(link -> assertThat(link.attribute("href")).startsWith("data:image/svg+xml,"));
        }

        @ParameterizedTest
        @MethodSource("org.gatehouse.fallback.PageRendererTest#everyPage")
        void leavesNoPlaceholderOfATextUnfilled(PageFacts facts, PageLanguage language) {
            assertThat(StrictMarkup.text(page(facts, language).html())).doesNotContain("{", "}", "|", "null");
        }

        @ParameterizedTest
        @MethodSource("org.gatehouse.fallback.PageRendererTest#everyPage")
        void hasTheNameOfTheSiteInTitleAndText(PageFacts facts, PageLanguage language) {
            String html = page(facts, language).html();

            assertThat(StrictMarkup.named("title", html).get(0).content()).endsWith(" · Travel expenses");
            assertThat(StrictMarkup.text(html)).contains("Travel expenses");
        }

        @ParameterizedTest
        @EnumSource(Situation.class)
        void doesWithoutTheNameOfASiteThatHasNone(Situation situation) {
            String html = PageSamples.page(PageStyle.DEFAULT, PageFacts.of(situation, PageLinks.NONE), "en")
                    .html();

            assertThat(StrictMarkup.named("svg", html)).isEmpty();
            assertThat(StrictMarkup.named("title", html).get(0).content()).doesNotContain("·");
        }
    }

    @Nested
    class TechnicalLine {
        @ParameterizedTest
        @CsvSource({
            "en, '30 Nov 2026, 05:07 UTC'",
            "de, '30. November 2026, 05:07 UTC'",
            "fr, '30 novembre 2026, 05:07 UTC'",
            "es, '30 nov 2026, 05:07 UTC'",
            "it, '30 nov 2026, 05:07 UTC'",
            "pl, '30 lis 2026, 05:07 UTC'"
        })
        void showsCodeReferenceAndTimeAsTheLanguageWritesIt(String language, String time) {
            PageFacts facts = PageFacts.of(Situation.REFUSED, PageSamples.TECHNICAL, PageLinks.NONE);

            String html = PageSamples.page(STYLE, facts, language).html();

            assertThat(html)
                    .contains("<code>GH-K031 · 7F3A-91C2</code><time datetime=\"2026-11-30T05:07:09Z\">" + time
                            + "</time>");
        }

        @Test
        void isNotThereBeforeAnythingWasRefused() {
            String html = PageSamples.page(STYLE, PageFacts.of(Situation.ASKED, PageSamples.LINKS), "en")
                    .html();

            assertThat(html).doesNotContain("<code>", "<time");
        }

        @Test
        void isForTheHelpDesk() {
            assertThat(PageSamples.html(Situation.REFUSED))
                    .contains(
                            "If this keeps happening, send this code to <a href=\"https://help.example.com/\">your help"
                                    + " desk</a>.<br>\nCall 4711</p>");
        }

        @Test
        void namesTheHelpDeskWithoutALinkWhereThereIsNone() {
            PageStyle style = new PageStyle("", HelpDesk.UNKNOWN, PageTexts.BUILT_IN, Optional.empty());
            PageFacts facts = PageFacts.of(Situation.REFUSED, PageSamples.TECHNICAL, PageLinks.NONE);

            assertThat(PageSamples.page(style, facts, "en").html())
                    .contains("send this code to your help desk.</p>")
                    .doesNotContain("<a ");
        }
    }

    @Nested
    class Buttons {
        @ParameterizedTest
        @CsvSource({
            "ASKED, Sign in with password",
            "REFUSED, Sign in with password",
            "NTLM, Sign in with password",
            "NOT_ASKED, Sign in with password",
            "CAME_BACK, Sign in with password",
            "OPTED_OUT, Sign in with password",
            "UNAVAILABLE, Try again",
            "CHOOSE, Sign in automatically",
            "SIGNED_OUT, Sign in again"
        })
        void beginWithTheOneThatHelpsMost(Situation situation, String label) {
            PageLinks links = PageLinks.NONE
                    .withOtherSignIn(PageSamples.SKIP)
                    .withTryAgain(PageLinks.SAME_ADDRESS)
                    .withAutomaticSignIn(PageSamples.RETRY);

            String html = PageSamples.page(STYLE, PageFacts.of(situation, links), "en")
                    .html();

            assertThat(StrictMarkup.named("a", html).get(0))
                    .extracting(StrictMarkup.Element::content, link -> link.attribute("class"))
                    .containsExactly(label, "button");
        }

        @Test
        void afterASignOutOfferAnotherUser() {
            PageLinks links = PageLinks.NONE.withOtherSignIn(PageSamples.GO).withAutomaticSignIn(PageSamples.RETRY);

            String html = PageSamples.page(STYLE, PageFacts.of(Situation.SIGNED_OUT, links), "en")
                    .html();

            assertThat(StrictMarkup.named("a", html))
                    .extracting(StrictMarkup.Element::content, link -> link.attribute("href"))
                    .containsExactly(
                            tuple("Sign in again", PageSamples.RETRY),
                            tuple("Sign in as somebody else", PageSamples.GO));
        }

        @Test
        void ofASignOutPost() {
            PageLinks links = PageLinks.NONE.withSignOutAction("/app/sign-out").withBack("/app/");

            String html = PageSamples.page(STYLE, PageFacts.of(Situation.SIGN_OUT, links), "en")
                    .html();

            assertThat(html)
                    .contains(
                            "<form method=\"post\" action=\"/app/sign-out\"><button class=\"button\">Sign out</button>"
                                    + "</form>")
                    .contains("<a class=\"button quiet\" href=\"/app/\">Back</a>");
        }

        @Test
        void leadOnWithoutScriptWhereThePageGoesOnByItself() {
            PageLinks links = PageLinks.NONE.withOnward(new Continuation(PageSamples.GO));

            String html = PageSamples.page(STYLE, PageFacts.of(Situation.ASKED, links), "en")
                    .html();

            assertThat(html)
                    .contains("<a class=\"button\" href=\"" + PageSamples.GO + "\">Sign in with password</a>")
                    .contains("You can sign in with your password instead.");
        }

        @Test
        void thatLeadNowhereAreNotThere() {
            String html = PageSamples.page(STYLE, PageFacts.of(Situation.NOT_ASKED, PageLinks.NONE), "en")
                    .html();

            assertThat(html)
                    .doesNotContain("class=\"button", "<form", "<script")
                    .doesNotContain("password");
        }
    }

    @Nested
    class OptOut {
        @ParameterizedTest
        @CsvSource({
            "28800, en, for the next 8 hours.",
            "3600, en, for the next 1 hour.",
            "90000, en, for the next 25 hours.",
            "172800, en, for the next 2 days.",
            "34560000, en, for the next 400 days.",
            "60, en, for the next 1 minute.",
            "5, en, for the next 1 minute.",
            "1800, en, for the next 30 minutes.",
            "28800, de, (8 Stunden)",
            "3600, fr, pendant 1 heure.",
            "28800, es, durante 8 horas.",
            "28800, it, per 8 ore.",
            "3600, pl, na 1 godzinę.",
            "10800, pl, na 3 godziny.",
            "28800, pl, na 8 godzin.",
            "43200, pl, na 12 godzin.",
            "79200, pl, na 22 godziny.",
            "10368000, pl, na 120 dni."
        })
        void saysHowLongItLasts(long seconds, String language, String words) {
            PageFacts facts =
                    PageFacts.of(Situation.SIGNED_OUT, PageLinks.NONE).withOptOut(Duration.ofSeconds(seconds));

            assertThat(StrictMarkup.text(
                            PageSamples.page(STYLE, facts, language).html()))
                    .contains(words);
        }

        @Test
        void isNotMentionedWhereThereIsNone() {
            String html = PageSamples.page(STYLE, PageFacts.of(Situation.SIGNED_OUT, PageLinks.NONE), "en")
                    .html();

            assertThat(html).contains("<p>To use this site, sign in again.</p>");
        }
    }

    @Test
    void writesEveryMonthInEveryLanguage() {
        for (PageLanguage language : PageLanguage.values()) {
            Stream<String> months = Stream.iterate(1, month -> month <= 12, month -> month + 1)
                    .map(month -> new Technical(
                            "GH-K031", "7F3A-91C2", Instant.parse("2026-%02d-05T00:00:00Z".formatted(month))))
                    .map(technical -> PageFacts.of(Situation.REFUSED, technical, PageLinks.NONE))
                    .map(facts -> StrictMarkup.named(
                                    "time", page(facts, language).html())
                            .get(0)
                            .content());

            assertThat(months)
                    .as(language.tag())
                    .doesNotHaveDuplicates()
                    .allMatch(time -> time.matches("5\\.? \\p{L}+ 2026, 00:00 UTC"));
        }
    }
}
