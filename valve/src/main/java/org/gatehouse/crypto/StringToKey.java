package org.gatehouse.crypto;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.SecretKeyFactory;
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
    private static final byte[] KERBEROS = "kerberos".getBytes(StandardCharsets.US_ASCII);
    private static final Bytes KERBEROS_FOLDED = Bytes.of(NFold.fold(KERBEROS, CiphertextStealing.BLOCK));
    /** What KDCs take for granted where they tell clients of no other number. */
    private static final int ITERATIONS_SHA1 = 4096;

    private static final int ITERATIONS_SHA2 = 32_768;

    private final JdkAlgorithms jdk;

    StringToKey(JdkAlgorithms jdk) {
        this.jdk = jdk;
    }

    /**
     * The key, after as many iterations as a KDC takes for granted.
     *
     * @param password not empty
     * @param salt of no account for RC4, which has none
     */
    public static EncryptionKey derive(EncryptionType type, SecretChars password, Bytes salt) {
        int iterations = switch (type) {
            case AES128_CTS_HMAC_SHA1_96, AES256_CTS_HMAC_SHA1_96 -> ITERATIONS_SHA1;
            case AES128_CTS_HMAC_SHA256_128, AES256_CTS_HMAC_SHA384_192 -> ITERATIONS_SHA2;
            case RC4_HMAC -> 1;
        };
        return new StringToKey(new JdkAlgorithms()).derive(type, password, salt, iterations);
    }

    /** What a password and its salt are stretched with; nothing for RC4. */
    static Optional<JdkAlgorithm<SecretKeyFactory>> stretching(EncryptionType type) {
        return switch (type) {
            case AES128_CTS_HMAC_SHA1_96, AES256_CTS_HMAC_SHA1_96 -> Optional.of(JdkAlgorithm.PBKDF2_SHA1);
            case AES128_CTS_HMAC_SHA256_128 -> Optional.of(JdkAlgorithm.PBKDF2_SHA256);
            case AES256_CTS_HMAC_SHA384_192 -> Optional.of(JdkAlgorithm.PBKDF2_SHA384);
            case RC4_HMAC -> Optional.empty();
        };
    }

    EncryptionKey derive(EncryptionType type, SecretChars password, Bytes salt, int iterations) {
        SecretBytes key = switch (type) {
            case AES128_CTS_HMAC_SHA1_96, AES256_CTS_HMAC_SHA1_96 -> dk(stretched(type, password, salt, iterations));
            case AES128_CTS_HMAC_SHA256_128 ->
                kdf(
                        AesSha2Profile.AES128,
                        stretched(type, password, named("aes128-cts-hmac-sha256-128", salt), iterations));
            case AES256_CTS_HMAC_SHA384_192 ->
                kdf(
                        AesSha2Profile.AES256,
                        stretched(type, password, named("aes256-cts-hmac-sha384-192", salt), iterations));
            case RC4_HMAC -> ntHash(password);
        };
        return new EncryptionKey(type, key);
    }

    private SecretBytes stretched(EncryptionType type, SecretChars password, Bytes salt, int iterations) {
        SecretKeyFactory pbkdf2 = jdk.make(stretching(type).orElseThrow());
        PBEKeySpec spec =
                password.use(array -> new PBEKeySpec(array, salt.toArray(), iterations, type.keyLength() * Byte.SIZE));
        try {
            return SecretBytes.adopt(pbkdf2.generateSecret(spec).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(pbkdf2.getAlgorithm() + " refuses a password", e);
        } finally {
            spec.clearPassword();
        }
    }

    /** RFC 8009 §4: the salt begins with the name of the type, and a zero. */
    private static Bytes named(String type, Bytes salt) {
        byte[] prefix = (type + "\0").getBytes(StandardCharsets.US_ASCII);
        byte[] named = Arrays.copyOf(prefix, prefix.length + salt.length());
        salt.copyTo(named, prefix.length);
        return Bytes.of(named);
    }

    /** DK (RFC 3961 §5.1) of the constant "kerberos". */
    private SecretBytes dk(SecretBytes stretched) {
        try (stretched) {
            return new KeyDerivation(jdk)
                    .derive(key(stretched, AesProfile.CIPHER), KERBEROS_FOLDED, stretched.length());
        }
    }

    /** KDF-HMAC-SHA2 (RFC 8009 §3) of the label "kerberos". */
    private SecretBytes kdf(AesSha2Profile profile, SecretBytes stretched) {
        try (stretched) {
            SecretKeySpec base = key(stretched, profile.baseAlgorithm());
            return SecretBytes.adopt(profile.derive(
                            new KeyDerivation(jdk), base, Bytes.of(KERBEROS), stretched.length(), AesProfile.CIPHER)
                    .getEncoded());
        }
    }

    private static SecretKeySpec key(SecretBytes value, String algorithm) {
        return value.use((array, offset, length) -> new SecretKeySpec(array, offset, length, algorithm));
    }

    /** NTLM's hash: MD4 of the password in UTF-16. */
    private static SecretBytes ntHash(SecretChars password) {
        byte[] utf16 = password.use(array -> {
            byte[] text = new byte[array.length * Character.BYTES];
            for (int i = 0; i < array.length; i++) {
                text[2 * i] = (byte) array[i];
                text[2 * i + 1] = (byte) (array[i] >>> Byte.SIZE);
            }
            return text;
        });
        try (SecretBytes text = SecretBytes.adopt(utf16)) {
            return SecretBytes.adopt(text.<byte[], RuntimeException>use((array, offset, length) -> Md4.digest(array)));
        }
    }
}
