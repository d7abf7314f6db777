package org.gatehouse.acceptor;

import java.util.OptionalLong;

/**
 * A number of 40 bits and its check in one word of a file, which is written in one step: it is read whole or, when anything
 * has changed a byte of it, not at all. A word of zeros holds no number.
 */
final class CheckedWord {
    /** The least number, which stands for all that is even less. */
    static final long MIN = -1L << 39;

    private static final int CHECK_BITS = 24;
    private static final long CHECK_MASK = (1L << CHECK_BITS) - 1;
    private static final long VALUE_MASK = (1L << 40) - 1;
    /** Keeps a word of zeros from being its own check. */
    private static final long SALT = 0x5a_17c3;

    private CheckedWord() {}

    static long of(long value) {
        long bits = Math.max(value, MIN) & VALUE_MASK;
        return (bits << CHECK_BITS) | check(bits);
    }

    static OptionalLong read(long word) {
        long bits = word >>> CHECK_BITS;
        return (word & CHECK_MASK) == check(bits)
                ? OptionalLong.of(word >> CHECK_BITS) // with its sign
                : OptionalLong.empty();
    }

    /** Two parts that share no byte: no change of one byte goes unseen. */
    private static long check(long bits) {
        return (bits ^ (bits >>> CHECK_BITS) ^ SALT) & CHECK_MASK;
    }
}
