package org.gatehouse.acceptor;

import org.gatehouse.crypto.Fingerprint;

/**
 * An authenticator to be remembered, and how it stands in a page: its fingerprint takes two words. The bits of the third
 * are, from the top down: 14 of the time of its first use, 16 of its connection, 21 of its client, one that is always set, and
 * 12 of a check over all three words.
 *
 * @param second the authenticator's, of the epoch
 * @param now this server's second of the epoch
 * @param client a keyed hash of {@value #CLIENT_BITS} bits: a second user with the same one shares the first one's limit
 * @param connection a keyed hash of {@value #CONNECTION_BITS} bits, or {@link #NO_CONNECTION}
 */
record ReplayEntry(Fingerprint fingerprint, long second, long now, int client, int connection) {
    static final int NO_CONNECTION = 0;
    static final int CLIENT_BITS = 21;
    static final int CONNECTION_BITS = 16;
    static final int CLIENT_MASK = (1 << CLIENT_BITS) - 1;
    static final int WORDS = 3;

    private static final int CHECK_BITS = 12;
    private static final int CHECK_MASK = (1 << CHECK_BITS) - 1;
    private static final long WRITTEN = 1L << CHECK_BITS;
    private static final int CLIENT = CHECK_BITS + 1;
    private static final int CONNECTION = CLIENT + CLIENT_BITS;
    private static final int FIRST_USE = CONNECTION + CONNECTION_BITS;
    /** Uses are at most the largest skew, an hour, from the authenticator's time. */
    private static final int MAX_DISTANCE = (1 << 13) - 1;

    /** The third word. */
    long use() {
        long distance = Math.max(-MAX_DISTANCE, Math.min(MAX_DISTANCE, now - tableSecond()));
        long use = (distance << FIRST_USE) | ((long) connection << CONNECTION) | ((long) client << CLIENT) | WRITTEN;
        return use | check(fingerprint.high(), fingerprint.low(), use);
    }

    /** When its table begins: the first use is counted from there. */
    private long tableSecond() {
        return ReplayTable.secondOf(ReplayTable.numberOf(second));
    }

    static boolean isWhole(long high, long low, long use) {
        return (use & WRITTEN) != 0 && (use & CHECK_MASK) == check(high, low, use & ~CHECK_MASK);
    }

    /** In seconds from the beginning of its table. */
    static long firstUse(long use) {
        return use >> FIRST_USE;
    }

    static int connection(long use) {
        return (int) (use >>> CONNECTION) & ((1 << CONNECTION_BITS) - 1);
    }

    static int client(long use) {
        return (int) (use >>> CLIENT) & CLIENT_MASK;
    }

    /** Lanes of 12 bits, in which no byte has two of its bits at the same place: no change of one byte goes unseen. */
    private static int check(long high, long low, long use) {
        long all = high ^ Long.rotateLeft(low, 24) ^ Long.rotateLeft(use, 40);
        return (int) (all ^ (all >>> 12) ^ (all >>> 24) ^ (all >>> 36) ^ (all >>> 48) ^ (all >>> 60)) & CHECK_MASK;
    }
}
