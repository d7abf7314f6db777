package org.gatehouse.crypto;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.gatehouse.crypto.JdkAlgorithms.OnDemand;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.wire.Bytes;

/** What keys are derived with: DK with AES (RFC 3961 §5.1, RFC 3962 §6), or HMACs (RFC 8009 §3). One thread at a time. */
final class KeyDerivation {
    private static final int BLOCK = CiphertextStealing.BLOCK;

    private final OnDemand<Cipher> aes;
    private final KeyedMac sha256;
    private final KeyedMac sha384;

    KeyDerivation(JdkAlgorithms jdk) {
        this.aes = jdk.onDemand(JdkAlgorithm.AES_ECB);
        this.sha256 = new KeyedMac(jdk, Hmac.SHA256);
        this.sha384 = new KeyedMac(jdk, Hmac.SHA384);
    }

    /** HMAC-SHA384 or, for the smaller keys, HMAC-SHA256. */
    KeyedMac mac(Hmac algorithm) {
        return algorithm == Hmac.SHA384 ? sha384 : sha256;
    }

    /**
     * Encrypts constants again and again until there are enough bytes for a key of each. They go through the cipher
     * together: a call of it takes longer than the few blocks in it.
     *
     * @param folded the constants, of one block each
     * @return the keys, one after the other; the caller closes them
     */
    SecretBytes derive(SecretKeySpec base, Bytes folded, int keyLength) {
        int width = folded.length();
        try (SecretBytes rounds = SecretBytes.adopt(rounds(base, folded, keyLength / BLOCK))) {
            return rounds.use((array, offset, length) -> {
                byte[] keys = new byte[length - width];
                for (int at = 0; at < keys.length; at += BLOCK) {
                    int round = at % keyLength / BLOCK + 1;
                    System.arraycopy(array, offset + round * width + at / keyLength * BLOCK, keys, at, BLOCK);
                }
                return SecretBytes.adopt(keys);
            });
        }
    }

    /** The constants, and after them what each encryption makes of what is before it. */
    private byte[] rounds(SecretKeySpec base, Bytes folded, int count) {
        int width = folded.length();
        byte[] rounds = new byte[(1 + count) * width];
        folded.copyTo(rounds, 0);
        Cipher ecb = aes.get();
        try {
            ecb.init(Cipher.ENCRYPT_MODE, base);
            for (int round = 0; round < count; round++) {
                ecb.doFinal(rounds, round * width, width, rounds, (round + 1) * width);
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES failed on whole blocks", e);
        }
        return rounds;
    }
}
