package org.gatehouse.crypto;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.wire.Bytes;

/**
 * AES with HMAC-SHA2 (RFC 8009): the MAC is over the initial vector and the cipher text, so that nothing is decrypted
 * that the key's owner has not written.
 */
final class AesSha2Profile implements Profile {
    /** aes128-cts-hmac-sha256-128. */
    static final AesSha2Profile AES128 = new AesSha2Profile(Hmac.SHA256, 16, 16);
    /** aes256-cts-hmac-sha384-192. */
    static final AesSha2Profile AES256 = new AesSha2Profile(Hmac.SHA384, 32, 24);

    private static final int CONFOUNDER = CiphertextStealing.BLOCK;
    private static final byte[] ZERO_IV = new byte[CiphertextStealing.BLOCK];

    private final Hmac hash;
    private final int keyLength;
    /** Of the MAC on the wire, and of the keys that make it. */
    private final int macLength;

    private AesSha2Profile(Hmac hash, int keyLength, int macLength) {
        this.hash = hash;
        this.keyLength = keyLength;
        this.macLength = macLength;
    }

    @Override
    public String baseAlgorithm() {
        return hash.algorithm();
    }

    @Override
    public Keys derive(Engine engine, SecretKeySpec base, KeyUsage usage) {
        return new Keys(
                derive(engine, base, usage.encryptionConstant(), keyLength, "AES"),
                derive(engine, base, usage.integrityConstant(), macLength, hash.algorithm()));
    }

    /** KDF-HMAC-SHA2 (RFC 8009 §3): one round of SP 800-108 in counter mode gives more than any of the keys needs. */
    SecretKeySpec derive(Engine engine, SecretKeySpec base, Bytes label, int length, String algorithm) {
        Mac mac = engine.mac(hash, base);
        update(mac, 1);
        mac.update(label.toArray());
        mac.update((byte) 0);
        update(mac, length * Byte.SIZE);
        byte[] derived = mac.doFinal();
        try {
            return new SecretKeySpec(derived, 0, length, algorithm);
        } finally {
            Arrays.fill(derived, (byte) 0);
        }
    }

    @Override
    public Optional<SecretKeySpec> checksumKey(Engine engine, SecretKeySpec base, KeyUsage usage) {
        return Optional.of(derive(engine, base, usage.checksumConstant(), macLength, hash.algorithm()));
    }

    @Override
    public byte[] checksum(Engine engine, SecretKeySpec key, Bytes first, Bytes second) {
        return Arrays.copyOf(engine.mac(hash, key, first, second), macLength);
    }

    @Override
    public SecretBytes open(Engine engine, Keys keys, Bytes cipherText) throws IntegrityException {
        int length = cipherText.length() - macLength;
        if (length < CONFOUNDER || length > MAX_CIPHER_TEXT) {
            throw new IntegrityException();
        }
        Bytes encrypted = cipherText.slice(0, length);
        byte[] expected = cipherText.slice(length, macLength).toArray();
        if (!MessageDigest.isEqual(mac(engine, keys, encrypted), expected)) {
            throw new IntegrityException();
        }
        byte[] plaintext = engine.aes().decrypt(keys.encryption(), encrypted);
        return SecretBytes.adopt(plaintext, CONFOUNDER, length - CONFOUNDER);
    }

    @Override
    public Bytes seal(Engine engine, Keys keys, Bytes message) {
        byte[] plaintext = new byte[CONFOUNDER + message.length()];
        engine.confounder(plaintext, CONFOUNDER);
        message.copyTo(plaintext, CONFOUNDER);
        byte[] encrypted = engine.aes().encrypt(keys.encryption(), plaintext);
        byte[] sealed = Arrays.copyOf(encrypted, plaintext.length + macLength);
        byte[] tag = mac(engine, keys, Bytes.of(sealed).slice(0, plaintext.length));
        System.arraycopy(tag, 0, sealed, plaintext.length, macLength);
        Arrays.fill(plaintext, (byte) 0);
        return Bytes.of(sealed);
    }

    @Override
    public Bytes mac(Bytes cipherText) {
        int length = Math.min(macLength, cipherText.length());
        return cipherText.slice(cipherText.length() - length, length);
    }

    private byte[] mac(Engine engine, Keys keys, Bytes encrypted) {
        Mac mac = engine.mac(hash, keys.integrity());
        mac.update(ZERO_IV);
        encrypted.read((array, offset, length) -> {
            mac.update(array, offset, length);
            return mac;
        });
        return Arrays.copyOf(mac.doFinal(), macLength);
    }

    /** Big-endian. */
    private static void update(Mac mac, int value) {
        mac.update((byte) (value >>> 24));
        mac.update((byte) (value >>> 16));
        mac.update((byte) (value >>> 8));
        mac.update((byte) value);
    }
}
