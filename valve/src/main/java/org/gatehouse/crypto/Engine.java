package org.gatehouse.crypto;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.gatehouse.wire.Bytes;
import org.jspecify.annotations.Nullable;

/** The JDK's ciphers and MACs and a supply of random bytes, for one thread at a time. */
final class Engine {
    private static final int CONFOUNDER = CiphertextStealing.BLOCK;
    /** One call of the generator, which has a lock, for many confounders. */
    private static final int RANDOM_BUFFER = 64 * CONFOUNDER;

    private final SecureRandom random;
    private final CiphertextStealing aes = new CiphertextStealing();
    private final Map<Hmac, Mac> macs = new EnumMap<>(Hmac.class);
    private @Nullable Cipher rc4;
    private final byte[] randomBuffer = new byte[RANDOM_BUFFER];
    private int randomUsed = RANDOM_BUFFER;

    Engine(SecureRandom random) {
        this.random = random;
    }

    CiphertextStealing aes() {
        return aes;
    }

    /** A MAC with this key, ready for a text. */
    Mac mac(Hmac algorithm, SecretKeySpec key) {
        try {
            Mac mac = macs.computeIfAbsent(algorithm, Hmac::instance);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(algorithm + " refuses its key", e);
        }
    }

    /** The MAC of a text in two parts. */
    byte[] mac(Hmac algorithm, SecretKeySpec key, Bytes first, Bytes second) {
        Mac mac = mac(algorithm, key);
        mac.update(first.toArray());
        mac.update(second.toArray());
        return mac.doFinal();
    }

    /** RFC 4757's cipher; made when it is first asked for, which most servers never do. */
    Cipher rc4() {
        Cipher cipher = rc4;
        if (cipher == null) {
            try {
                cipher = Cipher.getInstance("ARCFOUR");
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("This JDK lacks RC4", e);
            }
            rc4 = cipher;
        }
        return cipher;
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
