package org.gatehouse.crypto;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.wire.Bytes;

/**
 * The simplified profile of RFC 3961 §5.3 with AES and HMAC-SHA1-96, as RFC 3962 §6 puts it together: the MAC is over the
 * plaintext.
 */
final class AesSha1Profile implements Profile {
    static final AesSha1Profile AES128 = new AesSha1Profile(16);
    static final AesSha1Profile AES256 = new AesSha1Profile(32);

    private static final int CONFOUNDER = CiphertextStealing.BLOCK;
    private static final int MAC_LENGTH = 12;

    private final int keyLength;

    private AesSha1Profile(int keyLength) {
        this.keyLength = keyLength;
    }

    @Override
    public String baseAlgorithm() {
        return "AES";
    }

    @Override
    public Keys derive(Engine engine, SecretKeySpec base, KeyUsage usage) {
        return new Keys(
                derive(engine, base, usage.encryptionFolded(), "AES"),
                derive(engine, base, usage.integrityFolded(), Hmac.SHA1.algorithm()));
    }

    /** DK (RFC 3961 §5.1): the constant, encrypted again and again until there are enough bytes. */
    SecretKeySpec derive(Engine engine, SecretKeySpec base, Bytes folded, String algorithm) {
        byte[] block = folded.toArray();
        byte[] derived = new byte[keyLength];
        try {
            engine.aes().feedBack(base, block, derived);
            return new SecretKeySpec(derived, algorithm);
        } finally {
            Arrays.fill(derived, (byte) 0);
            Arrays.fill(block, (byte) 0);
        }
    }

    @Override
    public Optional<SecretKeySpec> checksumKey(Engine engine, SecretKeySpec base, KeyUsage usage) {
        return Optional.of(derive(engine, base, usage.checksumFolded(), Hmac.SHA1.algorithm()));
    }

    @Override
    public byte[] checksum(Engine engine, SecretKeySpec key, Bytes first, Bytes second) {
        return Arrays.copyOf(engine.mac(Hmac.SHA1, key, first, second), MAC_LENGTH);
    }

    @Override
    public SecretBytes open(Engine engine, Keys keys, Bytes cipherText) throws IntegrityException {
        int length = cipherText.length() - MAC_LENGTH;
        if (length < CONFOUNDER || length > MAX_CIPHER_TEXT) {
            throw new IntegrityException();
        }
        byte[] plaintext = engine.aes().decrypt(keys.encryption(), cipherText.slice(0, length));
        byte[] expected = cipherText.slice(length, MAC_LENGTH).toArray();
        if (!MessageDigest.isEqual(mac(engine, keys, plaintext, length), expected)) {
            Arrays.fill(plaintext, (byte) 0);
            throw new IntegrityException();
        }
        return SecretBytes.adopt(plaintext, CONFOUNDER, length - CONFOUNDER);
    }

    @Override
    public Bytes seal(Engine engine, Keys keys, Bytes message) {
        byte[] plaintext = new byte[CONFOUNDER + message.length()];
        engine.confounder(plaintext, CONFOUNDER);
        message.copyTo(plaintext, CONFOUNDER);
        byte[] tag = mac(engine, keys, plaintext, plaintext.length);
        byte[] encrypted = engine.aes().encrypt(keys.encryption(), plaintext);
        byte[] sealed = Arrays.copyOf(encrypted, plaintext.length + MAC_LENGTH);
        System.arraycopy(tag, 0, sealed, plaintext.length, MAC_LENGTH);
        Arrays.fill(plaintext, (byte) 0);
        return Bytes.of(sealed);
    }

    @Override
    public Bytes mac(Bytes cipherText) {
        int length = Math.min(MAC_LENGTH, cipherText.length());
        return cipherText.slice(cipherText.length() - length, length);
    }

    private static byte[] mac(Engine engine, Keys keys, byte[] text, int length) {
        Mac mac = engine.mac(Hmac.SHA1, keys.integrity());
        mac.update(text, 0, length);
        return Arrays.copyOf(mac.doFinal(), MAC_LENGTH);
    }
}
