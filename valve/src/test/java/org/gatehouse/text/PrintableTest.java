package org.gatehouse.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "alice@EXAMPLE.COM", "HTTP/portal.example.com", "Jörg Groß", "漢字", "𝄞", "a b", "\\n"})
    void leavesWhatPeopleCanRead(String text) {
        assertThat(Printable.of(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "'a\nb', a\\u{a}b",
        "'a\rb', a\\u{d}b",
        "'a\u0085b', a\\u{85}b",
        "'a\u2028b', a\\u{2028}b",
        "'a\u2029b', a\\u{2029}b",
        "'a\u000bb', a\\u{b}b"
    })
    void keepsToOneLine(String text, String printable) {
        assertThat(Printable.of(text)).isEqualTo(printable);
    }

    @Test
    void disarmsTerminalEscapes() {
        assertThat(Printable.of("\u001b[2J\u009b31m")).isEqualTo("\\u{1b}[2J\\u{9b}31m");
    }

    @ParameterizedTest
    @ValueSource(ints = {0x200e, 0x200f, 0x202a, 0x202e, 0x2066, 0x2069, 0x061c, 0xfeff, 0x200b, 0xad})
    void showsMarksThatTurnOrHideTheText(int mark) {
        String text = "a" + Character.toString(mark) + "b";

        assertThat(Printable.of(text)).isEqualTo("a\\u{" + Integer.toHexString(mark) + "}b");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 0x7f, 0xe000, 0xffff, 0x10ffff})
    void showsWhatIsNoCharacter(int codePoint) {
        assertThat(Printable.of(Character.toString(codePoint)))
                .isEqualTo("\\u{" + Integer.toHexString(codePoint) + "}");
    }

    @ParameterizedTest
    @CsvSource({"d834, \\u{d834}", "dd1e, \\u{dd1e}"})
    void showsHalfOfASurrogatePair(String half, String printable) {
        String text = String.valueOf((char) Integer.parseInt(half, 16));

        assertThat(Printable.of(text)).isEqualTo(printable);
    }

    @ParameterizedTest
    @ValueSource(ints = {0xa0, 0x1680, 0x2000, 0x2003, 0x2007, 0x200a, 0x202f, 0x205f, 0x3000})
    void showsSpacesThatOnlyLookLikeOne(int space) {
        assertThat(Printable.of("a" + Character.toString(space) + "b"))
                .isEqualTo("a\\u{" + Integer.toHexString(space) + "}b");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {"a, '\"a\"'", "'', '\"\"'", "'\"', '\"\\u{22}\"'", "'a\" b', '\"a\\u{22} b\"'"})
    void letsNothingOutOfItsQuotes(String text, String quoted) {
        assertThat(Printable.quoted(text)).isEqualTo(quoted);
    }

    @Test
    void leavesTextOf128Characters() {
        String text = "x".repeat(128);

        assertThat(Printable.of(text)).isEqualTo(text);
    }

    @Test
    void cutsLongerText() {
        assertThat(Printable.of("x".repeat(129))).isEqualTo("x".repeat(128) + "…");
    }

    @Test
    void doesNotCutThroughASurrogatePair() {
        assertThat(Printable.of("x".repeat(127) + "𝄞𝄞")).isEqualTo("x".repeat(127) + "𝄞…");
    }

    @Test
    void countsTheCharactersThatAreShown() {
        String printable = Printable.of("\n".repeat(10_000));

        assertThat(printable).hasSizeLessThan(140).endsWith("}…");
    }
}
