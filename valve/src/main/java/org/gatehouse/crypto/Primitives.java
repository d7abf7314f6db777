package org.gatehouse.crypto;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.gatehouse.crypto.JdkAlgorithms.OnDemand;
import org.gatehouse.wire.Bytes;

/** The JDK's ciphers and MACs and a supply of random bytes, for one thread at a time. */
final class Primitives {
    private static final int CONFOUNDER = CiphertextStealing.BLOCK;
    /** One call of the generator, which has a lock, for many confounders. */
    private static final int RANDOM_BUFFER = 64 * CONFOUNDER;

    /** Enough for the small messages of an exchange and the ticket of a user in some dozens of groups. */
    private static final int SMALL_TEXT = 1 << 12;
    /** Windows' own limit for a ticket (MaxTokenSize), with room for the rest: what is larger is seldom, and not kept. */
    private static final int MAX_KEPT_TEXT = 1 << 16;

    private final SecureRandom random;
    private final KeyDerivation derivation;
    private final KeyedPrimitives lasting;
    /** The service's keys for checksums, which would drive its keys for tickets out. */
    private final KeyedPrimitives signing;

    private final KeyedPrimitives passing;
    private final OnDemand<Cipher> rc4;
    private final OnDemand<MessageDigest> md5;
    private byte[] text = new byte[SMALL_TEXT];
    private int textUsed;
    private final byte[] randomBuffer = new byte[RANDOM_BUFFER];
    private int randomUsed = RANDOM_BUFFER;

    Primitives(SecureRandom random, JdkAlgorithms jdk) {
        this.random = random;
        this.derivation = new KeyDerivation(jdk);
        this.lasting = new KeyedPrimitives(jdk);
        this.signing = new KeyedPrimitives(jdk);
        this.passing = new KeyedPrimitives(jdk);
        this.rc4 = jdk.onDemand(JdkAlgorithm.RC4);
        this.md5 = jdk.onDemand(JdkAlgorithm.MD5);
    }

    KeyDerivation derivation() {
        return derivation;
    }

    /** The service's keys have primitives of their own, so that no session's keys drive them out. */
    KeyedPrimitives keyed(Profile.Keys keys) {
        return keys.lasting() ? lasting : passing;
    }

    /** A MAC with this key, ready for a text. */
    Mac mac(Hmac algorithm, SecretKeySpec key) {
        return passing.mac(algorithm).begin(key);
    }

    /** The MAC of a text in parts. */
    byte[] mac(Hmac algorithm, Profile.MicKey key, List<Bytes> text) {
        KeyedMac keyed = (key.usage().lasting() ? signing : passing).mac(algorithm);
        Mac mac = keyed.begin(key.key());
        for (Bytes part : text) {
            KeyedMac.updated(mac, part);
        }
        return keyed.end(key.key());
    }

    /** Room for a secret text of this length at the least, until {@link #wipe}; it is all zero. */
    byte[] text(int length) {
        if (length > text.length) {
            text = new byte[Math.max(length, Math.min(2 * length, MAX_KEPT_TEXT))];
        }
        textUsed = length;
        return text;
    }

    /** Ends the use of {@link #text}. */
    void wipe() {
        Arrays.fill(text, 0, textUsed, (byte) 0);
        textUsed = 0;
        if (text.length > MAX_KEPT_TEXT) {
            text = new byte[SMALL_TEXT];
        }
    }

    /** RFC 4757's cipher. */
    Cipher rc4() {
        return rc4.get();
    }

    /** RFC 4757's digest, ready for a text. */
    MessageDigest md5() {
        MessageDigest digest = md5.get();
        digest.reset();
        return digest;
    }

    /** Up to 64 bits that nobody can guess. */
    long randomBits(int count) {
        byte[] bytes = new byte[Long.BYTES];
        random(bytes);
        long value = 0;
        for (byte octet : bytes) {
            value = (value << 8) | (octet & 0xff);
        }
        return value >>> (Long.SIZE - count);
    }

    /** Fills {@code target}, which has a block or two at the most. */
    void random(byte[] target) {
        confounder(target, target.length);
    }

    /** The first bytes of {@code target}, a block or two at the most. */
    void confounder(byte[] target, int length) {
        if (randomUsed > RANDOM_BUFFER - length) {
            random.nextBytes(randomBuffer);
            randomUsed = 0;
        }
        System.arraycopy(randomBuffer, randomUsed, target, 0, length);
        Arrays.fill(randomBuffer, randomUsed, randomUsed + length, (byte) 0);
        randomUsed += length;
    }
}
