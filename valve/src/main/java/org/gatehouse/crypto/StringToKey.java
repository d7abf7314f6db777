package org.gatehouse.crypto;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.secret.SecretChars;
import org.gatehouse.wire.Bytes;

/**
 * The key that an account has of its password: for AES with SHA-1 by RFC 3962 §4, for AES with SHA-2 by RFC 8009 §4, for
 * RC4 by RFC 4757 §2.
 */
public final class StringToKey {
    private static final String KERBEROS = "kerberos";
    private static final int BLOCK = 16;
    /** What KDCs take for granted where they tell clients of no other number. */
    private static final int ITERATIONS_SHA1 = 4096;

    private static final int ITERATIONS_SHA2 = 32_768;

    private StringToKey() {}

    /**
     * The key, after as many iterations as a KDC takes for granted.
     *
     * @param password not empty
     * @param salt of no account for RC4, which has none
     */
    public static EncryptionKey derive(EncryptionType type, SecretChars password, Bytes salt) {
        return derive(type, password, salt, isSha1(type) ? ITERATIONS_SHA1 : ITERATIONS_SHA2);
    }

    static EncryptionKey derive(EncryptionType type, SecretChars password, Bytes salt, int iterations) {
        byte[] base = new byte[0];
        try {
            byte[] key = switch (type) {
                case AES128_CTS_HMAC_SHA1_96, AES256_CTS_HMAC_SHA1_96 -> {
                    base = stretched(type, password, salt, iterations);
                    yield dk(base);
                }
                case AES128_CTS_HMAC_SHA256_128, AES256_CTS_HMAC_SHA384_192 -> {
                    base = stretched(type, password, named(type, salt), iterations);
                    yield kdf(hash(type), base);
                }
                case RC4_HMAC -> ntHash(password);
            };
            return new EncryptionKey(type, SecretBytes.adopt(key));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JDK lacks PBKDF2, AES or HMAC", e);
        } finally {
            Arrays.fill(base, (byte) 0);
        }
    }

    private static boolean isSha1(EncryptionType type) {
        return type == EncryptionType.AES128_CTS_HMAC_SHA1_96 || type == EncryptionType.AES256_CTS_HMAC_SHA1_96;
    }

    private static String hash(EncryptionType type) {
        return isSha1(type) ? "SHA1" : type == EncryptionType.AES128_CTS_HMAC_SHA256_128 ? "SHA256" : "SHA384";
    }

    private static byte[] stretched(EncryptionType type, SecretChars password, Bytes salt, int iterations)
            throws GeneralSecurityException {
        PBEKeySpec spec =
                password.use(array -> new PBEKeySpec(array, salt.toArray(), iterations, type.keyLength() * Byte.SIZE));
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmac" + hash(type))
                    .generateSecret(spec)
                    .getEncoded();
        } finally {
            spec.clearPassword();
        }
    }

    /** RFC 8009 §4: the salt begins with the name of the type, and a zero. */
    private static Bytes named(EncryptionType type, Bytes salt) {
        String name = type == EncryptionType.AES128_CTS_HMAC_SHA256_128
                ? "aes128-cts-hmac-sha256-128"
                : "aes256-cts-hmac-sha384-192";
        byte[] prefix = (name + "\0").getBytes(StandardCharsets.US_ASCII);
        byte[] named = Arrays.copyOf(prefix, prefix.length + salt.length());
        salt.copyTo(named, prefix.length);
        return Bytes.of(named);
    }

    /** DK (RFC 3961 §5.1) of the constant "kerberos". */
    private static byte[] dk(byte[] base) throws GeneralSecurityException {
        byte[] block = NFold.fold(KERBEROS.getBytes(StandardCharsets.US_ASCII), BLOCK);
        Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
        byte[] derived = new byte[base.length];
        for (int at = 0; at < derived.length; at += BLOCK) {
            // One block under an initial vector of zeros is the bare cipher.
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(base, "AES"), new IvParameterSpec(new byte[BLOCK]));
            cipher.doFinal(block, 0, BLOCK, block, 0);
            System.arraycopy(block, 0, derived, at, BLOCK);
        }
        Arrays.fill(block, (byte) 0);
        return derived;
    }

    /** KDF-HMAC-SHA2 (RFC 8009 §3) of the label "kerberos": one round gives enough. */
    private static byte[] kdf(String hash, byte[] base) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("Hmac" + hash);
        mac.init(new SecretKeySpec(base, mac.getAlgorithm()));
        int bits = base.length * Byte.SIZE;
        mac.update(new byte[] {0, 0, 0, 1});
        mac.update(KERBEROS.getBytes(StandardCharsets.US_ASCII));
        mac.update(new byte[] {0, 0, 0, (byte) (bits >>> 8), (byte) bits});
        byte[] whole = mac.doFinal();
        byte[] derived = Arrays.copyOf(whole, base.length);
        Arrays.fill(whole, (byte) 0);
        return derived;
    }

    /** NTLM's hash: MD4 of the password in UTF-16. */
    private static byte[] ntHash(SecretChars password) {
        byte[] text = password.use(array -> {
            byte[] utf16 = new byte[array.length * Character.BYTES];
            for (int i = 0; i < array.length; i++) {
                utf16[2 * i] = (byte) array[i];
                utf16[2 * i + 1] = (byte) (array[i] >>> Byte.SIZE);
            }
            return utf16;
        });
        byte[] digest = Md4.digest(text);
        Arrays.fill(text, (byte) 0);
        return digest;
    }
}
