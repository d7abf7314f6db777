package org.gatehouse.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.List;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.VectorFile;
import org.gatehouse.wire.VectorFile.Entry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What another implementation has encrypted with RC4-HMAC. */
class Rfc4757Test {
    @ParameterizedTest
    @MethodSource("decrypt")
    void decryptsRc4AsAnotherImplementationDoes(Entry vector) throws IntegrityException {
        SpecificKey specificKey = specificKey(vector, new SecureRandom());

        assertThat(decrypted(specificKey, vector.bytes("ciphertext"))).isEqualTo(vector.bytes("plaintext"));
    }

    /** RC4 is the same in both directions, so that what was decrypted can be encrypted again to the same bytes. */
    @ParameterizedTest
    @MethodSource("decrypt")
    void encryptsRc4AsAnotherImplementationDoes(Entry vector) throws IntegrityException {
        Bytes ciphertext = vector.bytes("ciphertext");
        Bytes confounder = specificKey(vector, new SecureRandom())
                .decrypt(
                        ciphertext,
                        (array, offset, length) -> Bytes.copyOf(array).slice(offset - 8, 8));

        Bytes again = specificKey(vector, new Foreseen(confounder)).encrypt(vector.bytes("plaintext"));

        assertThat(again).isEqualTo(ciphertext);
    }

    static List<Entry> decrypt() {
        return VectorFile.read(Rfc4757Test.class, "decrypt-rc4.txt");
    }

    private static SpecificKey specificKey(Entry vector, SecureRandom random) {
        SecretBytes value = SecretBytes.adopt(vector.bytes("key").toArray());
        return new Cryptosystem(random).specificKey(new EncryptionKey(EncryptionType.RC4_HMAC, value), KeyUsage.TICKET);
    }

    private static Bytes decrypted(SpecificKey specificKey, Bytes ciphertext) throws IntegrityException {
        try (SecretBytes decrypted = specificKey.decrypt(ciphertext)) {
            return decrypted.use((array, offset, length) -> Bytes.copyOf(array).slice(offset, length));
        }
    }
}
