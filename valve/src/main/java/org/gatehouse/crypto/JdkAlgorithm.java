package org.gatehouse.crypto;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;

/**
 * An algorithm that the JDK may have: its name, and how one is made. The same constants make the ciphers and find out what
 * is missing.
 *
 * @param <T> what does the work, for one thread at a time
 */
final class JdkAlgorithm<T> {
    static final JdkAlgorithm<Cipher> AES_CBC = new JdkAlgorithm<>("AES/CBC/NoPadding", Cipher::getInstance);
    static final JdkAlgorithm<Cipher> AES_ECB = new JdkAlgorithm<>("AES/ECB/NoPadding", Cipher::getInstance);
    static final JdkAlgorithm<Cipher> RC4 = new JdkAlgorithm<>("ARCFOUR", Cipher::getInstance);
    static final JdkAlgorithm<Mac> HMAC_MD5 = new JdkAlgorithm<>("HmacMD5", Mac::getInstance);
    static final JdkAlgorithm<Mac> HMAC_SHA1 = new JdkAlgorithm<>("HmacSHA1", Mac::getInstance);
    static final JdkAlgorithm<Mac> HMAC_SHA256 = new JdkAlgorithm<>("HmacSHA256", Mac::getInstance);
    static final JdkAlgorithm<Mac> HMAC_SHA384 = new JdkAlgorithm<>("HmacSHA384", Mac::getInstance);
    static final JdkAlgorithm<MessageDigest> MD5 = new JdkAlgorithm<>("MD5", MessageDigest::getInstance);
    static final JdkAlgorithm<SecretKeyFactory> PBKDF2_SHA1 =
            new JdkAlgorithm<>("PBKDF2WithHmacSHA1", SecretKeyFactory::getInstance);
    static final JdkAlgorithm<SecretKeyFactory> PBKDF2_SHA256 =
            new JdkAlgorithm<>("PBKDF2WithHmacSHA256", SecretKeyFactory::getInstance);
    static final JdkAlgorithm<SecretKeyFactory> PBKDF2_SHA384 =
            new JdkAlgorithm<>("PBKDF2WithHmacSHA384", SecretKeyFactory::getInstance);

    private final String name;
    private final Maker<T> maker;

    private JdkAlgorithm(String name, Maker<T> maker) {
        this.name = name;
        this.maker = maker;
    }

    /** As the JDK and its documentation write it. */
    String name() {
        return name;
    }

    T make() throws GeneralSecurityException {
        return maker.make(name);
    }

    /** For the names of parameterized tests. */
    @Override
    public String toString() {
        return name;
    }

    /** A search through the JDK's providers. */
    private interface Maker<T> {
        T make(String name) throws GeneralSecurityException;
    }
}
