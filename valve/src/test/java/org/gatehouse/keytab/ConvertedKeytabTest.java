package org.gatehouse.keytab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.keytab.FileKind.CONVERTED_LINE_ENDS;
import static org.gatehouse.keytab.FileKind.REPLACED_CHARACTERS;
import static org.gatehouse.keytab.FileKind.UTF_8_KEYTAB;
import static org.gatehouse.keytab.FileKind.UTF_8_MARK;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.Hex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keytabs that some tool has taken for text. The length of a part is 10 or 13 where a line end has to be one of the two. */
class ConvertedKeytabTest {
    private static final String TEN = "portal.com";
    private static final String THIRTEEN = "portal.com.de";
    private static final String ELEVEN = "portals.com";

    @ParameterizedTest
    @CsvSource({
        TEN + ", 6b, LF, CRLF",
        ELEVEN + ", 0a, LF, CRLF",
        THIRTEEN + ", 6b, CR, CRLF",
        TEN + ", 6b, LF, CR",
        THIRTEEN + ", 6b, CR, LF",
        ELEVEN + ", 0d0a, CRLF, LF",
        ELEVEN + ", 0d0a, CRLF, CR",
        ELEVEN + ", 0d0a0d0a6b0d0a, CRLF, LF"
    })
    void keytabWithOtherLineEndsIsToldByUndoingThem(String host, String key, LineEnd ours, LineEnd other) {
        Bytes keytab = keytab(host, key);

        assertThat(FileKind.of(keytab)).isEmpty();
        assertThat(FileKind.of(with(keytab, ours, other))).contains(CONVERTED_LINE_ENDS);
    }

    /** Nothing shows what it was. */
    @ParameterizedTest
    @CsvSource({TEN + ", 6b, LF", THIRTEEN + ", 6b, CR"})
    void keytabIsNotToldIfItsLineEndsAreLost(String host, String key, LineEnd ours) {
        assertThat(FileKind.of(with(keytab(host, key), ours, LineEnd.NONE))).isEmpty();
    }

    @Test
    void lineEndMayBeTheLastOfAFile() {
        Bytes keytab = keytab(ELEVEN, "0a", "0a");

        assertThat(FileKind.of(with(keytab, LineEnd.LF, LineEnd.CRLF))).contains(CONVERTED_LINE_ENDS);
    }

    /** It is cut as well if nothing but the last entry lacks bytes. */
    @ParameterizedTest
    @CsvSource({"6b, 0d0a, false", "0d0a, 6b, true", "0d0a, 0d0a, true"})
    void keytabThatLacksBytesInItsLastEntryOnlyIsIncomplete(String first, String last, boolean converted) {
        Bytes keytab = with(keytab(ELEVEN, first, last), LineEnd.CRLF, LineEnd.LF);

        assertThat(FileKind.of(keytab).isPresent()).isEqualTo(converted);
    }

    /** Of the last entry, which has as many bytes as CR and LF are in the order of version 1. */
    @Test
    void keytabIsIncompleteIfTheSizeOfItsLastEntryAloneWouldChange() {
        String part = "01f4" + "61".repeat(500);
        String entry = "0700" + "0100" + "52" + part.replace("01f4", "f401").repeat(5);
        int rest = 0x0a0d - Hex.hex(entry).length() - 2 - 4 - 1 - 2 - 2 - 32;
        String last = entry + "%02x%02x".formatted(rest & 0xff, rest >> 8) + "61".repeat(rest) + "00000000" + "07"
                + "1200" + "2000" + "6b".repeat(32);
        Bytes keytab = Hex.hex("0501" + "0d0a0000" + last);

        assertThat(ConvertedKeytab.isGood(keytab)).isTrue();
        assertThat(FileKind.of(with(keytab, LineEnd.CRLF, LineEnd.LF))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"80", "bf", "c0", "ff", "808182bfc0c1c2c3c4fdfeff"})
    void keytabInUtf8IsToldByEveryCharacterOfIso8859(String key) {
        Bytes keytab = keytab("\u00fc".repeat(80) + "x", key);

        assertThat(FileKind.of(keytab)).isEmpty();
        assertThat(FileKind.of(utf8(keytab))).contains(UTF_8_KEYTAB);
    }

