package org.gatehouse.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretBytesTest {
    @Nested
    class Ownership {
        @Test
        void copyIsIndependentOfItsSource() {
            byte[] source = {1, 2, 3};
            SecretBytes secret = SecretBytes.copyOf(source);

            source[0] = 9;

            assertThat(valueOf(secret)).containsExactly(1, 2, 3);
        }

        @Test
        void closingACopyLeavesItsSource() {
            byte[] source = {1, 2, 3};

            SecretBytes.copyOf(source).close();

            assertThat(source).containsExactly(1, 2, 3);
        }

        @Test
        void closingWipesTheAdoptedArray() {
            byte[] adopted = {1, 2, 3};

            SecretBytes.adopt(adopted).close();

            assertThat(adopted).containsOnly(0);
        }

        @Test
        void closingWipesAlsoWhatIsNotPartOfTheValue() {
            byte[] adopted = {1, 2, 3, 4, 5};

            SecretBytes.adopt(adopted, 1, 3).close();

            assertThat(adopted).containsOnly(0);
        }

        @Test
        void valueIsThePartBehindWhatWasSkipped() {
            SecretBytes secret = SecretBytes.adopt(new byte[] {1, 2, 3, 4, 5}, 1, 3);

            assertThat(secret.length()).isEqualTo(3);
            assertThat(valueOf(secret)).containsExactly(2, 3, 4);
        }

        @ParameterizedTest
        @CsvSource({"-1, 1", "0, -1", "0, 4", "3, 1", "4, 0", "1, 2147483647"})
        void refusesPartOutsideTheArray(int skipped, int length) {
            assertThatExceptionOfType(IndexOutOfBoundsException.class)
                    .isThrownBy(() -> SecretBytes.adopt(new byte[3], skipped, length));
        }
    }

    @Nested
    class Use {
        @Test
        void handsOutTheResultOfItsUser() {
            int sum = SecretBytes.copyOf(new byte[] {1, 2})
                    .use((array, offset, length) -> array[offset] + array[offset + 1]);

            assertThat(sum).isEqualTo(3);
        }

        @Test
        void passesOnWhatItsUserThrows() {
            SecretBytes secret = SecretBytes.copyOf(new byte[1]);

            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> secret.use((array, offset, length) -> {
                        throw new IOException("refused");
                    }))
                    .withMessage("refused");
        }

        @Test
        void isRefusedAfterClose() {
            SecretBytes secret = SecretBytes.copyOf(new byte[] {1});

            secret.close();

            assertThatIllegalStateException().isThrownBy(() -> valueOf(secret));
        }

        @Test
        void mayBeClosedTwice() {
            SecretBytes secret = SecretBytes.copyOf(new byte[] {1});

            secret.close();
            secret.close();

            assertThatIllegalStateException().isThrownBy(() -> valueOf(secret));
        }
    }

    @Nested
    class Comparison {
        @Test
        void equalsTheSameValueInAnotherPlace() {
            SecretBytes part = SecretBytes.adopt(new byte[] {9, 1, 2, 9}, 1, 2);

            assertThat(part).isEqualTo(SecretBytes.copyOf(new byte[] {1, 2}));
        }

        @Test
        void differsByEveryBit() {
            SecretBytes secret = SecretBytes.copyOf(new byte[4]);

            for (int bit = 0; bit < 32; bit++) {
                byte[] flipped = new byte[4];
                flipped[bit / 8] ^= (byte) (1 << bit % 8);
                assertThat(SecretBytes.adopt(flipped)).as("bit %d", bit).isNotEqualTo(secret);
            }
        }

        @Test
        void differsFromItsOwnPrefix() {
            assertThat(SecretBytes.copyOf(new byte[] {1, 2})).isNotEqualTo(SecretBytes.copyOf(new byte[] {1}));
        }

        @Test
        void hashCodeTellsTheLengthOnly() {
            assertThat(SecretBytes.copyOf(new byte[] {1, 2}))
                    .hasSameHashCodeAs(SecretBytes.copyOf(new byte[] {3, 4}))
                    .doesNotHaveSameHashCodeAs(SecretBytes.copyOf(new byte[] {3, 4, 5}));
        }
    }

    @Test
    void showsNothingOfItsValue() {
        assertThat(SecretBytes.copyOf(new byte[] {0x41, 0x42})).hasToString("SecretBytes[redacted]");
    }

    private static byte[] valueOf(SecretBytes secret) {
        return secret.use((array, offset, length) -> Arrays.copyOfRange(array, offset, offset + length));
    }
}
