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
    public Keys derive(Primitives primitives, SecretKeySpec base, KeyUsage usage) {
        return new Keys(
                derive(primitives, base, usage.encryptionConstant(), keyLength, "AES"),
                derive(primitives, base, usage.integrityConstant(), macLength, hash.algorithm()),
                usage.lasting());
    }

    /** KDF-HMAC-SHA2 (RFC 8009 §3): one round of SP 800-108 in counter mode gives more than any of the keys needs. */
    SecretKeySpec derive(Primitives primitives, SecretKeySpec base, Bytes label, int length, String algorithm) {
        KeyedMac mac = primitives.derivation().mac(hash);
        mac.begin(base).update(derivationText(label, length * Byte.SIZE));
        byte[] derived = mac.end(base);
        try {
            return new SecretKeySpec(derived, 0, length, algorithm);
        } finally {
            Arrays.fill(derived, (byte) 0);
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
    public Optional<SecretKeySpec> checksumKey(Primitives primitives, SecretKeySpec base, KeyUsage usage) {
        return Optional.of(derive(primitives, base, usage.checksumConstant(), macLength, hash.algorithm()));
    }

    @Override
    public byte[] checksum(Primitives primitives, SecretKeySpec key, Bytes first, Bytes second) {
        return Arrays.copyOf(primitives.mac(hash, key, first, second), macLength);
    }

    @Override
    public <T, E extends Exception> T decrypt(
            Primitives primitives, Keys keys, Bytes cipherText, SecretBytes.User<T, E> reader)
            throws IntegrityException, E {
        int length = cipherText.length() - macLength;
        if (length < CONFOUNDER || length > MAX_CIPHER_TEXT) {
            throw new IntegrityException();
        }
        Bytes encrypted = cipherText.slice(0, length);
        byte[] expected = cipherText.slice(length, macLength).toArray();
        if (!MessageDigest.isEqual(mac(primitives, keys, encrypted), expected)) {
            throw new IntegrityException();
        }
        byte[] plaintext = primitives.text(CiphertextStealing.wholeBlocks(length));
        primitives.keyed(keys).aes().decrypt(keys.encryption(), encrypted, plaintext);
        return reader.use(plaintext, CONFOUNDER, length - CONFOUNDER);
    }

    @Override
    public Bytes encrypt(Primitives primitives, Keys keys, Bytes message) {
        int length = CONFOUNDER + message.length();
        int whole = CiphertextStealing.wholeBlocks(length);
        byte[] plaintext = primitives.text(whole);
        primitives.confounder(plaintext, CONFOUNDER);
        message.copyTo(plaintext, CONFOUNDER);
        byte[] sealed = new byte[whole + macLength];
        primitives.keyed(keys).aes().encrypt(keys.encryption(), plaintext, length, sealed);
        byte[] tag = mac(primitives, keys, Bytes.of(sealed, 0, length));
        System.arraycopy(tag, 0, sealed, length, macLength);
        return Bytes.of(sealed, 0, length + macLength);
    }

    @Override
    public Bytes mac(Bytes cipherText) {
        int length = Math.min(macLength, cipherText.length());
        return cipherText.slice(cipherText.length() - length, length);
    }

    private byte[] mac(Primitives primitives, Keys keys, Bytes encrypted) {
        KeyedMac keyed = primitives.keyed(keys).mac(hash);
        Mac mac = keyed.begin(keys.integrity());
        mac.update(ZERO_IV);
        encrypted.read((array, offset, length) -> {
            mac.update(array, offset, length);
            return mac;
        });
        return Arrays.copyOf(keyed.end(keys.integrity()), macLength);
    }
}
