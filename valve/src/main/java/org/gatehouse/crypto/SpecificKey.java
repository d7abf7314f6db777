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
     * @throws IntegrityException also for a ciphertext that is too short, or longer than any message
     */
    public SecretBytes decrypt(Bytes ciphertext) throws IntegrityException {
        return decrypt(
                ciphertext,
                (array, offset, length) -> SecretBytes.adopt(Arrays.copyOfRange(array, offset, offset + length)));
    }

    /**
     * As {@link #decrypt(Bytes)}, for a plaintext that is read once: it is wiped when {@code reader} returns.
     *
     * @param reader neither keeps nor changes the array
     * @throws E what the reader throws
     */
    public <T, E extends Exception> T decrypt(Bytes ciphertext, SecretBytes.User<T, E> reader)
            throws IntegrityException, E {
        Primitives primitives = cryptosystem.borrow();
        try {
            return profile.decrypt(primitives, keys, ciphertext, reader);
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

    /** The part of a ciphertext that vouches for all of it: two are alike only if their messages are. */
    public Bytes mac(Bytes ciphertext) {
        return profile.mac(ciphertext);
    }

    @Override
    public String toString() {
        return "SpecificKey[redacted]";
    }
}
