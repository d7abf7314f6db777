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
    private static final int LARGEST_CIPHER_TEXT = 128 * 1024;

    private final SecureRandom random = new SecureRandom();
    private final Cryptosystem cryptosystem = new Cryptosystem(random);
    private final SpecificKey specificKey = specificKey(EncryptionType.AES256_CTS_HMAC_SHA1_96, KeyUsage.TICKET);

    @ParameterizedTest
    @EnumSource
    void opensWhatItHasSealedWhateverTheLength(EncryptionType type) throws IntegrityException {
        SpecificKey ofType = specificKey(type, KeyUsage.AP_REP_ENC_PART);
        for (int length = 0; length <= 70; length++) {
            Bytes message = message(length);

            Bytes sealed = ofType.encrypt(message);

            assertThat(sealed.length()).isEqualTo(length + overhead(type));
            assertThat(opened(ofType, sealed)).isEqualTo(message);
        }
    }

    @ParameterizedTest
    @EnumSource
    void opensTheLargestMessage(EncryptionType type) throws IntegrityException {
        SpecificKey ofType = specificKey(type, KeyUsage.TICKET);
        Bytes message = message(largest(type));

        assertThat(opened(ofType, ofType.encrypt(message))).isEqualTo(message);
    }

    @Test
    void opensAPartOfALargerMessage() throws IntegrityException {
        Bytes sealed = specificKey.encrypt(message(20));
        byte[] packet = new byte[sealed.length() + 10];
        sealed.copyTo(packet, 5);

        assertThat(opened(specificKey, Bytes.of(packet).slice(5, sealed.length())))
                .isEqualTo(message(20));
    }

    @Test
    void usesAConfounderOnlyOnce() {
        Set<Bytes> sealed = new HashSet<>();

        for (int i = 0; i < 1000; i++) {
            sealed.add(specificKey.encrypt(message(20)));
        }

        assertThat(sealed).hasSize(1000);
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
    void macStandsWhereTheTypeHasIt(EncryptionType type, int at, int length) {
        SpecificKey ofType = specificKey(type, KeyUsage.TICKET);
        Bytes sealed = ofType.encrypt(message(4));

        assertThat(ofType.mac(sealed)).isEqualTo(sealed.slice(at, length));
    }

    @ParameterizedTest
    @EnumSource
    void macOfATextThatIsTooShortIsAllOfIt(EncryptionType type) {
        SpecificKey ofType = specificKey(type, KeyUsage.TICKET);

        assertThat(ofType.mac(Bytes.EMPTY)).isEqualTo(Bytes.EMPTY);
        assertThat(ofType.mac(message(3))).isEqualTo(message(3));
    }

    @Test
    void showsNothingOfItsKeys() {
        assertThat(specificKey).hasToString("Sealer[redacted]");
    }

    @Nested
    class Integrity {
        @ParameterizedTest
        @EnumSource
        void refusesEveryFlippedBit(EncryptionType type) {
            SpecificKey specificKey = specificKey(type, KeyUsage.TICKET);
            Bytes sealed = specificKey.encrypt(message(20));

            for (int bit = 0; bit < 8 * sealed.length(); bit++) {
                byte[] flipped = sealed.toArray();
                flipped[bit / 8] ^= (byte) (1 << bit % 8);
                assertRefused(specificKey, Bytes.of(flipped), "bit " + bit);
            }
        }

        @ParameterizedTest
        @EnumSource
        void refusesEveryTruncation(EncryptionType type) {
            SpecificKey specificKey = specificKey(type, KeyUsage.TICKET);
            Bytes sealed = specificKey.encrypt(message(40));

            for (int length = 0; length < sealed.length(); length++) {
                assertRefused(specificKey, sealed.slice(0, length), "first " + length + " bytes");
                assertRefused(specificKey, sealed.slice(sealed.length() - length, length), "last " + length + " bytes");
            }
        }

        @ParameterizedTest
        @EnumSource
        void refusesBytesBehindTheEnd(EncryptionType type) {
            SpecificKey specificKey = specificKey(type, KeyUsage.TICKET);
            byte[] longer = new byte[overhead(type) + 20 + 1];
            specificKey.encrypt(message(20)).copyTo(longer, 0);

            assertRefused(specificKey, Bytes.of(longer), "one byte more");
        }

        @ParameterizedTest
        @EnumSource
        void refusesMessageLargerThanAnyTicketEvenIfItsMacIsRight(EncryptionType type) {
            SpecificKey specificKey = specificKey(type, KeyUsage.TICKET);

            assertRefused(specificKey, specificKey.encrypt(message(largest(type) + 1)), "one byte more than the limit");
        }

        @ParameterizedTest
        @EnumSource
        void refusesWhatAnotherKeyHasSealed(EncryptionType type) {
            Bytes sealed = specificKey(type, KeyUsage.TICKET).encrypt(message(20));

            assertRefused(specificKey(type, KeyUsage.TICKET), sealed, "another key");
        }

        @ParameterizedTest
        @EnumSource
        void refusesWhatTheSameKeyHasSealedForAnotherUse(EncryptionType type) {
            EncryptionKey key = key(type);
            Bytes sealed =
                    cryptosystem.specificKey(key, KeyUsage.AP_REP_ENC_PART).encrypt(message(20));

            assertRefused(cryptosystem.specificKey(key, KeyUsage.AP_REQ_AUTHENTICATOR), sealed, "another use");
        }

        @Test
        void saysNothingOfTheReason() {
            assertThatExceptionOfType(IntegrityException.class)
                    .isThrownBy(() -> specificKey.decrypt(Bytes.EMPTY))
                    .withMessage("integrity check failed")
                    .withNoCause();
        }

        private void assertRefused(SpecificKey opener, Bytes sealed, String what) {
            assertThatExceptionOfType(IntegrityException.class).as(what).isThrownBy(() -> opener.decrypt(sealed));
        }
    }

    @Nested
    class SequenceNumbers_RFC4120_5_5_2 {
        @Test
        void haveNoSignAndCoverTheirRange() {
            long all = 0;
            for (int i = 0; i < 1000; i++) {
                long number = cryptosystem.sequenceNumber();
                assertThat(number).isBetween(0L, 0x7fff_ffffL);
                all |= number;
            }

            assertThat(all).isEqualTo(0x7fff_ffffL);
        }

        @Test
        void cannotBeToldFromTheOnesBefore() {
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
        void shareOneSealerAndOnePool() throws Exception {
            CyclicBarrier start = new CyclicBarrier(COUNT);
            ExecutorService threads = Executors.newFixedThreadPool(COUNT);
            try {
                List<Future<Boolean>> results = new ArrayList<>();
                for (int thread = 0; thread < COUNT; thread++) {
                    int length = 10 * thread;
                    results.add(threads.submit(() -> {
                        start.await();
                        return sealsAndOpens(length);
                    }));
                }
                for (Future<Boolean> result : results) {
                    assertThat(result.get()).isTrue();
                }
            } finally {
                threads.shutdownNow();
            }
        }

        private boolean sealsAndOpens(int length) throws IntegrityException {
            for (int i = 0; i < 200; i++) {
                if (!opened(specificKey, specificKey.encrypt(message(length))).equals(message(length))) {
                    return false;
                }
            }
            return true;
        }
    }

    @Nested
    class Pool {
        @Test
        void handsOutAnEngineToOneBorrowerOnly() {
            Set<Primitives> borrowed = new HashSet<>();

            for (int i = 0; i < 100; i++) {
                borrowed.add(cryptosystem.borrow());
            }

            assertThat(borrowed).hasSize(100);
        }

        @Test
        void lendsAnEngineAgain() {
            Primitives primitives = cryptosystem.borrow();

            cryptosystem.giveBack(primitives);

            assertThat(cryptosystem.borrow()).isSameAs(primitives);
        }

        @Test
        void takesBackMoreEnginesThanItKeeps() {
            List<Primitives> borrowed = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                borrowed.add(cryptosystem.borrow());
            }

            borrowed.forEach(cryptosystem::giveBack);

            assertThat(borrowed).contains(cryptosystem.borrow());
        }

        @Test
        void takesItsEngineBackWhenAMessageIsRefused() {
            Primitives primitives = cryptosystem.borrow();
            cryptosystem.giveBack(primitives);

            assertThatExceptionOfType(IntegrityException.class).isThrownBy(() -> specificKey.decrypt(Bytes.EMPTY));

            assertThat(cryptosystem.borrow()).isSameAs(primitives);
        }

        @Test
        void keysOfASealerOutliveTheKeyThatTheyWereMadeOf() throws IntegrityException {
            EncryptionKey key = key(EncryptionType.AES128_CTS_HMAC_SHA1_96);
            SpecificKey derived = cryptosystem.specificKey(key, KeyUsage.TICKET);

            key.close();

            assertThat(opened(derived, derived.encrypt(message(5)))).isEqualTo(message(5));
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
        return LARGEST_CIPHER_TEXT - confounder(type);
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

    private static Bytes opened(SpecificKey specificKey, Bytes sealed) throws IntegrityException {
        try (SecretBytes opened = specificKey.decrypt(sealed)) {
            return opened.use((array, offset, length) -> Bytes.copyOf(array).slice(offset, length));
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
