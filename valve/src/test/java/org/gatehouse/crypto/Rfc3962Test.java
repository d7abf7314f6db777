package org.gatehouse.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.gatehouse.wire.Hex.hex;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.secret.TestCleanup;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.VectorFile;
import org.gatehouse.wire.VectorFile.Entry;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The values that RFC 3961 and RFC 3962 print, and those of other implementations. */
class Rfc3962Test {
    private static final int CONFOUNDER = 16;
    private static final Profile PROFILE = AesSha1Profile.AES128;
    private static final SecretKeySpec INTEGRITY_KEY = new SecretKeySpec(new byte[16], "HmacSHA1");

    @Nested
    class NFolding_RFC3961_5_1 {
        @ParameterizedTest
        @MethodSource("org.gatehouse.crypto.Rfc3962Test#nfold")
        void nFoldsAsTheStandardDoes(Entry vector) {
            byte[] folded = NFold.fold(vector.bytes("input").toArray(), vector.number("size"));

            assertThat(Bytes.of(folded)).isEqualTo(vector.bytes("output"));
        }
    }

    @Nested
    class KeyDerivation_RFC3961_5_1 {
        @ParameterizedTest
        @MethodSource("org.gatehouse.crypto.Rfc3962Test#derive")
        void derivesKeysAsTheStandardDoes(Entry vector) {
            SecretKeySpec derived = derived(vector.bytes("key"), vector.bytes("constant"));

            assertThat(Bytes.of(derived.getEncoded())).isEqualTo(vector.bytes("derived"));
        }
    }

    @Nested
    class CiphertextStealing_RFC3962_5 {
        @ParameterizedTest
        @MethodSource("org.gatehouse.crypto.Rfc3962Test#cts")
        void decryptsWithCiphertextStealingAsTheStandardDoes(Entry vector)
                throws IntegrityException, GeneralSecurityException {
            Bytes plaintext = vector.bytes("plaintext");
            Bytes ciphertext = joined(vector.bytes("ciphertext"), hmac(plaintext));

            SecretBytes decrypted = decrypted(keys(vector.bytes("key")), ciphertext);

            assertThat(valueOf(decrypted)).isEqualTo(plaintext.slice(CONFOUNDER, plaintext.length() - CONFOUNDER));
        }

        @ParameterizedTest
        @MethodSource("org.gatehouse.crypto.Rfc3962Test#cts")
        void encryptsWithCiphertextStealingAsTheStandardDoes(Entry vector) throws GeneralSecurityException {
            Bytes plaintext = vector.bytes("plaintext");
            Primitives primitives = new Primitives(new Foreseen(plaintext.slice(0, CONFOUNDER)), new JdkAlgorithms());

            Bytes ciphertext = PROFILE.encrypt(
                    primitives,
                    keys(vector.bytes("key")),
                    plaintext.slice(CONFOUNDER, plaintext.length() - CONFOUNDER));

            assertThat(ciphertext).isEqualTo(joined(vector.bytes("ciphertext"), hmac(plaintext)));
        }

        static final List<Integer> LENGTHS = List.of(0, 1, 15, 16, 17, 31, 32, 33, 47, 48, 49, 1000);

        @ParameterizedTest
        @FieldSource("LENGTHS")
        void agreesWithTheJdksOwnCiphertextStealing(int length) throws GeneralSecurityException {
            Bytes confounder = hex("00112233445566778899aabbccddeeff");
            Bytes message = counted(length);
            Profile.Keys keys = keys(hex("0f0e0d0c0b0a09080706050403020100"));

            Bytes ciphertext =
                    PROFILE.encrypt(new Primitives(new Foreseen(confounder), new JdkAlgorithms()), keys, message);

            Cipher cts = Cipher.getInstance("AES/CTS/NoPadding");
            cts.init(Cipher.ENCRYPT_MODE, keys.encryption(), new IvParameterSpec(new byte[16]));
            Bytes expected = Bytes.of(cts.doFinal(joined(confounder, message).toArray()));
            assertThat(ciphertext.slice(0, CONFOUNDER + length)).isEqualTo(expected);
        }
    }

