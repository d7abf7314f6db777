package org.gatehouse.crypto;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.gatehouse.crypto.JdkAlgorithms.OnDemand;
import org.gatehouse.wire.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * AES in CBC mode with ciphertext stealing (CBC-CS3, RFC 3962 §5): a ciphertext is as long as its plaintext, which has
 * at least one block. One thread at a time.
 */
final class CiphertextStealing {
    static final int BLOCK = 16;

    /** RFC 3962 §5, RFC 8009 §5: the initial vector is all zero, the confounder does its work. */
    private static final IvParameterSpec ZERO_IV = new IvParameterSpec(new byte[BLOCK]);

    private final OnDemand<Cipher> aes;
    /** The last two blocks of a ciphertext, which are as public as it is. */
    private final byte[] tail = new byte[2 * BLOCK];
    /** Key and mode that the cipher is ready for; null while it works, so that nothing that breaks off is carried over. */
    private @Nullable SecretKeySpec ready;

    private int readyMode;

    CiphertextStealing(JdkAlgorithms jdk) {
        this.aes = jdk.onDemand(JdkAlgorithm.AES_CBC);
    }

    /** Length of the blocks that a text of this length takes, a begun one included. */
    static int wholeBlocks(int length) {
        return (length + BLOCK - 1) / BLOCK * BLOCK;
    }

    /**
     * Decryption as one pass of CBC. The last block is short by some bytes, which stand at the end of the decrypted
     * block before it: with them in place, and both blocks exchanged, it is ordinary CBC.
     *
     * @param plaintext gets whole blocks; what is beyond the length of the ciphertext is zero
     */
    void decrypt(SecretKeySpec key, Bytes ciphertext, byte[] plaintext) {
        int length = ciphertext.length();
        Cipher cbc = aes.get();
        try {
            begin(cbc, Cipher.DECRYPT_MODE, key);
            if (length == BLOCK) {
                ciphertext.copyTo(plaintext, 0);
                cbc.doFinal(plaintext, 0, BLOCK, plaintext, 0);
            } else {
                int tailAt = wholeBlocks(length) - 2 * BLOCK;
                straightenTail(cbc, ciphertext.slice(tailAt, length - tailAt), plaintext, tailAt);
                int done = ciphertext.read((array, offset, size) -> cbc.update(array, offset, tailAt, plaintext, 0));
                cbc.doFinal(tail, 0, tail.length, plaintext, done);
            }
            end(Cipher.DECRYPT_MODE, key);
        } catch (GeneralSecurityException e) {
            throw unexpected(e);
        }
    }

    /**
     * Puts the last two blocks as CBC without stealing has them.
     *
     * @param plaintext where these blocks will be; what is decrypted on the way stands there until it is written over
     */
    private void straightenTail(Cipher cbc, Bytes stolen, byte[] plaintext, int at) throws GeneralSecurityException {
        int length = stolen.length();
        stolen.copyTo(tail, 0);
        cbc.doFinal(tail, 0, BLOCK, plaintext, at); // the zero vector makes it plain AES; doFinal sets it again
        System.arraycopy(plaintext, at + length - BLOCK, tail, length, tail.length - length);
        swapLastBlocks(tail, tail.length);
    }

    /**
     * Encryption: CBC over the text padded with zeros, then the last two blocks exchanged.
     *
     * @param plaintext whole blocks, zero from {@code length} on
     * @param ciphertext gets whole blocks, of which the first {@code length} bytes count
     */
    void encrypt(SecretKeySpec key, byte[] plaintext, int length, byte[] ciphertext) {
        int whole = wholeBlocks(length);
        Cipher cbc = aes.get();
        try {
            begin(cbc, Cipher.ENCRYPT_MODE, key);
            cbc.doFinal(plaintext, 0, whole, ciphertext, 0);
            end(Cipher.ENCRYPT_MODE, key);
            if (whole > BLOCK) {
                swapLastBlocks(ciphertext, whole);
            }
        } catch (GeneralSecurityException e) {
            throw unexpected(e);
        }
    }

    @SuppressWarnings("ReferenceEquality") // to be the same object is enough, and comparing keys takes time
    private void begin(Cipher cbc, int mode, SecretKeySpec key) throws GeneralSecurityException {
        if (ready != key || readyMode != mode) {
            cbc.init(mode, key, ZERO_IV);
        }
        ready = null;
    }

    private void end(int mode, SecretKeySpec key) {
        ready = key;
        readyMode = mode;
    }

    private static void swapLastBlocks(byte[] blocks, int length) {
        for (int i = length - BLOCK; i < length; i++) {
            byte octet = blocks[i];
            blocks[i] = blocks[i - BLOCK];
            blocks[i - BLOCK] = octet;
        }
    }

    private static IllegalStateException unexpected(GeneralSecurityException e) {
        return new IllegalStateException("AES failed on a text of whole blocks", e);
    }
}
