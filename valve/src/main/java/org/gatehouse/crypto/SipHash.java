package org.gatehouse.crypto;

import java.security.SecureRandom;
import org.gatehouse.secret.OffHeapKey;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.wire.Bytes;

/**
 * SipHash-2-4 with an output of 128 bits (Aumasson and Bernstein, 2012, and its 128-bit variant): a keyed hash for
 * tables whose entries an attacker chooses.
 */
public final class SipHash {
    private static final int COMPRESSION_ROUNDS = 2;
    private static final int FINALIZATION_ROUNDS = 4;

    private final long key0;
    private final long key1;

    /** With a key of its own, which nobody learns. */
    public SipHash(SecureRandom random) {
        this(random.nextLong(), random.nextLong());
    }

    /** With a key that is kept elsewhere: what was hashed with it is recognised later. */
    public SipHash(long key0, long key1) {
        this.key0 = key0;
        this.key1 = key1;
    }

    public Fingerprint of(Bytes text) {
        return of(text, new State(key0, key1));
    }

    /** Of a secret: what remains in memory is of no use to anyone who guesses it and does not have the key. */
    public static Fingerprint of(SecretBytes secret, OffHeapKey key) {
        return secret.use(
                (array, offset, length) -> of(Bytes.of(array, offset, length), new State(key.first(), key.second())));
    }

    private static Fingerprint of(Bytes text, State state) {
        int wholeWords = text.length() / Long.BYTES;
        for (int i = 0; i < wholeWords; i++) {
            state.compress(text.littleEndianLong(i * Long.BYTES));
        }
        int rest = wholeWords * Long.BYTES;
        state.compress(word(text, rest, text.length() - rest) | ((long) text.length() << 56));
        return state.finish();
    }

    /** Little-endian. */
    private static long word(Bytes text, int from, int count) {
        long word = 0;
        for (int i = count - 1; i >= 0; i--) {
            word = (word << 8) | text.at(from + i);
        }
        return word;
    }

    private static final class State {
        private long v0;
        private long v1;
        private long v2;
        private long v3;

        State(long key0, long key1) {
            v0 = key0 ^ 0x736f6d6570736575L;
            v1 = key1 ^ 0x646f72616e646f6dL ^ 0xee;
            v2 = key0 ^ 0x6c7967656e657261L;
            v3 = key1 ^ 0x7465646279746573L;
        }

        void compress(long word) {
            v3 ^= word;
            rounds(COMPRESSION_ROUNDS);
            v0 ^= word;
        }

        Fingerprint finish() {
            v2 ^= 0xee;
            rounds(FINALIZATION_ROUNDS);
            long first = v0 ^ v1 ^ v2 ^ v3;
            v1 ^= 0xdd;
            rounds(FINALIZATION_ROUNDS);
            Fingerprint fingerprint = new Fingerprint(first, v0 ^ v1 ^ v2 ^ v3);
            clear();
            return fingerprint;
        }

        /** All rounds can be undone: this state would tell anyone who guesses the text whether the guess is right. */
        private void clear() {
            v0 = 0;
            v1 = 0;
            v2 = 0;
            v3 = 0;
        }

        private void rounds(int count) {
            for (int i = 0; i < count; i++) {
                v0 += v1;
                v2 += v3;
                v1 = Long.rotateLeft(v1, 13) ^ v0;
                v3 = Long.rotateLeft(v3, 16) ^ v2;
                v0 = Long.rotateLeft(v0, 32);
                v2 += v1;
                v0 += v3;
                v1 = Long.rotateLeft(v1, 17) ^ v2;
                v3 = Long.rotateLeft(v3, 21) ^ v0;
                v2 = Long.rotateLeft(v2, 32);
            }
        }
    }
}
