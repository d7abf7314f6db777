package org.gatehouse.bench;

import java.lang.ref.Reference;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.gatehouse.acceptor.AcceptorClock;
import org.gatehouse.acceptor.ReplayCache;
import org.gatehouse.wire.Bytes;

/** The heap that the replay cache takes for a million authenticators of one window. */
final class ReplayMemory {
    private static final int ENTRIES = 1_000_000;
    /** An HMAC of etypes 17 and 18. */
    private static final int MAC = 12;

    private ReplayMemory() {}

    static double bytesPerEntry() {
        Duration skew = Duration.ofMinutes(5);
        AcceptorClock clock = new AcceptorClock(InstantSource.system(), skew);
        SecureRandom random = new SecureRandom();
        long before = used();
        ReplayCache cache = new ReplayCache(ENTRIES + ENTRIES / 8, random);
        try {
            fill(cache, clock, random);
            return (double) (used() - before) / ENTRIES;
        } finally {
            Reference.reachabilityFence(cache);
        }
    }

    private static void fill(ReplayCache cache, AcceptorClock clock, SecureRandom random) {
        Instant now = clock.source().instant();
        long window = 2 * clock.skew().toSeconds();
        for (int i = 0; i < ENTRIES; i++) {
            byte[] mac = new byte[MAC];
            random.nextBytes(mac);
            Instant time = now.plusSeconds(i % window - window / 2);
            if (cache.remember(Bytes.of(mac), time, now, clock) != ReplayCache.Verdict.FRESH) {
                throw new IllegalStateException("not remembered: " + i);
            }
        }
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
