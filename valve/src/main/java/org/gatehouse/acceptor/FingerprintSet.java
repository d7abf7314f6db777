package org.gatehouse.acceptor;

import org.gatehouse.crypto.Fingerprint;

/** A set that only grows: open addressing, 16 bytes an entry, so that a million of them fit into 40 MB. */
final class FingerprintSet {
    private static final int INITIAL_ENTRIES = 8;
    /** In percent. */
    private static final int MAX_LOAD = 80;

    /** Two a slot; an empty slot is zero. */
    private long[] slots = new long[2 * INITIAL_ENTRIES];

    private int size;

    int size() {
        return size;
    }

    boolean contains(Fingerprint fingerprint) {
        int slot = slotOf(slots, fingerprint.high(), nonZero(fingerprint.low()));
        return slots[slot + 1] != 0;
    }

    /** Adds one that is not in it. */
    void add(Fingerprint fingerprint) {
        if ((size + 1) * 100L > slots.length / 2 * (long) MAX_LOAD) {
            grow();
        }
        put(slots, fingerprint.high(), nonZero(fingerprint.low()));
        size++;
    }

    private void grow() {
        long[] larger = new long[slots.length * 2];
        for (int slot = 0; slot < slots.length; slot += 2) {
            if (slots[slot + 1] != 0) {
                put(larger, slots[slot], slots[slot + 1]);
            }
        }
        slots = larger;
    }

    private static void put(long[] slots, long high, long low) {
        int slot = slotOf(slots, high, low);
        slots[slot] = high;
        slots[slot + 1] = low;
    }

    /** The slot that holds the entry, or the empty one where it belongs. */
    private static int slotOf(long[] slots, long high, long low) {
        int mask = slots.length / 2 - 1;
        int entry = (int) low & mask;
        while (slots[2 * entry + 1] != 0 && (slots[2 * entry] != high || slots[2 * entry + 1] != low)) {
            entry = (entry + 1) & mask;
        }
        return 2 * entry;
    }

    /** Zero marks an empty slot, so one value in 2⁶⁴ gives way to its neighbour. */
    private static long nonZero(long low) {
        return low == 0 ? 1 : low;
    }
}
