package org.gatehouse.der;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.gatehouse.wire.Hex.hex;
import static org.gatehouse.wire.Malformed.assertMalformed;

import java.util.Arrays;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;
import org.gatehouse.wire.WireException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Elements of less than 126 bytes inside {@code [number]}: the reader compares their four header octets at once. */
class ShortHeadersTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 127, 128, 129, 130, 255, 256})
    void readsElementOfAnyLengthInsideItsTag(int length) throws WireException {
        DerWriter der = new DerWriter();
        der.octets(3, Bytes.of(new byte[length]));

        assertThat(reader(der.toBytes()).octets(3, "cipher").length()).isEqualTo(length);
    }

    @Test
    void rejectsIndefiniteLengthAroundAShortElement() {
        assertMalformed(() -> octets("a3 80 04 7e" + " 00".repeat(126)), "T.cipher", Reason.BAD_LENGTH, 0);
        assertMalformed(() -> octets("a3 80 04 7e" + " 00".repeat(128)), "T.cipher", Reason.BAD_LENGTH, 0);
    }

    /** Read as one octet each, the lengths would fit: 0x81 is 0x7f and two more. */
    @ParameterizedTest
    @ValueSource(ints = {0x7f, 0x80, 0x81, 0x82, 0x83, 0xfc, 0xfd})
    void rejectsLengthsOfTheLongFormThatDifferByTwo(int inner) {
        String headers = "a3 %02x 04 %02x".formatted(inner + 2, inner);

        assertThatExceptionOfType(WireException.class).isThrownBy(() -> octets(headers + " 00".repeat(300)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a3 81 04 04 02 aa bb",
                "a3 05 04 81 02 aa bb",
                "a3 81 05 04 81 02 aa bb",
                "a3 82 00 04 04 02 aa bb"
            })
    void rejectsLengthThatIsNotTheShortest(String der) {
        assertMalformed(() -> octets(der), "T.cipher", Reason.BAD_LENGTH);
    }

    @ParameterizedTest
    @CsvSource({
        "00 00 00 00",
        "00 04 04 02 aa bb",
        "00 00 04 02 aa bb",
        "00 00 00 02 aa bb",
        "a2 04 04 02 aa bb",
        "04 04 04 02 aa bb"
    })
    void rejectsElementOutsideItsTag(String der) {
        assertMalformed(() -> octets(der), "T.cipher", Reason.BAD_TAG, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a3 04 00 02 aa bb", "a3 04 03 02 aa bb", "a3 02 00 00"})
    void rejectsAnotherTypeInsideTheTag(String der) {
        assertMalformed(() -> octets(der), "T.cipher", Reason.BAD_TAG, 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a3 00 04 02 aa bb", "a3 01 04 03 aa bb cc", "a3 03 04 02 aa bb", "a3 05 04 02 aa bb cc"})
    void rejectsTagThatIsNotTwoOctetsLongerThanItsElement(String der) {
        assertMalformed(() -> octets(der), "T.cipher", Reason.BAD_LENGTH, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a3 04 04 02", "a3 04 04 02 aa", "a3 7f 04 7d"})
    void namesTheBeginningOfAnElementThatIsCut(String der) {
        assertMalformed(() -> octets(der), "T.cipher", Reason.TRUNCATED, 0);
    }

    @Test
    void findsTheTypeInsideATagOfAnyLength() {
        assertThat(reader(hex("a3 02 30 00")).hasExplicit(Tag.SEQUENCE)).isTrue();
        assertThat(reader(hex("a3 02 04 00")).hasExplicit(Tag.SEQUENCE)).isFalse();
        assertThat(reader(hex("a3 7f 30 00")).hasExplicit(Tag.SEQUENCE)).isTrue();
        assertThat(reader(hex("a3 80 30 00")).hasExplicit(Tag.SEQUENCE)).isTrue();
        assertThat(reader(hex("a3 81 80 30")).hasExplicit(Tag.SEQUENCE)).isTrue();
        assertThat(reader(hex("a3 82 30 80 04")).hasExplicit(Tag.SEQUENCE)).isFalse();
        assertThat(reader(hex("a3 82 01 80 30")).hasExplicit(Tag.SEQUENCE)).isTrue();
    }

    @Test
    void hasNoTypeInsideATagThatIsCut() {
        assertThat(reader(hex("a3")).hasExplicit(Tag.SEQUENCE)).isFalse();
        assertThat(reader(hex("a3 02")).hasExplicit(Tag.SEQUENCE)).isFalse();
        assertThat(reader(hex("a3 84 01")).hasExplicit(Tag.SEQUENCE)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 127, 128, 255, 256})
    void contentOfAnElementIsWhatFollowsItsHeader(int length) {
        byte[] content = new byte[length];
        Arrays.fill(content, (byte) 0x5a);
        DerWriter der = new DerWriter();
        int mark = der.begin(Tag.SEQUENCE);
        der.raw(Bytes.of(content));
        der.end(mark);

        assertThat(DerReader.contentOf(der.toBytes())).isEqualTo(Bytes.of(content));
    }

    @Test
    void countsThePositionFromTheStartOfTheMessage() throws WireException {
        DerReader der = reader(hex("30 05 a0 03 02 01 05"));
        assertThat(der.position()).isZero();

        der.enter("S", Tag.SEQUENCE);

        assertThat(der.position()).isEqualTo(2);
        assertThat(der.atEnd()).isFalse();
    }

    private static Bytes octets(String der) throws WireException {
        return reader(hex(der)).octets(3, "cipher");
    }

    private static DerReader reader(Bytes der) {
        return new DerReader(der.cursor("T"));
    }
}
