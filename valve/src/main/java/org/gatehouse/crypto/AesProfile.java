package org.gatehouse.crypto;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.wire.Bytes;

/**
 * What RFC 3962 and RFC 8009 have in common: a confounder and the message, encrypted with ciphertext stealing, and a MAC at
 * the end. They differ in how keys are derived, and in what the MAC is over: so in what comes first when decrypting.
 */
abstract sealed class AesProfile implements Profile permits AesSha1Profile, AesSha2Profile {
    static final String CIPHER = "AES";

    private static final int CONFOUNDER = CiphertextStealing.BLOCK;

    private final Hmac hash;
    private final int keyLength;
    private final int macLength;

    AesProfile(Hmac hash, int keyLength, int macLength) {
        this.hash = hash;
        this.keyLength = keyLength;
        this.macLength = macLength;
    }

    final Hmac hash() {
        return hash;
    }

    final int keyLength() {
        return keyLength;
    }

    /** Of the MAC on the wire, in bytes. */
    final int macLength() {
        return macLength;
    }

    /** Decrypts into {@code plaintext} and compares the MAC, in the order of the standard. */
    abstract void decryptAndVerify(
            KeyedPrimitives primitives, Keys keys, Bytes encrypted, byte[] plaintext, byte[] expectedMac)
            throws IntegrityException;

    /** The MAC of a message of {@code length} bytes with its confounder, not cut to any length. */
    abstract byte[] mac(KeyedPrimitives primitives, Keys keys, byte[] plaintext, byte[] encrypted, int length);

    @Override
    public final <T, E extends Exception> T decrypt(
            Primitives primitives, Keys keys, Bytes ciphertext, SecretBytes.User<T, E> reader)
            throws IntegrityException, E {
        int length = ciphertext.length() - macLength;
        if (length < CONFOUNDER || length > MAX_CIPHERTEXT) {
            throw new IntegrityException();
        }
        byte[] plaintext = primitives.text(CiphertextStealing.wholeBlocks(length));
        byte[] expectedMac = ciphertext.slice(length, macLength).toArray();
        decryptAndVerify(primitives.keyed(keys), keys, ciphertext.slice(0, length), plaintext, expectedMac);
        return reader.use(plaintext, CONFOUNDER, length - CONFOUNDER);
    }

    @Override
    public final Bytes encrypt(Primitives primitives, Keys keys, Bytes message) {
        int length = CONFOUNDER + message.length();
        int whole = CiphertextStealing.wholeBlocks(length);
        byte[] plaintext = primitives.text(whole);
        primitives.confounder(plaintext, CONFOUNDER);
        message.copyTo(plaintext, CONFOUNDER);
        byte[] ciphertext = new byte[whole + macLength];
        KeyedPrimitives keyed = primitives.keyed(keys);
        keyed.aes().encrypt(keys.encryption(), plaintext, length, ciphertext);
        System.arraycopy(mac(keyed, keys, plaintext, ciphertext, length), 0, ciphertext, length, macLength);
        return Bytes.of(ciphertext, 0, length + macLength);
    }

    @Override
    public final Bytes mac(Bytes ciphertext) {
        int length = Math.min(macLength, ciphertext.length());
        return ciphertext.slice(ciphertext.length() - length, length);
    }

    @Override
    public final byte[] checksum(Primitives primitives, MicKey key, List<Bytes> text) {
        return Arrays.copyOf(primitives.mac(hash, key, text), macLength);
    }

    /** Compares in constant time. */
    final void verify(byte[] mac, byte[] expectedMac) throws IntegrityException {
        if (!MessageDigest.isEqual(Arrays.copyOf(mac, macLength), expectedMac)) {
            throw new IntegrityException();
        }
    }
}
