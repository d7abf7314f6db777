package org.gatehouse.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.wire.Hex.hex;

import java.security.SecureRandom;
import java.util.HexFormat;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.wire.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The checksums of RFC 8009 Appendix A; those of RFC 3962 are tested with the tokens that they stand in. */
class ChecksumKeyTest {
    private static final Cryptosystem CRYPTOSYSTEM = new Cryptosystem(new SecureRandom());
    private static final Bytes TEXT = hex("000102030405060708090a0b0c0d0e0f1011121314");
    private static final String AES128_KEY = "3705d96080c17728a0e800eab6e0d23c";
    private static final String AES128_CHECKSUM = "d78367186643d67b411cba9139fc1dee";

    @ParameterizedTest
    @CsvSource({
        "AES128_CTS_HMAC_SHA256_128, " + AES128_KEY + ", " + AES128_CHECKSUM,
        "AES256_CTS_HMAC_SHA384_192, 6d404d37faf79f9df0d33568d320669800eb4836472ea8a026d16b7182460c52,"
                + " 45ee791567eefca37f4ac1e0222de80d43c3bfa06699672a"
    })
    void makesTheChecksumOfTheSpecification(EncryptionType type, String key, String checksum) {
        ChecksumKey checksumKey = checksumKey(type, key);

        assertThat(checksumKey.mic(TEXT, Bytes.EMPTY)).isEqualTo(hex(checksum));
        assertThat(checksumKey.mic(TEXT.slice(0, 5), TEXT.slice(5, 16))).isEqualTo(hex(checksum));
        assertThat(checksumKey.verify(TEXT, Bytes.EMPTY, hex(checksum))).isTrue();
    }

    @Test
    void refusesChecksumWithAnyBitFlippedAndOfEveryOtherLength() {
        ChecksumKey checksumKey = checksumKey(EncryptionType.AES128_CTS_HMAC_SHA256_128, AES128_KEY);
        Bytes checksum = hex(AES128_CHECKSUM);
        for (int bit = 0; bit < 8 * checksum.length(); bit++) {
            byte[] flipped = checksum.toArray();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(checksumKey.verify(TEXT, Bytes.EMPTY, Bytes.of(flipped)))
                    .as("bit %d", bit)
                    .isFalse();
        }
        for (int length = 0; length < checksum.length(); length++) {
            assertThat(checksumKey.verify(TEXT, Bytes.EMPTY, checksum.slice(0, length)))
                    .as("%d bytes", length)
                    .isFalse();
        }
        assertThat(checksumKey.verify(TEXT, Bytes.EMPTY, hex(AES128_CHECKSUM + "00")))
                .isFalse();
    }

    @Test
    void checksumKeyIsAnotherForEveryUsage() {
        EncryptionKey key = key(EncryptionType.AES128_CTS_HMAC_SHA256_128, AES128_KEY);
        Bytes initiators = CRYPTOSYSTEM
                .checksumKey(key, KeyUsage.INITIATOR_SIGN)
                .orElseThrow()
                .mic(TEXT, Bytes.EMPTY);

        assertThat(CRYPTOSYSTEM
                        .checksumKey(key, KeyUsage.ACCEPTOR_SIGN)
                        .orElseThrow()
                        .verify(TEXT, Bytes.EMPTY, initiators))
                .isFalse();
    }

    @Test
    void isNotThereForRc4() {
        EncryptionKey key = key(EncryptionType.RC4_HMAC, AES128_KEY);

        assertThat(CRYPTOSYSTEM.checksumKey(key, KeyUsage.ACCEPTOR_SIGN)).isEmpty();
    }

    @Test
    void checksumKeyShowsNothingOfItsKey() {
        assertThat(checksumKey(EncryptionType.AES128_CTS_HMAC_SHA256_128, AES128_KEY))
                .hasToString("ChecksumKey[redacted]");
    }

    private static ChecksumKey checksumKey(EncryptionType type, String key) {
        return CRYPTOSYSTEM.checksumKey(key(type, key), KeyUsage.TICKET).orElseThrow();
    }

    private static EncryptionKey key(EncryptionType type, String key) {
        return new EncryptionKey(type, SecretBytes.adopt(HexFormat.of().parseHex(key)));
    }
}
