package org.gatehouse.crypto;

import java.util.Arrays;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.wire.Bytes;

/** Encryption and decryption with one key for one usage (RFC 3961 §3). For any number of threads. */
public final class Sealer {
    private final EnginePool engines;
    private final Profile profile;
    private final Profile.Keys keys;

    Sealer(EnginePool engines, Profile profile, Profile.Keys keys) {
        this.engines = engines;
        this.profile = profile;
        this.keys = keys;
    }

    /**
     * Decrypts, and checks the integrity before anything of the plaintext is handed out.
     *
     * @throws IntegrityException also for a cipher text that is too short, or longer than any message
     */
    public SecretBytes open(Bytes cipherText) throws IntegrityException {
        return open(
                cipherText,
                (array, offset, length) -> SecretBytes.adopt(Arrays.copyOfRange(array, offset, offset + length)));
    }

    /**
     * As {@link #open(Bytes)}, for a plaintext that is read once: it is wiped when {@code reader} returns.
     *
     * @param reader neither keeps nor changes the array
     * @throws E what the reader throws
     */
    public <T, E extends Exception> T open(Bytes cipherText, SecretBytes.User<T, E> reader)
            throws IntegrityException, E {
        Engine engine = engines.borrow();
        try {
            return profile.open(engine, keys, cipherText, reader);
        } finally {
            engines.giveBack(engine);
        }
    }

    /** Encrypts, with a confounder of its own each time. */
    public Bytes seal(Bytes plaintext) {
        Engine engine = engines.borrow();
        try {
            return profile.seal(engine, keys, plaintext);
        } finally {
            engines.giveBack(engine);
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
