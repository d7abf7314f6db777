package org.gatehouse.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.wire.Hex.hex;
import static org.gatehouse.wire.Malformed.assertMalformed;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.gatehouse.wire.WireException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is seen without being read: never a byte outside the window. */
class PeekingTest {
    @ParameterizedTest
    @CsvSource({"0, 128", "1, 255", "2, 2", "3, -1", "4, -1"})
    void peeksAheadAsFarAsTheWindowGoes(int ahead, int expected) throws WireException {
        ByteCursor cursor = hex("aa 80 ff 02 03").cursor("M");
        cursor.skip("a", 1);
        cursor.enter("S", 3);

        assertThat(cursor.peekAt(ahead)).isEqualTo(expected);
        assertThat(cursor.position()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "01020304, 16909060",
        "80818283, 2155971203",
        "ffffffff, 4294967295",
        "00000000, 0",
        "a00302ff, 2684551935"
    })
    void peeksFourBytesAsAnUnsignedNumber(String bytes, long expected) throws WireException {
        ByteCursor cursor = hex("aa" + bytes + "55").cursor("M");
        cursor.skip("a", 1);

        assertThat(cursor.peekUint32Big()).isEqualTo(expected);
        assertThat(cursor.position()).isEqualTo(1);
    }

    @Test
    void peeksTheLastFourBytes() {
        assertThat(hex("00 00 01 00").cursor("M").peekUint32Big()).isEqualTo(256);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void peeksNoFourBytesWhereFewerAreLeftInTheWindow(int length) throws WireException {
        ByteCursor cursor = hex("01 02 03 04 05").cursor("M");
        cursor.enter("S", length);

        assertThat(cursor.peekUint32Big()).isEqualTo(-1);
    }

    @Test
    void windowsAndTheStructuresInsideThemCountTogetherAsDepth() throws WireException {
        ByteCursor window = hex("00".repeat(32)).cursor("M").window("W", 0, 32, 0);
        for (int i = 0; i < 13; i++) {
            window.enter("S", 20);
        }
        assertThat(window.window("X", 0, 1, 0).remaining()).isEqualTo(1);

        window.enter("S", 20);

        assertMalformed(() -> window.window("X", 0, 1, 0), "W" + ".S".repeat(14) + ".X", Reason.TOO_DEEP);
    }

    @Test
    void byteOfASliceCountsFromTheSlice() {
        assertThat(hex("01 02 03 04").slice(1, 3).at(0)).isEqualTo(2);
        assertThat(hex("01 02 03 04").slice(1, 3).at(2)).isEqualTo(4);
    }

    @Test
    void cursorIsEmptyOnlyIfItHasNoBytes() {
        assertThat(Bytes.EMPTY.isEmpty()).isTrue();
        assertThat(hex("00 01").slice(1, 0).isEmpty()).isTrue();
        assertThat(hex("00").isEmpty()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0, 5, abcde", "2, 3, cde", "1, 1, b", "5, 0, ''"})
    void readsAsciiOfTheSliceOnly(int from, int count, String expected) throws CharacterCodingException {
        assertThat(hex("61 62 63 64 65").slice(from, count).utf8()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void readsTextWithOneLetterBeyondAsciiWhereverItStands(int at) throws CharacterCodingException {
        String ascii = "abcde";
        String text = ascii.substring(0, at) + "ä" + ascii.substring(at);

        assertThat(Bytes.of(text.getBytes(StandardCharsets.UTF_8)).utf8()).isEqualTo(text);
    }

    @Test
    void hashDependsOnEveryByteOfTheSlice() {
        Set<Integer> hashes = new HashSet<>();
        for (int i = 0; i < 8; i++) {
            byte[] bytes = new byte[10];
            bytes[1 + i] = 1;
            hashes.add(Bytes.of(bytes, 1, 8).hashCode());
        }
        hashes.add(Bytes.of(new byte[10], 1, 8).hashCode());

        assertThat(hashes).hasSize(9);
    }

    @Test
    void hashDoesNotDependOnBytesAroundTheSlice() {
        assertThat(hex("01 02 03 04").slice(1, 2))
                .hasSameHashCodeAs(hex("ff 02 03 ff").slice(1, 2));
    }
}
