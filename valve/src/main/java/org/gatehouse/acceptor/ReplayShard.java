package org.gatehouse.acceptor;

import java.util.HashMap;
import java.util.Map;
import org.gatehouse.acceptor.ReplayCache.Verdict;
import org.gatehouse.crypto.Fingerprint;

/**
 * A part of the replay cache. Authenticators of one half minute share a table, which is dropped as a whole when the last
 * of them would be refused for its age: no entry carries a time, and nothing is ever searched for what is old.
 */
final class ReplayShard {
    /** In seconds. */
    private static final int BUCKET = 32;

    private final int capacity;
    private final Map<Long, FingerprintSet> buckets = new HashMap<>();
    private int size;
    private long longestSkew;
    private long lastExpiry = Long.MIN_VALUE;

    ReplayShard(int capacity) {
        this.capacity = capacity;
    }

    /** From now on nothing is forgotten that an acceptor with this skew, in seconds, would accept. */
    synchronized void keep(long skew) {
        longestSkew = Math.max(longestSkew, skew);
    }

    /** Times in seconds of the epoch, the skew in seconds. */
    synchronized Verdict remember(Fingerprint fingerprint, long time, long now, long skew) {
        keep(skew);
        expire(now);
        long bucket = Math.floorDiv(time, BUCKET);
        FingerprintSet known = buckets.get(bucket);
        if (known != null && known.contains(fingerprint)) {
            return Verdict.REPLAY;
        }
        if (size == capacity) {
            return Verdict.FULL;
        }
        if (known == null) {
            known = new FingerprintSet();
            buckets.put(bucket, known);
        }
        known.add(fingerprint);
        size++;
        return Verdict.FRESH;
    }

    synchronized int size() {
        return size;
    }

    private void expire(long now) {
        long oldest =
                Math.floorDiv(now - longestSkew, BUCKET) - 1; // one more than needed: authenticators have microseconds
        if (oldest == lastExpiry) {
            return;
        }
        lastExpiry = oldest;
        buckets.entrySet().removeIf(entry -> {
            boolean expired = entry.getKey() < oldest;
            size -= expired ? entry.getValue().size() : 0;
            return expired;
        });
    }
}
