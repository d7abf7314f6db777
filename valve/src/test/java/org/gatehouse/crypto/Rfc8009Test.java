package org.gatehouse.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.security.SecureRandom;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.secret.TestCleanup;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.VectorFile;
import org.gatehouse.wire.VectorFile.Entry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The values that RFC 8009 prints in its appendix A. */
class Rfc8009Test {
    @ParameterizedTest
    @MethodSource("derive")
    void derivesKeysWithSha2AsTheStandardDoes(Entry vector) {
        AesSha2Profile profile = (AesSha2Profile) Profile.of(type(vector));
        SecretKeySpec base = new SecretKeySpec(vector.bytes("key").toArray(), profile.baseAlgorithm());
        Bytes expected = vector.bytes("derived");

        SecretKeySpec derived = profile.derive(
                new KeyDerivation(new JdkAlgorithms()), base, vector.bytes("constant"), expected.length(), "AES");

        assertThat(Bytes.of(derived.getEncoded())).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("encrypt")
    void encryptsWithSha2AsTheStandardDoes(Entry vector) {
        SpecificKey specificKey = specificKey(vector, new Cryptosystem(new Foreseen(vector.bytes("confounder"))));

        assertThat(specificKey.encrypt(vector.bytes("plaintext"))).isEqualTo(vector.bytes("ciphertext"));
    }

    @ParameterizedTest
    @MethodSource("encrypt")
    void decryptsWithSha2AsTheStandardDoes(Entry vector) throws IntegrityException {
        SpecificKey specificKey = specificKey(vector, new Cryptosystem(new SecureRandom()));

        SecretBytes decrypted = TestCleanup.closes(specificKey.decrypt(vector.bytes("ciphertext")));

        Bytes message = decrypted.use((array, offset, length) -> Bytes.of(array).slice(offset, length));
        assertThat(message).isEqualTo(vector.bytes("plaintext"));
    }

    @Test
    void refusesCiphertextWithoutConfounderEvenIfItsMacIsRight() {
        Primitives primitives = new Primitives(new SecureRandom(), new JdkAlgorithms());
        SecretKeySpec integrity = new SecretKeySpec(new byte[16], Hmac.SHA256.keyAlgorithm());
        Profile.Keys keys = new Profile.Keys(new SecretKeySpec(new byte[16], "AES"), integrity, false);
        byte[] mac = primitives.mac(Hmac.SHA256, integrity).doFinal(new byte[16]);
        SpecificKey specificKey = new SpecificKey(new Cryptosystem(new SecureRandom()), AesSha2Profile.AES128, keys);

        assertThatExceptionOfType(IntegrityException.class)
                .isThrownBy(() -> specificKey.decrypt(Bytes.of(mac).slice(0, 16)));
    }

    static List<Entry> derive() {
        return VectorFile.read(Rfc8009Test.class, "derive-sha2.txt");
    }

    static List<Entry> encrypt() {
        return VectorFile.read(Rfc8009Test.class, "encrypt-sha2.txt");
    }

    private static SpecificKey specificKey(Entry vector, Cryptosystem cryptosystem) {
        assertThat(vector.number("usage")).isEqualTo(KeyUsage.TICKET.number());
        SecretBytes value = SecretBytes.adopt(vector.bytes("key").toArray());
        return cryptosystem.specificKey(new EncryptionKey(type(vector), value), KeyUsage.TICKET);
    }

    private static EncryptionType type(Entry vector) {
        return EncryptionType.of(vector.number("enctype")).orElseThrow();
    }
}
