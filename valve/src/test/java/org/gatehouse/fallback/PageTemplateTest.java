package org.gatehouse.fallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class PageTemplateTest {
    /** Base64 of 0 to 17. */
    private static final String NONCE = "AAECAwQFBgcICQoLDA0ODxAR";

    private static final PageFacts REFUSED = PageFacts.of(Situation.REFUSED, PageSamples.TECHNICAL, PageSamples.LINKS);

    private static final PageFacts NOTHING = PageFacts.of(Situation.CHOOSE, PageLinks.NONE);

    private static String fill(String template, PageFacts facts) throws PageFileException {
        return PageSamples.page(PageSamples.template(template), facts, "en").html();
    }

    @Nested
    class Placeholders {
        @ParameterizedTest
        @CsvSource({
            "${title}, We couldn’t sign you in automatically · Travel expenses",
            "${heading}, We couldn’t sign you in automatically",
            "${siteName}, Travel expenses",
            "${lang}, en",
            "${situation}, refused",
            "${code}, GH-K031",
            "${reference}, 7F3A-91C2",
            "${time}, '30 Nov 2026, 05:07 UTC'",
            "${datetime}, 2026-11-30T05:07:09Z",
            "${onwardUrl}, /app/gatehouse-sso/go?return=%2Fapp%2Fcases%3Fid%3D7",
            "${otherSignInUrl}, /app/gatehouse-sso/skip?return=%2Fapp%2Fcases%3Fid%3D7",
            "${otherSignIn}, Sign in with password",
            "${tryAgain}, Try again",
            "${automaticSignInUrl}, /app/gatehouse-sso/retry?return=%2Fapp%2Fcases%3Fid%3D7",
            "${automaticSignIn}, Sign in automatically",
            "${signOutUrl}, /app/sign-out",
            "${signOut}, Sign out",
            "${backUrl}, /app/",
            "${back}, Back",
            "${helpUrl}, https://help.example.com/",
            "${helpText}, Call 4711",
            "${nonce}, " + NONCE,
            "${ lang }, en"
        })
        void haveTheValuesOfThePage(String placeholder, String value) throws PageFileException {
            assertThat(fill("a " + placeholder + " b", REFUSED)).isEqualTo("a " + value + " b");
        }

        @Test
        void holdTheSentenceForTheHelpDeskWithItsLink() throws PageFileException {
            assertThat(fill("${help}", REFUSED))
                    .isEqualTo(
                            "If this keeps happening, send this code to <a href=\"https://help.example.com/\">your help"
                                    + " desk</a>.<br>\nCall 4711");
        }

        @Test
        void holdTheScriptAsAnElementWithANonce() throws PageFileException {
            assertThat(fill("${script}", REFUSED))
                    .startsWith("<script nonce=\"" + NONCE + "\" data-on=\"" + PageSamples.GO + "\">")
                    .endsWith("</script>");
        }

        @ParameterizedTest
        @EnumSource(Placeholder.class)
        void areEmptyOrWithoutSurpriseWhereThereIsNothing(Placeholder name) throws PageFileException {
            assertThat(fill(name + "", NOTHING)).doesNotContain("${", "null", "Optional");
        }

        @Test
        void areEscaped() throws PageFileException {
            PageStyle style = PageSamples.template("<p title='${siteName}'>${siteName}</p>");
            PageStyle hostile = new PageStyle("<b>'\"&", style.help(), style.texts(), style.template());

            assertThat(PageSamples.page(hostile, NOTHING, "en").html())
                    .isEqualTo("<p title='&lt;b&gt;&#39;&quot;&amp;'>&lt;b&gt;&#39;&quot;&amp;</p>");
        }

        @Test
        void areNotFilledTwice() throws PageFileException {
            PageStyle style = PageSamples.template("${siteName}");
            PageStyle hostile = new PageStyle("${nonce}", style.help(), style.texts(), style.template());

            assertThat(PageSamples.page(hostile, NOTHING, "en").html()).isEqualTo("${nonce}");
        }

        @Test
        void canBeWrittenAsTextWithTwoDollarSigns() throws PageFileException {
            assertThat(fill("<script nonce=\"${nonce}\">`$${x}`</script> $5 $$ $", REFUSED))
                    .isEqualTo("<script nonce=\"" + NONCE + "\">`${x}`</script> $5 $$ $");
        }
    }

    @Nested
    class Sections {
        @ParameterizedTest
        @CsvSource({
            "${if code}yes${end}, yes, ''",
            "${if code}yes${else}no${end}, yes, no",
            "a${if code}${if help}b${end}c${end}d, abcd, ad",
            "${if code}x${else}${if lang}y${else}z${end}${end}, x, y",
            "${if tryAgainUrl}again${end}, again, ''",
            "${if onwardUrl}on${end}, on, ''",
            "${ if code }x${ end }, x, ''",
            "'<a ${if code}href=\"/\"${end}>x</a>', '<a href=\"/\">x</a>', '<a >x</a>'",
            "'<a href=\"/${if code}a${end}\">x</a>', '<a href=\"/a\">x</a>', '<a href=\"/\">x</a>'"
        })
        void appearWhereThereIsAValue(String template, String with, String without) throws PageFileException {
            assertThat(fill(template, REFUSED)).isEqualTo(with);
            assertThat(fill(template, NOTHING)).isEqualTo(without);
        }
    }

    @Nested
    class Mistakes {
        @ParameterizedTest
        @MethodSource("org.gatehouse.fallback.TemplateMistakes#all")
        void nameLineAndPlaceholder(String template, String mistake) {
            PageFileException exception =
                    catchThrowableOfType(PageFileException.class, () -> PageTemplate.parse(PageSamples.utf8(template)));

            assertThat(exception.mistakes()).hasSize(1);
            assertThat(exception).message().startsWith(mistake);
        }

        @Test
        void areToldAllAtOnce() {
            assertThatThrownBy(() -> PageTemplate.parse(PageSamples.utf8("${a}\n${b}")))
                    .message()
                    .contains("line 1: \"${a}\"", "line 2: \"${b}\"");
        }

        @Test
        void includeAFileOfMoreThan256Kilobytes() throws PageFileException {
            assertThat(PageTemplate.parse(new byte[256 * 1024])).isNotNull();
            assertThatThrownBy(() -> PageTemplate.parse(new byte[256 * 1024 + 1]))
                    .hasMessage("line 1: the file is larger than 256 KiB");
        }

        @Test
        void includeAFileThatIsNotUtf8() {
            assertThatThrownBy(() -> PageTemplate.parse(new byte[] {'\n', (byte) 0x80}))
                    .hasMessageStartingWith("line 2: this is not UTF-8");
        }
    }

    /** Administrators begin with a copy of it. */
    @Test
    void sampleOfTheDocumentationIsATemplate() throws IOException, PageFileException {
        String sample = Files.readString(Path.of("..", "dist", "src", "docs", "configure.md"))
                .lines()
                .dropWhile(line -> !line.equals("    <!DOCTYPE html>"))
                .takeWhile(line -> line.startsWith("    "))
                .map(String::strip)
                .collect(Collectors.joining("\n"));

        assertThat(StrictMarkup.text(fill(sample, REFUSED)))
                .contains("We couldn’t sign you in automatically", "GH-K031 7F3A-91C2", "Sign out");
    }

    @Nested
    class Policy {
        @Test
        void allowsWhatCarriesTheNonceOfThisResponse() throws PageFileException {
            PageRenderer renderer = new PageRenderer(
                    PageSamples.template("<style nonce=\"${nonce}\">p{}</style>"), new PageSamples.SameBytes());

            RenderedPage first = renderer.render(REFUSED, "en");
            RenderedPage second = renderer.render(REFUSED, "en");

            assertThat(first.html()).contains("<style nonce=\"" + NONCE + "\">");
            assertThat(first.contentSecurityPolicy())
                    .contains("script-src 'nonce-" + NONCE + "'", "style-src 'self' 'nonce-" + NONCE + "'")
                    .contains("default-src 'none'", "base-uri 'none'")
                    .doesNotContain("unsafe", "*");
            assertThat(second.html()).doesNotContain(NONCE);
            assertThat(second.contentSecurityPolicy()).doesNotContain(NONCE);
        }

        @Test
        void allowsAFormOnlyForTheSignOut() throws PageFileException {
            PageStyle style = PageSamples.template("x");

            assertThat(PageSamples.page(style, REFUSED, "en").contentSecurityPolicy())
                    .contains("form-action 'self'");
            assertThat(PageSamples.page(style, NOTHING, "en").contentSecurityPolicy())
                    .contains("form-action 'none'");
        }
    }
}
