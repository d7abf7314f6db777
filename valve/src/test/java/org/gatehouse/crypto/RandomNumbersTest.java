package org.gatehouse.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.wire.Hex.hex;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.wire.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Keys, confounders and sequence numbers come from the generator, and no byte of it is used twice. */
class RandomNumbersTest {
    private static final int MANY = 300;

    private final Counting random = new Counting();
    private final Cryptosystem cryptosystem = new Cryptosystem(random);

    /** Hands out 01 00 00 00, 02 00 00 00, and so on: no four bytes in a row come again. */
    private static final class Counting extends SecureRandom {
        private static final long serialVersionUID = 1;

        private int next;
        private transient byte[] filled = {};

        @Override
        public void nextBytes(byte[] target) {
            filled = target;
            for (int i = 0; i < target.length; i += Integer.BYTES) {
                next++;
                target[i] = (byte) next;
                target[i + 1] = (byte) (next >>> Byte.SIZE);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void keysAreNeverMadeTwice(EncryptionType type) {
        Set<Bytes> keys = new HashSet<>();
        for (int i = 0; i < MANY; i++) {
            try (EncryptionKey key = cryptosystem.randomKey(type)) {
                keys.add(bytes(key.value()));
            }
        }

        assertThat(keys).hasSize(MANY).doesNotContain(Bytes.of(new byte[type.keyLength()]));
    }

    @Test
    void keyIsWhatTheGeneratorGave() {
        try (EncryptionKey key = cryptosystem.randomKey(EncryptionType.AES256_CTS_HMAC_SHA1_96)) {
            assertThat(bytes(key.value()))
                    .isEqualTo(hex("01000000 02000000 03000000 04000000 05000000 06000000 07000000 08000000"));
        }
    }

    /** A dump of the memory tells no key that was made: the store forgets what it has given. */
    @Test
    void storeKeepsNoByteOfAKeyThatWasMade() {
        cryptosystem.randomKey(EncryptionType.AES256_CTS_HMAC_SHA1_96).close();

        assertThat(Bytes.of(random.filled, 0, 32)).isEqualTo(Bytes.of(new byte[32]));
        assertThat(Bytes.of(random.filled, 32, 4)).isEqualTo(hex("09000000"));
    }

    @Test
    void sequenceNumbersAreThe31HighestBitsOfWhatTheGeneratorGave() {
        assertThat(cryptosystem.sequenceNumber()).isEqualTo(0x01000000L >>> 1);
        assertThat(cryptosystem.sequenceNumber()).isEqualTo(0x03000000L >>> 1);
    }

    @Test
    void sequenceNumbersFitIntoAnInt32() {
        Cryptosystem real = new Cryptosystem(new SecureRandom());
        for (int i = 0; i < MANY; i++) {
            assertThat(real.sequenceNumber()).isBetween(0L, (long) Integer.MAX_VALUE);
        }
    }

    /** With one key, messages of one text differ in nothing but their confounders. */
    @ParameterizedTest
    @EnumSource
    void confoundersAreNeverUsedTwice(EncryptionType type) {
        SpecificKey specificKey;
        try (EncryptionKey key = cryptosystem.randomKey(type)) {
            specificKey = cryptosystem.specificKey(key, KeyUsage.TICKET);
        }
        Set<Bytes> ciphertexts = new HashSet<>();
        for (int i = 0; i < MANY; i++) {
            ciphertexts.add(specificKey.encrypt(hex("aa bb cc")));
        }

        assertThat(ciphertexts).hasSize(MANY);
    }

    /** The generator has a lock: it is asked for 1024 bytes at once, which are used in their order and to the last. */
    @Test
    void bytesInStoreAreUsedOnceAndToTheLast() {
        Primitives primitives = new Primitives(random, new JdkAlgorithms());
        byte[] block = new byte[16];
        for (int i = 0; i < 65; i++) {
            primitives.confounder(block, 16);

            assertThat(block[0] & 0xff).isEqualTo((4 * i + 1) & 0xff);
            assertThat(random.next).isEqualTo(i < 64 ? 256 : 512);
        }
    }

    private static Bytes bytes(SecretBytes secret) {
        return secret.use((array, offset, length) -> Bytes.copyOf(array).slice(offset, length));
    }
}
