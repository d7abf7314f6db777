package org.gatehouse.crypto;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.gatehouse.wire.Bytes;

/**
 * AES in CBC mode with ciphertext stealing (CBC-CS3, RFC 3962 §5): a cipher text is as long as its plaintext, which has
 * at least one block. One thread at a time.
 */
final class CiphertextStealing {
    static final int BLOCK = 16;

    /** RFC 3962 §5, RFC 8009 §5: the initial vector is all zero, the confounder does its work. */
    private static final IvParameterSpec ZERO_IV = new IvParameterSpec(new byte[BLOCK]);

    private final Cipher cbc;

    CiphertextStealing() {
        try {
            this.cbc = Cipher.getInstance("AES/CBC/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JDK lacks AES", e);
        }
    }

    /**
     * Decryption as one pass of CBC. The last block is short by some bytes, which stand at the end of the decrypted
     * block before it: with them in place, and both blocks exchanged, it is ordinary CBC.
     *
     * @return as many whole blocks as the cipher text has, begun ones included; what is beyond its length is zero
     */
    byte[] decrypt(SecretKeySpec key, Bytes cipherText) {
        int length = cipherText.length();
        int blocks = (length + BLOCK - 1) / BLOCK;
        byte[] plaintext = new byte[blocks * BLOCK];
        try {
            cbc.init(Cipher.DECRYPT_MODE, key, ZERO_IV);
            if (blocks == 1) {
                cipherText.read((array, offset, size) -> cbc.doFinal(array, offset, size, plaintext, 0));
                return plaintext;
            }
            int tailAt = (blocks - 2) * BLOCK;
            byte[] tail = tail(cipherText.slice(tailAt, length - tailAt));
            cipherText.read((array, offset, size) -> cbc.update(array, offset, tailAt, plaintext, 0));
            cbc.doFinal(tail, 0, tail.length, plaintext, tailAt);
            return plaintext;
        } catch (GeneralSecurityException e) {
            throw unexpected(e);
        }
    }

    /** The last two blocks as CBC without stealing has them. */
    private byte[] tail(Bytes stolen) throws GeneralSecurityException {
        byte[] tail = new byte[2 * BLOCK];
        stolen.copyTo(tail, 0);
        byte[] last = cbc.doFinal(tail, 0, BLOCK); // the zero vector makes it plain AES; doFinal sets it again
        System.arraycopy(last, stolen.length() - BLOCK, tail, stolen.length(), tail.length - stolen.length());
        Arrays.fill(last, (byte) 0);
        swapLastBlocks(tail);
        return tail;
    }

    /** Encryption: CBC over the text padded with zeros, then the last two blocks exchanged; the caller cuts the rest. */
    byte[] encrypt(SecretKeySpec key, byte[] plaintext) {
        int blocks = (plaintext.length + BLOCK - 1) / BLOCK;
        byte[] padded = Arrays.copyOf(plaintext, blocks * BLOCK);
        try {
            cbc.init(Cipher.ENCRYPT_MODE, key, ZERO_IV);
            byte[] encrypted = cbc.doFinal(padded);
            if (blocks > 1) {
                swapLastBlocks(encrypted);
            }
            return encrypted;
        } catch (GeneralSecurityException e) {
            throw unexpected(e);
        } finally {
            Arrays.fill(padded, (byte) 0);
        }
    }

    /** AES of a block by itself, in place, until {@code derived} is full of them (RFC 3961 §5.1). */
    void feedBack(SecretKeySpec key, byte[] block, byte[] derived) {
        try {
            cbc.init(Cipher.ENCRYPT_MODE, key, ZERO_IV);
            for (int at = 0; at < derived.length; at += BLOCK) {
                cbc.doFinal(block, 0, BLOCK, block, 0);
                System.arraycopy(block, 0, derived, at, BLOCK);
            }
        } catch (GeneralSecurityException e) {
            throw unexpected(e);
        }
    }

    private static void swapLastBlocks(byte[] blocks) {
        int last = blocks.length - BLOCK;
        for (int i = last; i < blocks.length; i++) {
            byte octet = blocks[i];
            blocks[i] = blocks[i - BLOCK];
            blocks[i - BLOCK] = octet;
        }
    }

    private static IllegalStateException unexpected(GeneralSecurityException e) {
        return new IllegalStateException("AES failed on a text of whole blocks", e);
    }
}
