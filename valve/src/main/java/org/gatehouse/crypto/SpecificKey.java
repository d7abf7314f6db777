package org.gatehouse.crypto;

import java.util.Arrays;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.wire.Bytes;

/** Encryption and decryption with one key for one usage (RFC 3961 §3). For any number of threads. */
public final class SpecificKey {
    private final Cryptosystem cryptosystem;
    private final Profile profile;
    private final Profile.Keys keys;

    SpecificKey(Cryptosystem cryptosystem, Profile profile, Profile.Keys keys) {
        this.cryptosystem = cryptosystem;
        this.profile = profile;
        this.keys = keys;
    }

    /**
     * Decrypts, and checks the integrity before anything of the plaintext is handed out.
     *
     * @throws IntegrityException also for a cipher text that is too short, or longer than any message
     */
    public SecretBytes decrypt(Bytes cipherText) throws IntegrityException {
        return decrypt(
                cipherText,
                (array, offset, length) -> SecretBytes.adopt(Arrays.copyOfRange(array, offset, offset + length)));
    }

    /**
     * As {@link #decrypt(Bytes)}, for a plaintext that is read once: it is wiped when {@code reader} returns.
     *
     * @param reader neither keeps nor changes the array
     * @throws E what the reader throws
     */
    public <T, E extends Exception> T decrypt(Bytes cipherText, SecretBytes.User<T, E> reader)
            throws IntegrityException, E {
        Primitives primitives = cryptosystem.borrow();
        try {
            return profile.decrypt(primitives, keys, cipherText, reader);
        } finally {
            cryptosystem.giveBack(primitives);
        }
    }

    /** Encrypts, with a confounder of its own each time. */
    public Bytes encrypt(Bytes plaintext) {
        Primitives primitives = cryptosystem.borrow();
        try {
            return profile.encrypt(primitives, keys, plaintext);
        } finally {
            cryptosystem.giveBack(primitives);
        }
    }

    /** The part of a cipher text that vouches for all of it: two are alike only if their messages are. */
    public Bytes mac(Bytes cipherText) {
        return profile.mac(cipherText);
    }

    @Override
    public String toString() {
        return "Sealer[redacted]";
    }
}
