package org.gatehouse.keytab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.gatehouse.keytab.FileText.Encoding;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.Hex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are looked at as text, at the first and the last character of each range. */
class FileTextTest {
    private static final int SEARCHED = 65_536;
    private static final int JUDGED = 4096;

    @ParameterizedTest
    @CsvSource({
        "BYTES, 0, 05ffe4, 05 ff e4",
        "BYTES, 2, 05ffe4, e4",
        "UTF_16_LITTLE_ENDIAN, 0, 41003d04ff, 41 43d",
        "UTF_16_LITTLE_ENDIAN, 2, fffe41003d04, 41 43d",
        "UTF_16_BIG_ENDIAN, 0, 0041043d, 41 43d",
        "UTF_16_BIG_ENDIAN, 2, feff0041fffe00, 41 fffe"
    })
    void textHasTheCharactersOfItsEncodingAfterItsStart(Encoding encoding, int start, String file, String characters) {
        FileText text = new FileText(Hex.hex(file), start, encoding);

        String[] expected = characters.split(" ", -1);
        assertThat(text.length()).isEqualTo(expected.length);
        for (int at = 0; at < expected.length; at++) {
            assertThat((int) text.at(at)).isEqualTo(Integer.parseInt(expected[at], 16));
        }
        assertThat(text.isUtf16()).isEqualTo(encoding != Encoding.BYTES);
    }

    @ParameterizedTest
    @CsvSource({
        "00, false",
        "08, false",
        "09, true",
        "0a, true",
        "0b, true",
        "0c, true",
        "0d, true",
        "0e, false",
        "1f, false",
        "20, true",
        "21, false",
        "7f, false",
        "85, false",
        "a0, false",
        "2009, false"
    })
    void spacesAreThoseOfAscii(String character, boolean space) {
        assertThat(FileText.isSpace((char) Integer.parseInt(character, 16))).isEqualTo(space);
    }

    @ParameterizedTest
    @CsvSource({"'', 0", "'a', 0", "' \t\r\na ', 4", "'  ', 2"})
    void firstVisibleCharacterIsAfterAllSpaces(String text, int first) {
        assertThat(text(text).firstVisible()).isEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource({
        "abc, 0, abc, true",
        "abc, 1, bc, true",
        "abc, 1, bcd, false",
        "abc, 2, c, true",
        "abc, 2, b, false",
        "abc, 0, abd, false",
        "abc, 3, '', true",
        "abc, 3, a, false",
        "abc, 9, a, false",
        "aZz, 0, AzZ, true",
        "azAZ, 0, AZaz, true",
        "@, 0, `, false",
        "`, 0, @, false",
        "[, 0, {, false",
        "{, 0, [, false"
    })
    void wordIsFoundWhereItStandsInEitherCase(String text, int index, String word, boolean found) {
        assertThat(text(text).hasAt(index, word)).isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource({"abc, abc, true", "xabc, aBC, true", "xabcx, abc, true", "xab, abc, false", "'', a, false"})
    void wordIsFoundAnywhere(String text, String word, boolean found) {
        assertThat(text(text).contains(word)).isEqualTo(found);
    }

    @Test
    void wordIsSoughtOnlyInTheBeginningOfALongFile() {
        assertThat(text(" ".repeat(SEARCHED - 1) + "word").contains("word")).isTrue();
        assertThat(text(" ".repeat(SEARCHED) + "word").contains("word")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "01", "08", "0e", "1a", "1c", "1f", "7f"})
    void controlCharacterIsNotText(String octet) {
        assertThat(FileText.ofBytes(Hex.hex("6161616161" + octet), 0).isText()).isFalse();
        assertThat(new FileText(Hex.hex("6100" + octet + "00"), 0, Encoding.UTF_16_LITTLE_ENDIAN).isText())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"09", "0a", "0b", "0c", "0d", "1b", "20", "7e", "80", "ff"})
    void characterOfTextsIsText(String octet) {
        assertThat(FileText.ofBytes(Hex.hex("6161616161" + octet), 0).isText()).isTrue();
        assertThat(new FileText(Hex.hex("00" + octet), 0, Encoding.UTF_16_BIG_ENDIAN).isText())
                .isTrue();
    }

    /** As in ISO 8859-1; bytes of every value are not text. */
    @ParameterizedTest
    @CsvSource({
        "61616161e9, true",
        "616161e9, false",
        "616161616161616180ff, true",
        "6161616161616180ff, false",
        "e9, false",
        "'', true"
    })
    void oneInFiveBytesOfATextMayBeBeyondAscii(String file, boolean text) {
        assertThat(FileText.ofBytes(Hex.hex(file), 0).isText()).isEqualTo(text);
    }

    @Test
    void utf8IsTextHoweverMuchOfItIsBeyondAscii() {
        assertThat(text("\u9375\u8868").isText()).isTrue();
        assertThat(FileText.ofBytes(Hex.hex("bfe98db5e8a1a8"), 1).isText()).isTrue();
        assertThat(FileText.ofBytes(Hex.hex("efbbbfbfe98db5"), 3).isText()).isFalse();
    }

    @Test
    void utf16IsTextHoweverMuchOfItIsBeyondAscii() {
        Bytes file = Bytes.of("\u9375\u8868".getBytes(StandardCharsets.UTF_16LE));

        assertThat(new FileText(file, 0, Encoding.UTF_16_LITTLE_ENDIAN).isText())
                .isTrue();
    }

    @Test
    void longFileIsJudgedByItsBeginning() {
        assertThat(text(" ".repeat(JUDGED - 1) + "\0").isText()).isFalse();
        assertThat(text(" ".repeat(JUDGED) + "\0").isText()).isTrue();
    }

    private static FileText text(String text) {
        return FileText.ofBytes(Bytes.of(text.getBytes(StandardCharsets.UTF_8)), 0);
    }
}
