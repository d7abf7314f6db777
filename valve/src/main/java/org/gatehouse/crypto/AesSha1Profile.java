package org.gatehouse.crypto;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
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
    public Keys derive(Primitives primitives, SecretKeySpec base, KeyUsage usage) {
        byte[] derived = primitives.derivation().derive(base, usage.sealingFolded(), keyLength);
        try {
            return new Keys(
                    new SecretKeySpec(derived, 0, keyLength, "AES"),
                    new SecretKeySpec(derived, keyLength, keyLength, Hmac.SHA1.algorithm()),
                    usage.lasting());
        } finally {
            Arrays.fill(derived, (byte) 0);
        }
    }

    @Override
    public Optional<SecretKeySpec> checksumKey(Primitives primitives, SecretKeySpec base, KeyUsage usage) {
        byte[] derived = primitives.derivation().derive(base, usage.checksumFolded(), keyLength);
        try {
            return Optional.of(new SecretKeySpec(derived, Hmac.SHA1.algorithm()));
        } finally {
            Arrays.fill(derived, (byte) 0);
        }
    }

    @Override
    public byte[] checksum(Primitives primitives, SecretKeySpec key, Bytes first, Bytes second) {
        return Arrays.copyOf(primitives.mac(Hmac.SHA1, key, first, second), MAC_LENGTH);
    }

    @Override
    public <T, E extends Exception> T decrypt(
            Primitives primitives, Keys keys, Bytes cipherText, SecretBytes.User<T, E> reader)
            throws IntegrityException, E {
        int length = cipherText.length() - MAC_LENGTH;
        if (length < CONFOUNDER || length > MAX_CIPHER_TEXT) {
            throw new IntegrityException();
        }
        byte[] plaintext = primitives.text(CiphertextStealing.wholeBlocks(length));
        primitives.keyed(keys).aes().decrypt(keys.encryption(), cipherText.slice(0, length), plaintext);
        byte[] expected = cipherText.slice(length, MAC_LENGTH).toArray();
        if (!MessageDigest.isEqual(mac(primitives, keys, plaintext, length), expected)) {
            throw new IntegrityException();
        }
        return reader.use(plaintext, CONFOUNDER, length - CONFOUNDER);
    }

    @Override
    public Bytes encrypt(Primitives primitives, Keys keys, Bytes message) {
        int length = CONFOUNDER + message.length();
        int whole = CiphertextStealing.wholeBlocks(length);
        byte[] plaintext = primitives.text(whole);
        primitives.confounder(plaintext, CONFOUNDER);
        message.copyTo(plaintext, CONFOUNDER);
        byte[] sealed = new byte[whole + MAC_LENGTH];
        primitives.keyed(keys).aes().encrypt(keys.encryption(), plaintext, length, sealed);
        System.arraycopy(mac(primitives, keys, plaintext, length), 0, sealed, length, MAC_LENGTH);
        return Bytes.of(sealed, 0, length + MAC_LENGTH);
    }

    @Override
    public Bytes mac(Bytes cipherText) {
        int length = Math.min(MAC_LENGTH, cipherText.length());
        return cipherText.slice(cipherText.length() - length, length);
    }

    private static byte[] mac(Primitives primitives, Keys keys, byte[] text, int length) {
        KeyedMac mac = primitives.keyed(keys).mac(Hmac.SHA1);
        mac.begin(keys.integrity()).update(text, 0, length);
        return Arrays.copyOf(mac.end(keys.integrity()), MAC_LENGTH);
    }
}
