package org.gatehouse.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.gatehouse.wire.Hex.hex;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BytesTest {
    private static final Bytes ABCDE = Bytes.of("abcde".getBytes(StandardCharsets.US_ASCII));

    @Nested
    class Views {
        @Test
        void sliceIsTheBytesFromThereOn() {
            assertThat(ABCDE.slice(1, 3)).isEqualTo(hex("62 63 64"));
        }

        @Test
        void sliceOfASliceCountsFromTheSlice() {
            assertThat(ABCDE.slice(1, 4).slice(1, 2)).isEqualTo(hex("63 64"));
        }

        @Test
        void sliceMayBeEmptyAtTheEnd() {
            assertThat(ABCDE.slice(5, 0)).isEqualTo(Bytes.EMPTY);
        }

        @Test
        void sliceSharesTheArray() {
            byte[] array = {1, 2, 3};
            Bytes slice = Bytes.of(array).slice(1, 2);

            array[1] = 9;

            assertThat(slice.at(0)).isEqualTo(9);
        }

        @Test
        void copyIsIndependentOfItsSource() {
            byte[] array = {1, 2, 3};
            Bytes copy = Bytes.copyOf(array);

            array[1] = 9;

            assertThat(copy).isEqualTo(hex("01 02 03"));
        }

        @Test
        void arrayHandedOutIsACopy() {
            Bytes bytes = hex("01 02 03");

            bytes.toArray()[0] = 9;

            assertThat(bytes.at(0)).isEqualTo(1);
        }

        @Test
        void arrayOfASliceHoldsTheSliceOnly() {
            assertThat(ABCDE.slice(2, 2).toArray()).containsExactly('c', 'd');
        }

        @Test
        void copiesASliceIntoTheMiddleOfAnArray() {
            byte[] target = new byte[4];

            ABCDE.slice(3, 2).copyTo(target, 1);

            assertThat(target).containsExactly(0, 'd', 'e', 0);
        }
    }

    @Nested
    class Bounds {
        @ParameterizedTest
        @CsvSource({"-1, 1", "0, -1", "0, 6", "5, 1", "6, 0", "1, 2147483647", "2147483647, 2147483647"})
        void refusesSliceOutsideTheBytes(int from, int count) {
            assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> ABCDE.slice(from, count));
        }

        @ParameterizedTest
        @ValueSource(ints = {-1, 2, Integer.MIN_VALUE, Integer.MAX_VALUE})
        void refusesIndexOutsideTheSliceThoughInsideTheArray(int index) {
            Bytes slice = ABCDE.slice(1, 2);

            assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> slice.at(index));
        }

        @Test
        void byteIsUnsigned() {
            assertThat(hex("ff").at(0)).isEqualTo(255);
        }
    }

    @Nested
    class Equality {
        @Test
        void viewEqualsTheSameBytesElsewhere() {
            assertThat(hex("00 01 02 03").slice(1, 2)).isEqualTo(hex("01 02")).hasSameHashCodeAs(hex("01 02"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "01", "01 03", "01 02 00", "00 01 02"})
        void differsFromOtherBytes(String other) {
            assertThat(hex("01 02")).isNotEqualTo(hex(other));
        }

        @Test
        void doesNotEqualAnArray() {
            assertThat((Object) hex("01 02")).isNotEqualTo(new byte[] {1, 2});
        }

        @ParameterizedTest
        @CsvSource({"'', true", "6162, true", "6162636465, true", "62, false", "616263646566, false"})
        void startsWithAnyOfItsPrefixes(String prefix, boolean expected) {
            assertThat(ABCDE.startsWith(hex(prefix))).isEqualTo(expected);
        }

        @Test
        void prefixEndsWhereTheSliceEnds() {
            assertThat(ABCDE.slice(0, 1).startsWith(hex("61 62"))).isFalse();
        }
    }

    @Nested
    class Text {
        @Test
        void readsUtf8OfTheSliceOnly() throws CharacterCodingException {
            Bytes text = Bytes.of("xJörgßx".getBytes(StandardCharsets.UTF_8));

            assertThat(text.slice(1, text.length() - 2).utf8()).isEqualTo("Jörgß");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "ff", // no such lead byte
                    "61 80", // continuation without a lead
                    "c3", // cut
                    "c0 80", // overlong
                    "ed a0 80", // half of a surrogate pair
                    "f4 90 80 80" // beyond the last code point
                })
        void refusesMalformedUtf8(String malformed) {
            assertThatExceptionOfType(CharacterCodingException.class)
                    .isThrownBy(() -> hex(malformed).utf8());
        }

        @Test
        void readsUtf16OfTheSliceOnly() throws CharacterCodingException {
            Bytes text = hex("ff 4a00 f600 0000 3dd8 00de 2220 ff");

            assertThat(text.slice(1, text.length() - 2).utf16Little()).isEqualTo("J\u00f6\0\ud83d\ude00\u2022");
            assertThat(Bytes.EMPTY.utf16Little()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "61", // half of a unit
                    "6100 62",
                    "00dc", // the second half of a pair alone
                    "00d8", // the first half alone, at the end
                    "00d8 6100", // and before another character
                    "00d8 00d8 00dc",
                    "6100 00d8 00dc 00dc"
                })
        void refusesMalformedUtf16(String malformed) {
            assertThatExceptionOfType(CharacterCodingException.class)
                    .isThrownBy(() -> hex(malformed).utf16Little());
        }
    }

    @Test
    void tellsItsLengthAndNothingElse() {
        assertThat(ABCDE).hasToString("5 bytes");
    }
}
