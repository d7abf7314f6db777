package org.gatehouse.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.wire.Hex.hex;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.secret.TestCleanup;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.VectorFile;
import org.gatehouse.wire.VectorFile.Entry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The checksums of RFC 8009 Appendix A, and signatures of PACs for RFC 3962 and RFC 4757. */
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

    /** Server signatures and KDC signatures of PACs ([MS-PAC] 2.8). */
    @ParameterizedTest
    @MethodSource("pacSignatures")
    void verifiesPacSignaturesOfOthersAndMakesTheSame(Entry vector) {
        ChecksumKey checksumKey = pacSignatureKey(vector);
        Bytes text = vector.bytes("text");
        Bytes checksum = vector.bytes("checksum");

        assertThat(checksumKey.verify(text, Bytes.EMPTY, checksum)).isTrue();
        assertThat(checksumKey.mic(text.slice(0, 7), text.slice(7, text.length() - 7)))
                .isEqualTo(checksum);
    }

    @ParameterizedTest
    @MethodSource("pacSignatures")
    void refusesPacSignatureOfATextWithAnyByteChanged(Entry vector) {
        ChecksumKey checksumKey = pacSignatureKey(vector);
        byte[] text = vector.bytes("text").toArray();
        for (int i = 0; i < text.length; i++) {
            text[i] ^= 1;
            assertThat(checksumKey.verify(Bytes.of(text), Bytes.EMPTY, vector.bytes("checksum")))
                    .as("byte %d", i)
                    .isFalse();
            text[i] ^= 1;
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesChecksumWithAnyBitFlippedAndOfEveryOtherLength(EncryptionType type) {
        ChecksumKey checksumKey = CRYPTOSYSTEM.checksumKey(zeroKey(type), KeyUsage.PAC_SIGNATURE);
        Bytes checksum = checksumKey.mic(TEXT, Bytes.EMPTY);
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
        byte[] longer = Arrays.copyOf(checksum.toArray(), checksum.length() + 1);
        assertThat(checksumKey.verify(TEXT, Bytes.EMPTY, Bytes.of(longer))).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void refusesChecksumOfAnotherUsage(EncryptionType type) {
        EncryptionKey key = zeroKey(type);
        Bytes initiators =
                CRYPTOSYSTEM.checksumKey(key, KeyUsage.INITIATOR_SIGN).mic(TEXT, Bytes.EMPTY);

        for (KeyUsage usage : EnumSet.complementOf(EnumSet.of(KeyUsage.INITIATOR_SIGN))) {
            assertThat(CRYPTOSYSTEM.checksumKey(key, usage).verify(TEXT, Bytes.EMPTY, initiators))
                    .as("usage %s", usage)
                    .isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesChecksumOfAnotherKey(EncryptionType type) {
        Bytes checksum = CRYPTOSYSTEM
                .checksumKey(TestCleanup.closes(CRYPTOSYSTEM.randomKey(type)), KeyUsage.PAC_SIGNATURE)
                .mic(TEXT, Bytes.EMPTY);

        assertThat(CRYPTOSYSTEM
                        .checksumKey(zeroKey(type), KeyUsage.PAC_SIGNATURE)
                        .verify(TEXT, Bytes.EMPTY, checksum))
                .isFalse();
    }

    /** The digest inside RC4's checksum and the MAC remember nothing of the text before. */
    @ParameterizedTest
    @EnumSource
    void makesTheSameChecksumAfterOtherTextsAndKeys(EncryptionType type) {
        ChecksumKey checksumKey = CRYPTOSYSTEM.checksumKey(zeroKey(type), KeyUsage.PAC_SIGNATURE);
        Bytes checksum = checksumKey.mic(TEXT, Bytes.EMPTY);

        checksumKey.mic(Bytes.EMPTY, TEXT.slice(3, 4));
        CRYPTOSYSTEM
                .checksumKey(TestCleanup.closes(CRYPTOSYSTEM.randomKey(type)), KeyUsage.ACCEPTOR_SIGN)
                .mic(TEXT, TEXT);

        assertThat(checksumKey.mic(Bytes.EMPTY, TEXT)).isEqualTo(checksum);
    }

    @ParameterizedTest
    @EnumSource
    void checksumKeyOutlivesTheKeyThatItWasDerivedFrom(EncryptionType type) {
        EncryptionKey key = TestCleanup.closes(CRYPTOSYSTEM.randomKey(type));
        ChecksumKey checksumKey = CRYPTOSYSTEM.checksumKey(key, KeyUsage.PAC_SIGNATURE);
        Bytes checksum = checksumKey.mic(TEXT, Bytes.EMPTY);

        key.close();

        assertThat(checksumKey.verify(TEXT, Bytes.EMPTY, checksum)).isTrue();
    }

    @Test
    void checksumKeyShowsNothingOfItsKey() {
        assertThat(checksumKey(EncryptionType.AES128_CTS_HMAC_SHA256_128, AES128_KEY))
                .hasToString("ChecksumKey[redacted]");
    }

    private static ChecksumKey checksumKey(EncryptionType type, String key) {
        return CRYPTOSYSTEM.checksumKey(key(type, key), KeyUsage.TICKET);
    }

    static List<Entry> pacSignatures() {
        return VectorFile.read(ChecksumKeyTest.class, "pac-signatures.txt");
    }

    private static ChecksumKey pacSignatureKey(Entry vector) {
        EncryptionType type = EncryptionType.of(vector.number("enctype")).orElseThrow();
        return CRYPTOSYSTEM.checksumKey(key(type, vector.text("key")), KeyUsage.PAC_SIGNATURE);
    }

    private static EncryptionKey zeroKey(EncryptionType type) {
        return new EncryptionKey(type, SecretBytes.adopt(new byte[type.keyLength()]));
    }

    private static EncryptionKey key(EncryptionType type, String key) {
        return new EncryptionKey(type, SecretBytes.adopt(HexFormat.of().parseHex(key)));
    }
}
