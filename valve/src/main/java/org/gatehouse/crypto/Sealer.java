package org.gatehouse.crypto;

import javax.crypto.spec.SecretKeySpec;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.wire.Bytes;

/** Encryption and decryption with one key for one usage (RFC 3961 §3). For any number of threads. */
public final class Sealer {
    private final EnginePool engines;
    private final SecretKeySpec encryptionKey;
    private final SecretKeySpec integrityKey;

    Sealer(EnginePool engines, SecretKeySpec encryptionKey, SecretKeySpec integrityKey) {
        this.engines = engines;
        this.encryptionKey = encryptionKey;
        this.integrityKey = integrityKey;
    }

    /**
     * Decrypts, and checks the integrity before anything of the plaintext is handed out.
     *
     * @throws IntegrityException also for a cipher text that is too short, or longer than any message
     */
    public SecretBytes open(Bytes cipherText) throws IntegrityException {
        AesEngine engine = engines.borrow();
        try {
            return engine.open(encryptionKey, integrityKey, cipherText);
        } finally {
            engines.giveBack(engine);
        }
    }

    /** Encrypts, with a confounder of its own each time. */
    public Bytes seal(Bytes plaintext) {
        AesEngine engine = engines.borrow();
        try {
            return engine.seal(encryptionKey, integrityKey, plaintext);
        } finally {
            engines.giveBack(engine);
        }
    }

    /** The part of a cipher text that vouches for all of it: two are alike only if their messages are. */
    public static Bytes mac(Bytes cipherText) {
        return cipherText.slice(cipherText.length() - AesEngine.MAC_LENGTH, AesEngine.MAC_LENGTH);
    }

    @Override
    public String toString() {
        return "Sealer[redacted]";
    }
}
