package org.gatehouse.crypto;

import java.security.GeneralSecurityException;
import java.util.Arrays;
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
        byte[] blocks = folded.toArray();
        byte[] next = new byte[blocks.length];
        byte[] keys = new byte[blocks.length / BLOCK * keyLength];
        Cipher ecb = aes.get();
        try {
            ecb.init(Cipher.ENCRYPT_MODE, base);
            for (int done = 0; done < keyLength; done += BLOCK) {
                ecb.doFinal(blocks, 0, blocks.length, next, 0);
                for (int key = 0; key < blocks.length / BLOCK; key++) {
                    System.arraycopy(next, key * BLOCK, keys, key * keyLength + done, BLOCK);
                }
                System.arraycopy(next, 0, blocks, 0, blocks.length);
            }
            return SecretBytes.adopt(keys);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES failed on whole blocks", e);
        } finally {
            Arrays.fill(blocks, (byte) 0);
            Arrays.fill(next, (byte) 0);
        }
    }
}
