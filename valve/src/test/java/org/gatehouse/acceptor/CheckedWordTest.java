package org.gatehouse.acceptor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckedWordTest {
    private static final long GREATEST = (1L << 39) - 1;

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 0xff_ffff, 0x100_0000, 1_795_342_500, GREATEST, -GREATEST, CheckedWord.MIN})
    void checkedWordIsReadAsTheNumberThatWasWritten(long number) {
        assertThat(CheckedWord.read(CheckedWord.of(number))).hasValue(number);
    }

    @ParameterizedTest
    @ValueSource(longs = {CheckedWord.MIN - 1, Long.MIN_VALUE, -31_557_014_167_219_200L})
    void checkedWordHoldsTheLeastNumberForAllThatIsEvenLess(long number) {
        assertThat(CheckedWord.read(CheckedWord.of(number))).hasValue(CheckedWord.MIN);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 1_795_342_500, GREATEST, CheckedWord.MIN, 0x12_3456_789aL})
    void checkedWordIsNotReadWithAnyChangeOfOneByte(long number) {
        long word = CheckedWord.of(number);

        for (int at = 0; at < Long.SIZE; at += Byte.SIZE) {
            for (long change = 1; change <= 0xff; change++) {
                assertThat(CheckedWord.read(word ^ (change << at)))
                        .as("bits from %d changed by %x", at, change)
                        .isEmpty();
            }
        }
    }

    @Test
    void wordOfZerosHoldsNoNumber() {
        assertThat(CheckedWord.read(0)).isEmpty();
    }
}
