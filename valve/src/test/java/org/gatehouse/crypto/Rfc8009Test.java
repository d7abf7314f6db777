package org.gatehouse.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.security.SecureRandom;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import org.gatehouse.secret.SecretBytes;
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
    void derivesAsTheStandardDoes(Entry vector) {
        AesSha2Profile profile = (AesSha2Profile) Profile.of(type(vector));
        SecretKeySpec base = new SecretKeySpec(vector.bytes("key").toArray(), profile.baseAlgorithm());
        Bytes expected = vector.bytes("derived");

        SecretKeySpec derived = profile.derive(
                new Engine(new SecureRandom()), base, vector.bytes("constant"), expected.length(), "AES");

        assertThat(Bytes.of(derived.getEncoded())).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("encrypt")
    void sealsAsTheStandardDoes(Entry vector) {
        Sealer sealer = sealer(vector, new EnginePool(new Foreseen(vector.bytes("confounder"))));

        assertThat(sealer.seal(vector.bytes("plaintext"))).isEqualTo(vector.bytes("ciphertext"));
    }

    @ParameterizedTest
    @MethodSource("encrypt")
    void opensWhatTheStandardHasSealed(Entry vector) throws IntegrityException {
        Sealer sealer = sealer(vector, new EnginePool(new SecureRandom()));

        SecretBytes opened = sealer.open(vector.bytes("ciphertext"));

        Bytes message = opened.use((array, offset, length) -> Bytes.of(array).slice(offset, length));
        assertThat(message).isEqualTo(vector.bytes("plaintext"));
    }

    @Test
    void refusesMessageWithoutConfounderEvenIfItsMacIsRight() {
        Engine engine = new Engine(new SecureRandom());
        SecretKeySpec integrity = new SecretKeySpec(new byte[16], Hmac.SHA256.algorithm());
        Profile.Keys keys = new Profile.Keys(new SecretKeySpec(new byte[16], "AES"), integrity, false);
        byte[] mac = engine.mac(Hmac.SHA256, integrity).doFinal(new byte[16]);
        Sealer sealer = new Sealer(new EnginePool(new SecureRandom()), AesSha2Profile.AES128, keys);

        assertThatExceptionOfType(IntegrityException.class)
                .isThrownBy(() -> sealer.open(Bytes.of(mac).slice(0, 16)));
    }

    static List<Entry> derive() {
        return VectorFile.read(Rfc8009Test.class, "derive-sha2.txt");
    }

    static List<Entry> encrypt() {
        return VectorFile.read(Rfc8009Test.class, "encrypt-sha2.txt");
    }

    private static Sealer sealer(Entry vector, EnginePool engines) {
        assertThat(vector.number("usage")).isEqualTo(KeyUsage.TICKET.number());
        SecretBytes value = SecretBytes.adopt(vector.bytes("key").toArray());
        return engines.sealer(new EncryptionKey(type(vector), value), KeyUsage.TICKET);
    }

    private static EncryptionType type(Entry vector) {
        return EncryptionType.of(vector.number("enctype")).orElseThrow();
    }
}
