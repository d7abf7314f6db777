package org.gatehouse.bench;

import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import org.gatehouse.crypto.Fingerprint;
import org.gatehouse.crypto.SipHash;
import org.gatehouse.wire.Bytes;

/**
 * The reference for the replay memory: sets of fingerprints on the heap, one for each half minute of a shard, and nothing
 * else. It knows neither clients nor connections, nor a file.
 */
final class SetReplays {
    private static final int SHARDS = 64;
    private static final int SECONDS = 32;

    private final SipHash hash;
    private final Shard[] shards = new Shard[SHARDS];

    SetReplays(SecureRandom random) {
        hash = new SipHash(random);
        for (int i = 0; i < SHARDS; i++) {
            shards[i] = new Shard();
        }
    }

    /** Whether it was not seen before. */
    boolean remember(Bytes mac, long second) {
        Fingerprint fingerprint = hash.of(mac);
        return shards[(int) (fingerprint.high() >>> 58)].remember(fingerprint, second);
    }

    private static final class Shard {
        private final Map<Long, FingerprintSet> sets = new HashMap<>();

        synchronized boolean remember(Fingerprint fingerprint, long second) {
            FingerprintSet known = sets.computeIfAbsent(Math.floorDiv(second, SECONDS), absent -> new FingerprintSet());
            if (known.contains(fingerprint)) {
                return false;
            }
            known.add(fingerprint);
            return true;
        }
    }

    /** Open addressing, 16 bytes an entry. */
    private static final class FingerprintSet {
        private static final int INITIAL_ENTRIES = 8;
        /** In percent. */
        private static final int MAX_LOAD = 80;

        private long[] slots = new long[2 * INITIAL_ENTRIES];
        private int size;

        boolean contains(Fingerprint fingerprint) {
            return slots[slotOf(slots, fingerprint.high(), nonZero(fingerprint.low())) + 1] != 0;
        }

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

        private static int slotOf(long[] slots, long high, long low) {
            int mask = slots.length / 2 - 1;
            int entry = (int) low & mask;
            while (slots[2 * entry + 1] != 0 && (slots[2 * entry] != high || slots[2 * entry + 1] != low)) {
                entry = (entry + 1) & mask;
            }
            return 2 * entry;
        }

        private static long nonZero(long low) {
            return low == 0 ? 1 : low;
        }
    }
}
