package org.gatehouse.keytab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.wire.Hex.hex;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.gatehouse.wire.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same as the JDK's decoder says of every sequence that matters (RFC 3629 §4). */
class Utf8Test {
    private static final int[] SECOND = {0x00, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xff};
    private static final int[] OTHERS = {0x41, 0x7f, 0x80, 0xbf, 0xc0};

    @Test
    void agreesWithTheJdkOnSequencesOfUpToFourBytes() {
        byte[] bytes = new byte[4];
        for (int first = 0; first <= 0xff; first++) {
            bytes[0] = (byte) first;
            for (int second : SECOND) {
                bytes[1] = (byte) second;
                for (int third : OTHERS) {
                    bytes[2] = (byte) third;
                    for (int fourth : OTHERS) {
                        bytes[3] = (byte) fourth;
                        compareEveryPrefix(bytes);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"41, 1", "7f, 1", "c3a4, 2", "e282ac, 3", "f09d849e, 4", "c3, 0", "80, 0", "f5808080, 0", "e0809f, 0"})
    void tellsTheLengthOfACharacter(String bytes, int length) {
        assertThat(Utf8.characterLength(hex("41" + bytes), 1)).isEqualTo(length);
        assertThat(Utf8.characterLength(hex("41" + bytes + "41"), 1)).isEqualTo(length);
    }

    private static void compareEveryPrefix(byte[] bytes) {
        for (int length = 0; length <= bytes.length; length++) {
            byte[] prefix = Arrays.copyOf(bytes, length);
            if (Utf8.isWellFormed(Bytes.of(prefix)) != isWellFormedForTheJdk(prefix)) {
                assertThat(Utf8.isWellFormed(Bytes.of(prefix)))
                        .as(Arrays.toString(prefix))
                        .isEqualTo(isWellFormedForTheJdk(prefix));
            }
        }
    }

    private static boolean isWellFormedForTheJdk(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)) != null;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
