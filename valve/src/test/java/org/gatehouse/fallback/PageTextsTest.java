package org.gatehouse.fallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageTextsTest {
    private static PageTexts parse(String file) throws PageFileException {
        return PageTexts.parse(PageSamples.utf8(file));
    }

    private static String heading(PageTexts texts, PageLanguage language) {
        return texts.text(language, "asked.heading");
    }

    @Nested
    class Overrides {
        @Test
        void ofOneLanguageLeaveTheOthersAsTheyAre() throws PageFileException {
            PageTexts texts = parse("de.asked.heading=Moin");

            assertThat(heading(texts, PageLanguage.GERMAN)).isEqualTo("Moin");
            assertThat(heading(texts, PageLanguage.ENGLISH)).isEqualTo("We couldn’t sign you in automatically");
        }

        @ParameterizedTest
        @ValueSource(strings = {"asked.heading=Hi\nde.asked.heading=Moin", "de.asked.heading=Moin\nasked.heading=Hi"})
        void ofOneLanguageGoBeforeThoseOfAllInAnyOrder(String file) throws PageFileException {
            PageTexts texts = parse(file);

            assertThat(heading(texts, PageLanguage.GERMAN)).isEqualTo("Moin");
            assertThat(heading(texts, PageLanguage.POLISH)).isEqualTo("Hi");
        }

        @Test
        void appearOnThePageAsText() throws PageFileException {
            PageStyle style = new PageStyle(
                    "", HelpDesk.UNKNOWN, parse("asked.heading=<b>Hi</b>\nbutton.other=R&D"), Optional.empty());
            PageFacts facts = PageFacts.of(Situation.ASKED, PageLinks.NONE.withOtherSignIn("/go"));

            assertThat(PageSamples.page(style, facts, "en").html())
                    .contains(">&lt;b&gt;Hi&lt;/b&gt;</h1>", ">R&amp;D</a>");
        }

        @Test
        void canLeaveASentenceOut() throws PageFileException {
            PageStyle style = new PageStyle(
                    "", HelpDesk.UNKNOWN, parse("asked.text=\nother.text=\nhelp.name=the IT shop"), Optional.empty());
            PageFacts facts = PageFacts.of(Situation.ASKED, PageLinks.NONE.withOtherSignIn("/go"));

            assertThat(PageSamples.page(style, facts, "en").html())
                    .contains("</h1>\n<div class=\"do\">")
                    .contains("ask the IT shop to allow");
        }

        @Test
        void areReadAsPropertiesFilesAre() throws PageFileException {
            PageTexts texts =
                    parse("\uFEFF# a comment\r\n! another\r\n\r\n  en.asked.heading : a\\u00e4\\\r\n    b\\=c \r"
                            + "fr.asked.heading=x\\ty\\\\");

            assertThat(heading(texts, PageLanguage.ENGLISH)).isEqualTo("aäb=c ");
            assertThat(heading(texts, PageLanguage.FRENCH)).isEqualTo("x\ty\\");
        }

        @Test
        void changeNothingInAnEmptyFile() throws PageFileException {
            assertThat(heading(parse(""), PageLanguage.ITALIAN))
                    .isEqualTo(heading(PageTexts.BUILT_IN, PageLanguage.ITALIAN));
        }
    }

    @Nested
    class Mistakes {
        @ParameterizedTest
        @CsvSource(
                delimiter = '~',
                value = {
                    "asked.headline=x ~ line 1: \"asked.headline\" is not a key",
                    "'# x\n\nnl.asked.heading=x' ~ line 3: \"nl.asked.heading\" is not a key",
                    "de.=x ~ line 1: \"de.\" is not a key",
                    "=x ~ line 1: \"\" is not a key",
                    "asked.heading ~ line 1: there is no \"=\" after the key",
                    "'asked.heading=a\nasked.heading=b' ~ line 2: \"asked.heading\" stands in the file twice",
                    "'asked.heading=' ~ line 1: \"asked.heading\" is empty, and the page needs it",
                    "'fr.button.back=  ' ~ line 1: \"fr.button.back\" is empty, and the page needs it",
                    "help.code=Call us ~ line 1: \"help.code\" lacks {helpDesk}",
                    "en.signedOut.until=Bye ~ line 1: \"en.signedOut.until\" lacks {duration}",
                    "time.format={day} {month} {year} ~ line 1: \"time.format\" lacks {hour}",
                    "asked.text=Dear {user} ~ line 1: \"asked.text\" has {user}, which has no meaning there",
                    "asked.heading=\\u12 ~ line 1: \"\\u\" needs four hexadecimal digits",
                    "asked.heading=\\u12g4 ~ line 1: \"\\u\" needs four hexadecimal digits",
                    "pl.duration.days={n} dzień|{n} dni ~ line 1: \"pl.duration.days\" needs 3 parts",
                    "'duration.hours={n} h|{n} h' ~ line 1: \"duration.hours\" needs 3 parts with \"|\" between them in the language pl",
                    "en.time.months=1|2|3 ~ line 1: \"en.time.months\" needs 12 parts",
                    "'asked.heading=a\\\n  b\nx=y' ~ line 3: \"x\" is not a key",
                })
        void nameLineAndKey(String file, String mistake) {
            PageFileException exception = catchThrowableOfType(PageFileException.class, () -> parse(file));

            assertThat(exception.mistakes()).hasSize(1);
            assertThat(exception).message().startsWith(mistake);
        }

        @Test
        void areToldAllAtOnce() {
            assertThatThrownBy(() -> parse("a=1\nasked.heading=ok\nb=2"))
                    .message()
                    .contains("line 1: ", "line 3: ");
        }

        @Test
        void areNotToldWithoutEnd() {
            String file = IntStream.range(0, 100).mapToObj(i -> "x" + i + "=1").collect(Collectors.joining("\n"));

            PageFileException exception = catchThrowableOfType(PageFileException.class, () -> parse(file));

            assertThat(exception.mistakes()).hasSize(20);
        }

        @Test
        void quoteForeignTextSafely() {
            assertThatThrownBy(() -> parse("a\u001B[2Jb=1")).message().contains("\"a\\u{1b}[2Jb\"");
        }

        @Test
        void includeAFileThatIsNotUtf8() {
            byte[] file = {'#', '\n', '#', '\n', 'a', '=', (byte) 0xFC};

            assertThatThrownBy(() -> PageTexts.parse(file))
                    .isInstanceOf(PageFileException.class)
                    .hasMessage("line 3: this is not UTF-8; save the file as UTF-8");
        }

        @Test
        void includeAFileThatIsTooLarge() {
            assertThatThrownBy(() -> PageTexts.parse(new byte[PageTexts.MAX_LENGTH + 1]))
                    .hasMessage("line 1: the file is larger than 128 KiB");
        }

        @Test
        void includeATextThatIsTooLong() {
            assertThatThrownBy(() -> parse("asked.text=" + "x".repeat(2001)))
                    .hasMessage("line 1: \"asked.text\" is longer than 2000 characters");
        }
    }
}
