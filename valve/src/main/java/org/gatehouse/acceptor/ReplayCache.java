package org.gatehouse.acceptor;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import org.gatehouse.crypto.Fingerprint;
import org.gatehouse.crypto.SipHash;
import org.gatehouse.wire.Bytes;

/**
 * The authenticators accepted lately (RFC 4120 §3.2.3), bounded in time and memory. An authenticator is recognised by a
 * keyed fingerprint of its MAC, which covers all of it. Only what has passed every other check comes here, so that
 * strangers cannot fill it; when it is full it says so, rather than forget one.
 */
public final class ReplayCache {
    /** Threads that sign in different clients rarely meet in one shard's lock. */
    private static final int SHARDS = 64;

    private final SipHash hash;
    private final int capacity;
    private volatile Instant since;
    private final ReplayShard[] shards = new ReplayShard[SHARDS];

    /** What is known of an authenticator. */
    public enum Verdict {
        /** It was not seen before, and will be remembered. */
        FRESH,
        /** It was seen before. */
        REPLAY,
        /** It was not seen before, and can't be remembered. */
        FULL,
        /** It is older than this memory, which may have had a predecessor that has accepted it. */
        OLDER_THAN_MEMORY
    }

    /**
     * The first of its kind: nothing was ever accepted before.
     *
     * @param capacity number of authenticators to remember at the most; each takes 20 to 40 bytes
     */
    public ReplayCache(int capacity, SecureRandom random) {
        this(capacity, random, Instant.MIN);
    }

    /**
     * An empty cache that may have had predecessors, of which nothing is known.
     *
     * @param since when their end was; authenticators of that second still pass: not every client counts smaller ones
     */
    public ReplayCache(int capacity, SecureRandom random, Instant since) {
        this.hash = new SipHash(random);
        this.capacity = capacity;
        this.since = since.equals(Instant.MIN) ? since : since.truncatedTo(ChronoUnit.SECONDS);
        for (int i = 0; i < SHARDS; i++) {
            shards[i] = new ReplayShard(Math.max(1, capacity / SHARDS));
        }
    }

    /**
     * Announces an acceptor, so that nothing is forgotten that it would accept. Those with a shorter skew, which may have
     * accepted it, need not know of it.
     */
    void serve(AcceptorClock clock) {
        for (ReplayShard shard : shards) {
            shard.keep(clock.skew().toSeconds());
        }
    }

    /** From when on everything is remembered. */
    public Instant since() {
        return since;
    }

    public int capacity() {
        return capacity;
    }

    /** How many are remembered; some of them may be too old to matter. */
    public int size() {
        return Arrays.stream(shards).mapToInt(ReplayShard::size).sum();
    }

    /**
     * Remembers an authenticator, unless it was seen before.
     *
     * @param mac the end of the authenticator's cipher text
     * @param time the authenticator's
     * @param clock of the acceptor that has accepted it; the longest skew of all acceptors says how long it is remembered
     */
    public Verdict remember(Bytes mac, Instant time, Instant now, AcceptorClock clock) {
        if (now.isBefore(since)) { // the clock was wrong at the start and has been set back
            since = now.truncatedTo(ChronoUnit.SECONDS); // or everyone would be too early, as long as it was ahead
        }
        if (time.isBefore(since)) {
            return Verdict.OLDER_THAN_MEMORY;
        }
        Fingerprint fingerprint = hash.of(mac);
        ReplayShard shard = shards[(int) (fingerprint.high() >>> 58)];
        return shard.remember(
                fingerprint,
                time.getEpochSecond(),
                now.getEpochSecond(),
                clock.skew().toSeconds());
    }
}
