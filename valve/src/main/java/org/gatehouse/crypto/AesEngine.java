package org.gatehouse.crypto;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.wire.Bytes;

/**
 * The simplified profile of RFC 3961 §5.3 with AES in CBC mode with ciphertext stealing (CBC-CS3) and HMAC-SHA1-96, as
 * RFC 3962 §6 puts it together. One thread at a time.
 */
final class AesEngine {
    static final int BLOCK = 16;
    static final String MAC = "HmacSHA1";
    static final int MAC_LENGTH = 12;

    private static final int CONFOUNDER = BLOCK;
    /** A ticket with the largest PAC fits into 64 KiB (MaxTokenSize); what is longer is not copied, let alone decrypted. */
    private static final int MAX_CIPHER_TEXT = 1 << 17;
    /** RFC 3962 §5: the initial vector is all zero, the confounder does its work. */
    private static final IvParameterSpec ZERO_IV = new IvParameterSpec(new byte[BLOCK]);
    /** One call of the generator, which has a lock, for many confounders. */
    private static final int RANDOM_BUFFER = 64 * CONFOUNDER;

    private final SecureRandom random;
    private final Cipher cbc;
    private final Mac mac;
    private final byte[] randomBuffer = new byte[RANDOM_BUFFER];
    private int randomUsed = RANDOM_BUFFER;

    AesEngine(SecureRandom random) {
        this.random = random;
        try {
            this.cbc = Cipher.getInstance("AES/CBC/NoPadding");
            this.mac = Mac.getInstance(MAC);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JDK lacks AES or HmacSHA1", e);
        }
    }

    /** DK (RFC 3961 §5.1): the constant, encrypted again and again until there are enough bytes. */
    SecretKeySpec derive(SecretKeySpec base, int keyLength, Bytes constant, String algorithm) {
        byte[] derived = new byte[keyLength];
        byte[] block = constant.toArray();
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, base);
            for (int at = 0; at < keyLength; at += BLOCK) {
                cipher.doFinal(block, 0, BLOCK, block, 0);
                System.arraycopy(block, 0, derived, at, BLOCK);
            }
            return new SecretKeySpec(derived, algorithm);
        } catch (GeneralSecurityException e) {
            throw unexpected(e);
        } finally {
            Arrays.fill(derived, (byte) 0);
            Arrays.fill(block, (byte) 0);
        }
    }

    SecretBytes open(SecretKeySpec encryptionKey, SecretKeySpec integrityKey, Bytes cipherText)
            throws IntegrityException {
        int length = cipherText.length() - MAC_LENGTH;
        if (length < CONFOUNDER || length > MAX_CIPHER_TEXT) {
            throw new IntegrityException();
        }
        byte[] plaintext = decrypt(encryptionKey, cipherText.slice(0, length));
        byte[] expected = cipherText.slice(length, MAC_LENGTH).toArray();
        if (!MessageDigest.isEqual(mac(integrityKey, plaintext, length), expected)) {
            Arrays.fill(plaintext, (byte) 0);
            throw new IntegrityException();
        }
        return SecretBytes.adopt(plaintext, CONFOUNDER, length - CONFOUNDER);
    }

    Bytes seal(SecretKeySpec encryptionKey, SecretKeySpec integrityKey, Bytes message) {
        byte[] plaintext = new byte[CONFOUNDER + message.length()];
        confounder(plaintext);
        message.copyTo(plaintext, CONFOUNDER);
        byte[] tag = mac(integrityKey, plaintext, plaintext.length);
        byte[] sealed = Arrays.copyOf(encrypt(encryptionKey, plaintext), plaintext.length + MAC_LENGTH);
        System.arraycopy(tag, 0, sealed, plaintext.length, MAC_LENGTH);
        Arrays.fill(plaintext, (byte) 0);
        return Bytes.of(sealed);
    }

    /**
     * CBC-CS3 decryption as one pass of CBC. The last block is short by some bytes, which stand at the end of the
     * decrypted block before it: with them in place, and both blocks exchanged, it is ordinary CBC.
     *
     * @return as many whole blocks as the cipher text has, begun ones included; what is beyond its length is zero
     */
    private byte[] decrypt(SecretKeySpec key, Bytes cipherText) {
        int length = cipherText.length();
        int blocks = (length + BLOCK - 1) / BLOCK;
        byte[] work = new byte[blocks * BLOCK];
        cipherText.copyTo(work, 0);
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, key);
            if (blocks > 1) {
                int last = (blocks - 1) * BLOCK;
                byte[] stolen = cipher.doFinal(work, last - BLOCK, BLOCK);
                System.arraycopy(stolen, length - last, work, length, work.length - length);
                Arrays.fill(stolen, (byte) 0);
                swapLastBlocks(work);
            }
            return cipher.doFinal(work);
        } catch (GeneralSecurityException e) {
            throw unexpected(e);
        }
    }

    /** CBC-CS3 encryption: CBC over the text padded with zeros, then the last two blocks exchanged and the rest cut. */
    private byte[] encrypt(SecretKeySpec key, byte[] plaintext) {
        int blocks = (plaintext.length + BLOCK - 1) / BLOCK;
        byte[] padded = Arrays.copyOf(plaintext, blocks * BLOCK);
        try {
            byte[] encrypted = cipher(Cipher.ENCRYPT_MODE, key).doFinal(padded);
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

    private static void swapLastBlocks(byte[] blocks) {
        int last = blocks.length - BLOCK;
        for (int i = last; i < blocks.length; i++) {
            byte octet = blocks[i];
            blocks[i] = blocks[i - BLOCK];
            blocks[i - BLOCK] = octet;
        }
    }

    private byte[] mac(SecretKeySpec key, byte[] text, int length) {
        try {
            mac.init(key);
            mac.update(text, 0, length);
            return Arrays.copyOf(mac.doFinal(), MAC_LENGTH);
        } catch (GeneralSecurityException e) {
            throw unexpected(e);
        }
    }

    private Cipher cipher(int mode, SecretKeySpec key) throws GeneralSecurityException {
        cbc.init(mode, key, ZERO_IV);
        return cbc;
    }

    /** Up to 64 bits that nobody can guess. */
    long randomBits(int count) {
        byte[] bytes = new byte[CONFOUNDER];
        confounder(bytes);
        long value = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            value = (value << 8) | (bytes[i] & 0xff);
        }
        return value >>> (Long.SIZE - count);
    }

    /** The first bytes of {@code target}. */
    private void confounder(byte[] target) {
        if (randomUsed == RANDOM_BUFFER) {
            random.nextBytes(randomBuffer);
            randomUsed = 0;
        }
        System.arraycopy(randomBuffer, randomUsed, target, 0, CONFOUNDER);
        Arrays.fill(randomBuffer, randomUsed, randomUsed + CONFOUNDER, (byte) 0);
        randomUsed += CONFOUNDER;
    }

    private static IllegalStateException unexpected(GeneralSecurityException e) {
        return new IllegalStateException("AES or HmacSHA1 failed on a text of whole blocks", e);
    }
}