    /** U+0100 is c4 80, and the byte that it would be is wrong, but its length is right. */
    @ParameterizedTest
    @ValueSource(strings = {"c480", "c4bf", "dfbf", "e0a080", "c3"})
    void keytabWithCharactersBeyondIso8859WasNotConvertedFromIt(String last) {
        Bytes converted = utf8(keytab(ELEVEN, "ff", "6b"));
        Bytes rest = Hex.hex(last);
        byte[] file = Arrays.copyOf(converted.toArray(), converted.length() - 1 + rest.length());
        rest.copyTo(file, converted.length() - 1);

        assertThat(FileKind.of(Bytes.of(file))).isEmpty();
    }

    @Test
    void keytabOfAsciiAloneIsAsGoodAsAnother() {
        Bytes keytab = keytab(ELEVEN, "6b");

        assertThat(Utf8.isWellFormed(keytab)).isTrue();
        assertThat(FileKind.of(keytab)).isEmpty();
        assertThat(FileKind.of(Hex.hex("efbbbf" + Hex.hex(keytab)))).contains(UTF_8_MARK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "c3", "e2", "e282", "f09d", "f09d84"})
    void replacedCharactersAreToldAlsoIfTheEndOfTheFileCutsOne(String cut) {
        assertThat(FileKind.of(Hex.hex("0502" + "000000efbfbd" + "6161" + cut))).contains(REPLACED_CHARACTERS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff616161", "f09d8461616161", "c3616161"})
    void nothingWasReplacedInAFileThatIsNotUtf8(String rest) {
        assertThat(FileKind.of(Hex.hex("0502" + "000000efbfbd" + "6161" + rest)))
                .isEmpty();
    }

    /** The first has ten bytes, so that its size is a line end. */
    @Test
    void whatHasMoreEntriesThanAnyKeytabWasNotConvertedFromOne() {
        Bytes keytab = Hex.hex("0502" + "0000000a" + "61".repeat(10) + "0000000161".repeat(10_000));

        assertThat(FileKind.of(with(keytab, LineEnd.LF, LineEnd.CRLF))).isEmpty();
    }

    @Test
    void keytabWithoutEntriesWasNotConverted() {
        Bytes deleted = Hex.hex("0502" + "fffffffe" + "6161");

        assertThat(FileKind.of(deleted)).isEmpty();
        assertThat(FileKind.of(utf8(deleted))).isEmpty();
        assertThat(FileKind.of(Hex.hex("0502"))).isEmpty();
    }

    private enum LineEnd {
        LF("\n"),
        CR("\r"),
        CRLF("\r\n"),
        NONE("");

        private final String text;

        LineEnd(String text) {
            this.text = text;
        }
    }

    private static Bytes with(Bytes file, LineEnd ours, LineEnd other) {
        return Bytes.of(latin1(file).replace(ours.text, other.text).getBytes(StandardCharsets.ISO_8859_1));
    }

    private static Bytes utf8(Bytes file) {
        return Bytes.of(latin1(file).getBytes(StandardCharsets.UTF_8));
    }

    private static String latin1(Bytes file) {
        return new String(file.toArray(), StandardCharsets.ISO_8859_1);
    }

    /** With an entry after the one in question, so that the file is not only cut. */
    private static Bytes keytab(String host, String key) {
        return keytab(host, key, "6b");
    }

    /** Of two entries whose keys end in these bytes. */
    private static Bytes keytab(String host, String first, String last) {
        return ForgedEntry.file(
                ForgedEntry.named("HTTP", host).withKey(key(first)),
                ForgedEntry.named("HTTP", ELEVEN).withKey(key(last)));
    }

    private static Bytes key(String end) {
        Bytes bytes = Hex.hex(end);
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) 'k');
        bytes.copyTo(key, key.length - bytes.length());
        return Bytes.of(key);
    }
}
