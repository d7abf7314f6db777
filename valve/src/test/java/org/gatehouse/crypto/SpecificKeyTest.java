package org.gatehouse.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.wire.Bytes;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SpecificKeyTest {
    private static final int LARGEST_CIPHERTEXT = 128 * 1024;

    private final SecureRandom random = new SecureRandom();
    private final Cryptosystem cryptosystem = new Cryptosystem(random);
    private final SpecificKey specificKey = specificKey(EncryptionType.AES256_CTS_HMAC_SHA1_96, KeyUsage.TICKET);

    @ParameterizedTest
    @EnumSource
    void decryptsWhatItHasEncryptedAtEveryLength(EncryptionType type) throws IntegrityException {
        SpecificKey ofType = specificKey(type, KeyUsage.AP_REP_ENC_PART);
        for (int length = 0; length <= 70; length++) {
            Bytes message = message(length);

            Bytes ciphertext = ofType.encrypt(message);

            assertThat(ciphertext.length()).isEqualTo(length + overhead(type));
            assertThat(decrypted(ofType, ciphertext)).isEqualTo(message);
        }
    }

    @ParameterizedTest
    @EnumSource
    void decryptsTheLargestMessage(EncryptionType type) throws IntegrityException {
        SpecificKey ofType = specificKey(type, KeyUsage.TICKET);
        Bytes message = message(largest(type));

        assertThat(decrypted(ofType, ofType.encrypt(message))).isEqualTo(message);
    }

    @Test
    void decryptsAPartOfALargerMessage() throws IntegrityException {
        Bytes ciphertext = specificKey.encrypt(message(20));
        byte[] packet = new byte[ciphertext.length() + 10];
        ciphertext.copyTo(packet, 5);

        assertThat(decrypted(specificKey, Bytes.of(packet).slice(5, ciphertext.length())))
                .isEqualTo(message(20));
    }

    @Test
    void encryptsWithAnotherConfounderEachTime() {
        Set<Bytes> ciphertexts = new HashSet<>();

        for (int i = 0; i < 1000; i++) {
            ciphertexts.add(specificKey.encrypt(message(20)));
        }

        assertThat(ciphertexts).hasSize(1000);
    }

    /** Also when it has a confounder that is not used twice: the MAC alone recognises a message. */
    @ParameterizedTest
    @EnumSource
    void macOfTheSameMessageIsAnotherEachTime(EncryptionType type) {
        SpecificKey ofType = specificKey(type, KeyUsage.TICKET);

        Bytes mac = ofType.mac(ofType.encrypt(message(20)));

        assertThat(mac.length()).isEqualTo(macLength(type));
        assertThat(ofType.mac(ofType.encrypt(message(20)))).isNotEqualTo(mac);
    }

    @ParameterizedTest
    @CsvSource({"AES128_CTS_HMAC_SHA1_96, 20, 12", "AES256_CTS_HMAC_SHA384_192, 20, 24", "RC4_HMAC, 0, 16"})
    void macStandsWhereItsEncryptionTypeHasIt(EncryptionType type, int at, int length) {
        SpecificKey ofType = specificKey(type, KeyUsage.TICKET);
        Bytes ciphertext = ofType.encrypt(message(4));

        assertThat(ofType.mac(ciphertext)).isEqualTo(ciphertext.slice(at, length));
    }

    @ParameterizedTest
    @EnumSource
    void macOfACiphertextThatIsTooShortIsAllOfIt(EncryptionType type) {
        SpecificKey ofType = specificKey(type, KeyUsage.TICKET);

        assertThat(ofType.mac(Bytes.EMPTY)).isEqualTo(Bytes.EMPTY);
        assertThat(ofType.mac(message(3))).isEqualTo(message(3));
    }

    @Test
    void specificKeyShowsNothingOfItsKeys() {
        assertThat(specificKey).hasToString("SpecificKey[redacted]");
    }

    @Nested
    class Integrity {
        @ParameterizedTest
        @EnumSource
        void refusesCiphertextWithAnyBitFlipped(EncryptionType type) {
            SpecificKey specificKey = specificKey(type, KeyUsage.TICKET);
            Bytes ciphertext = specificKey.encrypt(message(20));

            for (int bit = 0; bit < 8 * ciphertext.length(); bit++) {
                byte[] flipped = ciphertext.toArray();
                flipped[bit / 8] ^= (byte) (1 << bit % 8);
                assertRefused(specificKey, Bytes.of(flipped), "bit " + bit);
            }
        }

        @ParameterizedTest
        @EnumSource
        void refusesCiphertextThatIsCutAnywhere(EncryptionType type) {
            SpecificKey specificKey = specificKey(type, KeyUsage.TICKET);
            Bytes ciphertext = specificKey.encrypt(message(40));

            for (int length = 0; length < ciphertext.length(); length++) {
                assertRefused(specificKey, ciphertext.slice(0, length), "first " + length + " bytes");
                assertRefused(
                        specificKey,
                        ciphertext.slice(ciphertext.length() - length, length),
                        "last " + length + " bytes");
            }
        }

        @ParameterizedTest
        @EnumSource
        void refusesCiphertextWithAByteAfterItsEnd(EncryptionType type) {
            SpecificKey specificKey = specificKey(type, KeyUsage.TICKET);
            byte[] longer = new byte[overhead(type) + 20 + 1];
            specificKey.encrypt(message(20)).copyTo(longer, 0);

            assertRefused(specificKey, Bytes.of(longer), "one byte more");
        }

        @ParameterizedTest
        @EnumSource
        void refusesCiphertextLargerThanAnyTicketEvenIfItsMacIsRight(EncryptionType type) {
            SpecificKey specificKey = specificKey(type, KeyUsage.TICKET);

            assertRefused(specificKey, specificKey.encrypt(message(largest(type) + 1)), "one byte more than the limit");
        }

        @ParameterizedTest
        @EnumSource
        void refusesWhatAnotherKeyHasEncrypted(EncryptionType type) {
            Bytes ciphertext = specificKey(type, KeyUsage.TICKET).encrypt(message(20));

            assertRefused(specificKey(type, KeyUsage.TICKET), ciphertext, "another key");
        }

        @ParameterizedTest
        @EnumSource
        void refusesWhatTheSameKeyHasEncryptedForAnotherUsage(EncryptionType type) {
            EncryptionKey key = key(type);
            Bytes ciphertext =
                    cryptosystem.specificKey(key, KeyUsage.AP_REP_ENC_PART).encrypt(message(20));

            assertRefused(cryptosystem.specificKey(key, KeyUsage.AP_REQ_AUTHENTICATOR), ciphertext, "another use");
        }

        @Test
        void refusalSaysNothingOfTheReason() {
            assertThatExceptionOfType(IntegrityException.class)
                    .isThrownBy(() -> specificKey.decrypt(Bytes.EMPTY))
                    .withMessage("integrity check failed")
                    .withNoCause();
        }

        private void assertRefused(SpecificKey specificKey, Bytes ciphertext, String what) {
            assertThatExceptionOfType(IntegrityException.class)
                    .as(what)
                    .isThrownBy(() -> specificKey.decrypt(ciphertext));
        }
    }

    @Nested
    class SequenceNumbers_RFC4120_5_5_2 {
        @Test
        void sequenceNumbersHaveNoSignAndCoverTheirRange() {
            long all = 0;
            for (int i = 0; i < 1000; i++) {
                long number = cryptosystem.sequenceNumber();
                assertThat(number).isBetween(0L, 0x7fff_ffffL);
                all |= number;
            }

            assertThat(all).isEqualTo(0x7fff_ffffL);
        }

        @Test
        void sequenceNumbersCannotBeToldFromTheOnesBefore() {
            Set<Long> numbers = new HashSet<>();

            for (int i = 0; i < 100; i++) {
                numbers.add(cryptosystem.sequenceNumber());
            }

            assertThat(numbers).hasSizeGreaterThan(95);
        }
    }

    @Nested
    class Threads {
        private static final int COUNT = 16;

        @Test
        void threadsShareOneSpecificKeyAndOneCryptosystem() throws Exception {
            CyclicBarrier start = new CyclicBarrier(COUNT);
            ExecutorService threads = Executors.newFixedThreadPool(COUNT);
            try {
                List<Future<Boolean>> results = new ArrayList<>();
                for (int thread = 0; thread < COUNT; thread++) {
                    int length = 10 * thread;
                    results.add(threads.submit(() -> {
                        start.await();
                        return encryptsAndDecrypts(length);
                    }));
                }
                for (Future<Boolean> result : results) {
                    assertThat(result.get()).isTrue();
                }
            } finally {
                threads.shutdownNow();
            }
        }

        private boolean encryptsAndDecrypts(int length) throws IntegrityException {
            for (int i = 0; i < 200; i++) {
                if (!decrypted(specificKey, specificKey.encrypt(message(length)))
                        .equals(message(length))) {
                    return false;
                }
            }
            return true;
        }
    }

    @Nested
    class Pool {
        @Test
        void lendsPrimitivesToOneBorrowerOnly() {
            Set<Primitives> borrowed = new HashSet<>();

            for (int i = 0; i < 100; i++) {
                borrowed.add(cryptosystem.borrow());
            }

            assertThat(borrowed).hasSize(100);
        }

        @Test
        void lendsPrimitivesAgainAfterTheyCameBack() {
            Primitives primitives = cryptosystem.borrow();

            cryptosystem.giveBack(primitives);

            assertThat(cryptosystem.borrow()).isSameAs(primitives);
        }

        @Test
        void takesBackMorePrimitivesThanItKeeps() {
            List<Primitives> borrowed = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                borrowed.add(cryptosystem.borrow());
            }

            borrowed.forEach(cryptosystem::giveBack);

            assertThat(borrowed).contains(cryptosystem.borrow());
        }

        @Test
        void takesPrimitivesBackWhenACiphertextIsRefused() {
            Primitives primitives = cryptosystem.borrow();
            cryptosystem.giveBack(primitives);

            assertThatExceptionOfType(IntegrityException.class).isThrownBy(() -> specificKey.decrypt(Bytes.EMPTY));

            assertThat(cryptosystem.borrow()).isSameAs(primitives);
        }

        @Test
        void specificKeyOutlivesTheKeyThatItWasDerivedFrom() throws IntegrityException {
            EncryptionKey key = key(EncryptionType.AES128_CTS_HMAC_SHA1_96);
            SpecificKey derived = cryptosystem.specificKey(key, KeyUsage.TICKET);

            key.close();

            assertThat(decrypted(derived, derived.encrypt(message(5)))).isEqualTo(message(5));
            assertThatCode(() -> cryptosystem.specificKey(key, KeyUsage.TICKET))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    private SpecificKey specificKey(EncryptionType type, KeyUsage usage) {
        return cryptosystem.specificKey(key(type), usage);
    }

    private EncryptionKey key(EncryptionType type) {
        byte[] value = new byte[type.keyLength()];
        random.nextBytes(value);
        return new EncryptionKey(type, SecretBytes.adopt(value));
    }

    private static int overhead(EncryptionType type) {
        return confounder(type) + macLength(type);
    }

    private static int largest(EncryptionType type) {
        return LARGEST_CIPHERTEXT - confounder(type);
    }

    private static int confounder(EncryptionType type) {
        return type == EncryptionType.RC4_HMAC ? 8 : 16;
    }

    private static int macLength(EncryptionType type) {
        return switch (type) {
            case AES128_CTS_HMAC_SHA1_96, AES256_CTS_HMAC_SHA1_96 -> 12;
            case AES128_CTS_HMAC_SHA256_128, RC4_HMAC -> 16;
            case AES256_CTS_HMAC_SHA384_192 -> 24;
        };
    }

    private static Bytes decrypted(SpecificKey specificKey, Bytes ciphertext) throws IntegrityException {
        try (SecretBytes decrypted = specificKey.decrypt(ciphertext)) {
            return decrypted.use((array, offset, length) -> Bytes.copyOf(array).slice(offset, length));
        }
    }

    private static Bytes message(int length) {
        byte[] message = new byte[length];
        for (int i = 0; i < length; i++) {
            message[i] = (byte) (i * 7 + length);
        }
        return Bytes.of(message);
    }
}
