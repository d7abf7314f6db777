package org.gatehouse.lab.kdc.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DerNodeTest {
    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    @Test
    void findsTheFieldsOfASequence() throws MalformedMessageException {
        DerNode sequence = DerNode.parse(hex("300aa003020105a203020107"));

        assertThat(sequence.field(0).orElseThrow().intValue()).isEqualTo(5);
        assertThat(sequence.field(1)).isEmpty();
        assertThat(sequence.field(2).orElseThrow().encoded()).isEqualTo(hex("020107"));
    }

    @Test
    void knowsApplicationTags() throws MalformedMessageException {
        assertThat(DerNode.parse(hex("6a00")).applicationTag()).contains(10);
        assertThat(DerNode.parse(hex("3000")).applicationTag()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"020100, 0", "0201ff, -1", "02020100, 256", "02047fffffff, 2147483647", "020480000000, -2147483648"})
    void readsIntegers(String encoded, int value) throws MalformedMessageException {
        assertThat(DerNode.parse(hex(encoded)).intValue()).isEqualTo(value);
    }

    @Test
    void refusesAnIntegerBeyondAnInt() throws MalformedMessageException {
        DerNode integer = DerNode.parse(hex("02050100000000"));

        assertThatExceptionOfType(MalformedMessageException.class).isThrownBy(integer::intValue);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // nothing
                "30", // no length
                "3080", // indefinite
                "30800000", // indefinite and ended
                "308100", // long form for a short length
                "30817f", // the same
                "30820080", // leading zero
                "3084ffffffff", // huge
                "3083010000", // more than there is
                "3001", // truncated
                "300100", // truncated inside
                "3003020201", // child longer than its parent
                "30020100", // empty BOOLEAN
                "30020200", // empty INTEGER
                "30021800", // empty GeneralizedTime
                "1f8100", // high tag number
                "300000", // trailing byte
            })
    void refusesWhatIsNoDer(String encoded) {
        assertThatExceptionOfType(MalformedMessageException.class).isThrownBy(() -> DerNode.parse(hex(encoded)));
    }

    @Test
    void refusesAnExplicitTagAroundTwoElements() throws MalformedMessageException {
        DerNode sequence = DerNode.parse(hex("3008a006020105020106"));

        assertThatExceptionOfType(MalformedMessageException.class).isThrownBy(() -> sequence.field(0));
    }

    @ParameterizedTest
    @CsvSource({"32, true", "33, false"})
    void boundsTheDepth(int depth, boolean accepted) {
        byte[] nested = new byte[0];
        for (int i = 0; i < depth; i++) {
            byte[] outer = new byte[nested.length + 2];
            outer[0] = 0x30;
            outer[1] = (byte) nested.length;
            System.arraycopy(nested, 0, outer, 2, nested.length);
            nested = outer;
        }
        assertThat(parses(nested)).isEqualTo(accepted);
    }

    @Test
    void refusesEveryPrefixOfAMessage() {
        byte[] message = hex("6a0f300da103020105a2030201 0aa4013000".replace(" ", ""));
        for (int length = 0; length < message.length; length++) {
            assertThat(parses(Arrays.copyOf(message, length)))
                    .as("%d bytes", length)
                    .isFalse();
        }
    }

    private static boolean parses(byte[] bytes) {
        try {
            DerNode.parse(bytes);
            return true;
        } catch (MalformedMessageException e) {
            return false;
        }
    }
}
