package org.gatehouse.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.secret.TestCleanup;
import org.gatehouse.wire.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What was decrypted stands in a buffer that is used again, and is seen by its reader only. */
class PlaintextTest {
    private static final Bytes MESSAGE =
            Bytes.of("a secret of more than one block, and a bit".getBytes(StandardCharsets.US_ASCII));
    private static final int LARGE = 100_000;

    private final SecureRandom random = new SecureRandom();
    private final Cryptosystem cryptosystem = new Cryptosystem(random);
    private final List<byte[]> seen = new ArrayList<>();

    @ParameterizedTest
    @EnumSource
    void plaintextIsHandedToItsReader(EncryptionType type) throws IntegrityException {
        SpecificKey specificKey = specificKey(type, KeyUsage.TICKET);

        assertThat(read(specificKey, specificKey.encrypt(MESSAGE))).isEqualTo(MESSAGE);
    }

    @ParameterizedTest
    @EnumSource
    void plaintextIsWipedWhenItsReaderReturns(EncryptionType type) throws IntegrityException {
        SpecificKey specificKey = specificKey(type, KeyUsage.TICKET);

        read(specificKey, specificKey.encrypt(MESSAGE));

        assertThat(seen).hasSize(1).allSatisfy(array -> assertThat(array).containsOnly(0));
    }

    @ParameterizedTest
    @EnumSource
    void plaintextIsWipedWhenItsReaderThrows(EncryptionType type) {
        SpecificKey specificKey = specificKey(type, KeyUsage.TICKET);
        Bytes ciphertext = specificKey.encrypt(MESSAGE);

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> specificKey.decrypt(ciphertext, (array, offset, length) -> {
                    seen.add(array);
                    throw new IOException("not what the reader expects");
                }));

        assertThat(seen).hasSize(1).allSatisfy(array -> assertThat(array).containsOnly(0));
        assertThat(cryptosystem.borrow().text(1)).isSameAs(seen.get(0));
    }

    @ParameterizedTest
    @EnumSource
    void plaintextIsNotSeenWhenItsMacIsWrongAndLeavesNothingBehind(EncryptionType type) {
        SpecificKey specificKey = specificKey(type, KeyUsage.TICKET);
        byte[] changed = specificKey.encrypt(MESSAGE).toArray();
        changed[20] ^= 1;

        assertThatExceptionOfType(IntegrityException.class).isThrownBy(() -> read(specificKey, Bytes.of(changed)));

        assertThat(seen).isEmpty();
        assertThat(cryptosystem.borrow().text(1)).containsOnly(0);
    }

    @ParameterizedTest
    @EnumSource
    void plaintextOfAnEncryptedMessageIsWiped(EncryptionType type) {
        specificKey(type, KeyUsage.TICKET).encrypt(MESSAGE);

        assertThat(cryptosystem.borrow().text(1)).containsOnly(0);
    }

    /** The primitives remember the last key of a service: another one must take its place. */
    @ParameterizedTest
    @EnumSource
    void decryptsMessagesUnderSeveralKeysInTurns(EncryptionType type) throws IntegrityException {
        List<SpecificKey> ticketKeys = List.of(
                specificKey(type, KeyUsage.TICKET),
                specificKey(type, KeyUsage.TICKET),
                specificKey(type, KeyUsage.AP_REQ_AUTHENTICATOR),
                specificKey(EncryptionType.AES128_CTS_HMAC_SHA1_96, KeyUsage.TICKET));

        for (int round = 0; round < 3; round++) {
            for (SpecificKey specificKey : ticketKeys) {
                Bytes ciphertext = specificKey.encrypt(MESSAGE);
                assertThat(read(specificKey, ciphertext)).isEqualTo(MESSAGE);
                assertThat(read(specificKey, ciphertext)).isEqualTo(MESSAGE);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesCiphertextUnderTheOtherOfTwoKeysInTurns(EncryptionType type) throws IntegrityException {
        SpecificKey one = specificKey(type, KeyUsage.TICKET);
        SpecificKey other = specificKey(type, KeyUsage.TICKET);
        Bytes ciphertext = one.encrypt(MESSAGE);

        for (int round = 0; round < 3; round++) {
            assertThat(read(one, ciphertext)).isEqualTo(MESSAGE);
            assertThatExceptionOfType(IntegrityException.class).isThrownBy(() -> read(other, ciphertext));
        }
    }

    /** Each key has encrypted with primitives of its own, so that no other was in its place then. */
    @ParameterizedTest
    @EnumSource
    void decryptsInTurnsWhatSeveralKeysHaveEncrypted(EncryptionType type) throws IntegrityException {
        List<SpecificKey> keys = new ArrayList<>();
        List<Bytes> ciphertexts = new ArrayList<>();
        for (KeyUsage usage : List.of(KeyUsage.TICKET, KeyUsage.TICKET, KeyUsage.AP_REP_ENC_PART)) {
            EncryptionKey key = TestCleanup.closes(cryptosystem.randomKey(type));
            keys.add(cryptosystem.specificKey(key, usage));
            ciphertexts.add(new Cryptosystem(random).specificKey(key, usage).encrypt(MESSAGE));
        }

        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < keys.size(); i++) {
                assertThat(read(keys.get(i), ciphertexts.get(i))).isEqualTo(MESSAGE);
            }
        }
    }

    @Test
    void largePlaintextLeavesNoLargeBufferBehind() throws IntegrityException {
        SpecificKey specificKey = specificKey(EncryptionType.AES256_CTS_HMAC_SHA1_96, KeyUsage.TICKET);

        read(specificKey, specificKey.encrypt(Bytes.of(new byte[LARGE])));

        assertThat(seen.get(0)).hasSizeGreaterThanOrEqualTo(LARGE);
        assertThat(cryptosystem.borrow().text(1)).hasSizeLessThan(LARGE);
    }

    private Bytes read(SpecificKey specificKey, Bytes ciphertext) throws IntegrityException {
        return specificKey.decrypt(ciphertext, (array, offset, length) -> {
            seen.add(array);
            return Bytes.copyOf(array).slice(offset, length);
        });
    }

    private SpecificKey specificKey(EncryptionType type, KeyUsage usage) {
        byte[] value = new byte[type.keyLength()];
        random.nextBytes(value);
        return cryptosystem.specificKey(new EncryptionKey(type, SecretBytes.adopt(value)), usage);
    }
}
