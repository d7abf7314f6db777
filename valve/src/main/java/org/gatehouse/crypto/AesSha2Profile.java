package org.gatehouse.crypto;

import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.wire.Bytes;

/**
 * AES with HMAC-SHA2 (RFC 8009): the MAC is over the initial vector and the ciphertext, so that nothing is decrypted that
 * the key's owner has not encrypted.
 */
final class AesSha2Profile extends AesProfile {
    /** aes128-cts-hmac-sha256-128. */
    static final AesSha2Profile AES128 = new AesSha2Profile(Hmac.SHA256, 16, 16);
    /** aes256-cts-hmac-sha384-192. */
    static final AesSha2Profile AES256 = new AesSha2Profile(Hmac.SHA384, 32, 24);

    private static final byte[] ZERO_IV = new byte[CiphertextStealing.BLOCK];

    /** The keys of MACs are as long as the MACs on the wire (RFC 8009 §5). */
    private AesSha2Profile(Hmac hash, int keyLength, int macLength) {
        super(hash, keyLength, macLength);
    }

    @Override
    public List<JdkAlgorithm<?>> algorithms() {
        return List.of(JdkAlgorithm.AES_CBC, hash().algorithm());
    }

    @Override
    public String baseAlgorithm() {
        return hash().keyAlgorithm();
    }

    @Override
    public Keys derive(Primitives primitives, SecretKeySpec base, KeyUsage usage) {
        return new Keys(
                derive(primitives.derivation(), base, usage.encryptionConstant(), keyLength(), CIPHER),
                derive(primitives.derivation(), base, usage.integrityConstant(), macLength(), hash().keyAlgorithm()),
                usage.lasting());
    }

    /** KDF-HMAC-SHA2 (RFC 8009 §3): one round of SP 800-108 in counter mode gives more than any of the keys needs. */
    SecretKeySpec derive(KeyDerivation derivation, SecretKeySpec base, Bytes label, int length, String algorithm) {
        KeyedMac mac = derivation.mac(hash());
        mac.begin(base).update(derivationText(label, length * Byte.SIZE));
        try (SecretBytes derived = SecretBytes.adopt(mac.end(base))) {
            return derived.use((array, offset, whole) -> new SecretKeySpec(array, offset, length, algorithm));
        }
    }

    /** The number of the only round, the label, a zero, the length of the key in bits; numbers are big-endian. */
    private static byte[] derivationText(Bytes label, int bits) {
        byte[] text = new byte[Integer.BYTES + label.length() + 1 + Integer.BYTES];
        text[Integer.BYTES - 1] = 1;
        label.copyTo(text, Integer.BYTES);
        text[text.length - 2] = (byte) (bits >>> Byte.SIZE);
        text[text.length - 1] = (byte) bits;
        return text;
    }

    @Override
    public MicKey checksumKey(Primitives primitives, SecretKeySpec base, KeyUsage usage) {
        Bytes constant = usage.checksumConstant();
        String algorithm = hash().keyAlgorithm();
        return new MicKey(derive(primitives.derivation(), base, constant, macLength(), algorithm), usage);
    }

    @Override
    void decryptAndVerify(KeyedPrimitives primitives, Keys keys, Bytes encrypted, byte[] plaintext, byte[] expectedMac)
            throws IntegrityException {
        verify(mac(primitives, keys, encrypted), expectedMac);
        primitives.aes().decrypt(keys.encryption(), encrypted, plaintext);
    }

    @Override
    byte[] mac(KeyedPrimitives primitives, Keys keys, byte[] plaintext, byte[] encrypted, int length) {
        return mac(primitives, keys, Bytes.of(encrypted, 0, length));
    }

    private byte[] mac(KeyedPrimitives primitives, Keys keys, Bytes encrypted) {
        KeyedMac keyed = primitives.mac(hash());
        Mac mac = keyed.begin(keys.integrity());
        mac.update(ZERO_IV);
        KeyedMac.updated(mac, encrypted);
        return keyed.end(keys.integrity());
    }
}
