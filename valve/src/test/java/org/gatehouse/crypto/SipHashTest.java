package org.gatehouse.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.List;
import org.gatehouse.secret.OffHeapKey;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.VectorFile;
import org.gatehouse.wire.VectorFile.Entry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SipHashTest {
    @ParameterizedTest
    @MethodSource("vectors")
    void sipHashAgreesWithTheReferenceImplementation(Entry vector) {
        SipHash hash = new SipHash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);
        byte[] input = new byte[vector.number("length")];
        for (int i = 0; i < input.length; i++) {
            input[i] = (byte) i;
        }

        Fingerprint fingerprint = hash.of(Bytes.of(input));

        assertThat(littleEndian(fingerprint)).isEqualTo(vector.text("output"));
    }

    @Test
    void sipHashLooksAtTheSliceOnly() {
        SipHash hash = new SipHash(1, 2);

        Fingerprint ofSlice = hash.of(Bytes.of(new byte[] {9, 1, 2, 3, 9}).slice(1, 3));

        assertThat(ofSlice).isEqualTo(hash.of(Bytes.of(new byte[] {1, 2, 3})));
    }

    @Test
    void sipHashHasAKeyOfItsOwnEachTime() {
        SecureRandom random = new SecureRandom();

        assertThat(new SipHash(random).of(Bytes.EMPTY)).isNotEqualTo(new SipHash(random).of(Bytes.EMPTY));
    }

    @Test
    void sipHashOfASecretIsThatOfItsBytes() {
        OffHeapKey key = new OffHeapKey(new SecureRandom());
        Bytes value = Bytes.of(new byte[] {9, 1, 2, 3, 9}).slice(1, 3);

        try (SecretBytes secret = SecretBytes.adopt(new byte[] {9, 1, 2, 3, 9}, 1, 3)) {
            assertThat(SipHash.of(secret, key)).isEqualTo(new SipHash(key.first(), key.second()).of(value));
        }
    }

    @Test
    void cryptosystemMakesAHashOfItsOwnEachTime() {
        Cryptosystem cryptosystem = new Cryptosystem(new SecureRandom());
        SipHash hash = cryptosystem.keyedHash();

        assertThat(hash.of(Bytes.EMPTY)).isEqualTo(hash.of(Bytes.EMPTY));
        assertThat(hash.of(Bytes.EMPTY)).isNotEqualTo(cryptosystem.keyedHash().of(Bytes.EMPTY));
    }

    static List<Entry> vectors() {
        return VectorFile.read(SipHashTest.class, "siphash-2-4-128.txt");
    }

    private static String littleEndian(Fingerprint fingerprint) {
        return "%016x%016x".formatted(Long.reverseBytes(fingerprint.high()), Long.reverseBytes(fingerprint.low()));
    }
}