    @Nested
    class Encryption_RFC3961_5_3 {
        @ParameterizedTest
        @MethodSource("org.gatehouse.crypto.Rfc3962Test#decrypt")
        void decryptsWhatAnotherImplementationHasEncrypted(Entry vector) throws IntegrityException {
            Bytes key = vector.bytes("key");
            String usage = "%08x".formatted(vector.number("usage"));
            SecretKeySpec encryptionKey = derived(key, hex(usage + "aa"));
            SecretKeySpec integrityKey = derived(key, hex(usage + "55"));

            SecretBytes decrypted =
                    decrypted(new Profile.Keys(encryptionKey, integrityKey, false), vector.bytes("ciphertext"));

            assertThat(valueOf(decrypted)).isEqualTo(vector.bytes("plaintext"));
        }

        @Test
        void refusesCiphertextWithoutConfounderEvenIfItsMacIsRight() throws GeneralSecurityException {
            Profile.Keys keys = keys(hex("0f0e0d0c0b0a09080706050403020100"));
            Bytes onlyMac = hmac(Bytes.EMPTY);

            assertThatExceptionOfType(IntegrityException.class).isThrownBy(() -> decrypted(keys, onlyMac));
        }

        @ParameterizedTest
        @MethodSource("org.gatehouse.crypto.Rfc3962Test#decryptTicketUsage")
        void decryptsWithTheSpecificKeyThatTheCryptosystemDerives(Entry vector) throws IntegrityException {
            EncryptionType type = EncryptionType.of(vector.number("enctype")).orElseThrow();
            SecretBytes value = SecretBytes.adopt(vector.bytes("key").toArray());
            SpecificKey specificKey =
                    new Cryptosystem(new SecureRandom()).specificKey(new EncryptionKey(type, value), KeyUsage.TICKET);

            assertThat(valueOf(TestCleanup.closes(specificKey.decrypt(vector.bytes("ciphertext")))))
                    .isEqualTo(vector.bytes("plaintext"));
        }
    }

    static List<Entry> nfold() {
        return VectorFile.read(Rfc3962Test.class, "nfold.txt");
    }

    static List<Entry> derive() {
        return VectorFile.read(Rfc3962Test.class, "derive.txt");
    }

    static List<Entry> cts() {
        return VectorFile.read(Rfc3962Test.class, "cts.txt");
    }

    static List<Entry> decrypt() {
        return VectorFile.read(Rfc3962Test.class, "decrypt.txt");
    }

    static List<Entry> decryptTicketUsage() {
        return decrypt().stream().filter(vector -> vector.number("usage") == 2).toList();
    }

    private static SecretKeySpec derived(Bytes base, Bytes constant) {
        Bytes folded = Bytes.of(NFold.fold(constant.toArray(), CiphertextStealing.BLOCK));
        SecretBytes derived =
                TestCleanup.closes(new KeyDerivation(new JdkAlgorithms()).derive(aes(base), folded, base.length()));
        return new SecretKeySpec(valueOf(derived).toArray(), "AES");
    }

    private static SecretBytes decrypted(Profile.Keys keys, Bytes ciphertext) throws IntegrityException {
        return TestCleanup.closes(
                new SpecificKey(new Cryptosystem(new SecureRandom()), PROFILE, keys).decrypt(ciphertext));
    }

    private static Bytes hmac(Bytes text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(INTEGRITY_KEY);
        return Bytes.of(mac.doFinal(text.toArray())).slice(0, 12);
    }

    private static Profile.Keys keys(Bytes encryptionKey) {
        return new Profile.Keys(aes(encryptionKey), INTEGRITY_KEY, false);
    }

    private static SecretKeySpec aes(Bytes key) {
        return new SecretKeySpec(key.toArray(), "AES");
    }

    private static Bytes counted(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) i;
        }
        return Bytes.of(bytes);
    }

    private static Bytes joined(Bytes first, Bytes second) {
        byte[] both = Arrays.copyOf(first.toArray(), first.length() + second.length());
        second.copyTo(both, first.length());
        return Bytes.of(both);
    }

    private static Bytes valueOf(SecretBytes secret) {
        return secret.use((array, offset, length) -> Bytes.of(array).slice(offset, length));
    }
}
