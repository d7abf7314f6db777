package org.gatehouse.crypto;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.wire.Bytes;

/**
 * RC4-HMAC (RFC 4757), for domains that cannot do without it yet. The checksum stands in front and makes the key that
 * the rest is encrypted with. The export variant (24), of 40 bits, is not here.
 */
final class Rc4Profile implements Profile {
    static final Rc4Profile RC4 = new Rc4Profile();

    /** RFC 4757 §4, with the zero that ends it. */
    private static final byte[] SIGNATURE_KEY = "signaturekey\0".getBytes(StandardCharsets.US_ASCII);

    private static final int CONFOUNDER = 8;
    private static final int MAC_LENGTH = 16;

    private Rc4Profile() {}

    @Override
    public List<JdkAlgorithm<?>> algorithms() {
        return List.of(Hmac.MD5.algorithm(), JdkAlgorithm.MD5, JdkAlgorithm.RC4);
    }

    @Override
    public String baseAlgorithm() {
        return Hmac.MD5.keyAlgorithm();
    }

    /** K1 and K2 of RFC 4757, which are one but for the export variant. The usages here have the same numbers there. */
    @Override
    public Keys derive(Primitives primitives, SecretKeySpec base, KeyUsage usage) {
        Mac mac = primitives.mac(Hmac.MD5, base);
        mac.update(littleEndian(usage));
        SecretKeySpec key = key(mac.doFinal(), Hmac.MD5.keyAlgorithm());
        return new Keys(key, key, usage.lasting());
    }

    /** Ksign of RFC 4757 §4, the same for every usage. */
    @Override
    public MicKey checksumKey(Primitives primitives, SecretKeySpec base, KeyUsage usage) {
        return new MicKey(key(mac(primitives, base, SIGNATURE_KEY, SIGNATURE_KEY.length), base.getAlgorithm()), usage);
    }

    /** HMAC-MD5 of RFC 4757 §4: the MAC is over a digest of usage and text. */
    @Override
    public byte[] checksum(Primitives primitives, MicKey key, List<Bytes> text) {
        MessageDigest md5 = primitives.md5();
        md5.update(littleEndian(key.usage()));
        for (Bytes part : text) {
            updated(md5, part);
        }
        byte[] digest = md5.digest();
        return mac(primitives, key.key(), digest, digest.length);
    }

    @Override
    public <T, E extends Exception> T decrypt(
            Primitives primitives, Keys keys, Bytes ciphertext, SecretBytes.User<T, E> reader)
            throws IntegrityException, E {
        int length = ciphertext.length() - MAC_LENGTH;
        if (length < CONFOUNDER || length > MAX_CIPHERTEXT) {
            throw new IntegrityException();
        }
        byte[] expectedMac = ciphertext.slice(0, MAC_LENGTH).toArray();
        byte[] plaintext = primitives.text(length);
        crypt(primitives, keys, expectedMac, ciphertext.slice(MAC_LENGTH, length), plaintext);
        if (!MessageDigest.isEqual(mac(primitives, keys.integrity(), plaintext, length), expectedMac)) {
            throw new IntegrityException();
        }
        return reader.use(plaintext, CONFOUNDER, length - CONFOUNDER);
    }

    @Override
    public Bytes encrypt(Primitives primitives, Keys keys, Bytes message) {
        int length = CONFOUNDER + message.length();
        byte[] plaintext = primitives.text(length);
        primitives.confounder(plaintext, CONFOUNDER);
        message.copyTo(plaintext, CONFOUNDER);
        byte[] mac = mac(primitives, keys.integrity(), plaintext, length);
        byte[] encrypted = new byte[length];
        crypt(primitives, keys, mac, Bytes.of(plaintext, 0, length), encrypted);
        byte[] ciphertext = Arrays.copyOf(mac, MAC_LENGTH + length);
        System.arraycopy(encrypted, 0, ciphertext, MAC_LENGTH, length);
        return Bytes.of(ciphertext);
    }

    @Override
    public Bytes mac(Bytes ciphertext) {
        return ciphertext.slice(0, Math.min(MAC_LENGTH, ciphertext.length()));
    }

    private static byte[] littleEndian(KeyUsage usage) {
        byte[] number = new byte[Integer.BYTES];
        number[0] = (byte) usage.number(); // none of them needs more
        return number;
    }

    private static MessageDigest updated(MessageDigest digest, Bytes text) {
        return text.read((array, offset, length) -> {
            digest.update(array, offset, length);
            return digest;
        });
    }

    /** Both directions are one. */
    private static void crypt(Primitives primitives, Keys keys, byte[] mac, Bytes text, byte[] target) {
        try {
            Cipher rc4 = primitives.rc4();
            rc4.init(
                    Cipher.ENCRYPT_MODE,
                    key(mac(primitives, keys.encryption(), mac, mac.length), JdkAlgorithm.RC4.name()));
            text.copyTo(target, 0);
            rc4.doFinal(target, 0, text.length(), target, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("RC4 failed", e);
        }
    }

    private static byte[] mac(Primitives primitives, SecretKeySpec key, byte[] text, int length) {
        Mac mac = primitives.mac(Hmac.MD5, key);
        mac.update(text, 0, length);
        return mac.doFinal();
    }

    private static SecretKeySpec key(byte[] value, String algorithm) {
        try (SecretBytes secret = SecretBytes.adopt(value)) {
            return secret.use((array, offset, length) -> new SecretKeySpec(array, offset, length, algorithm));
        }
    }
}
