package org.gatehouse.bench;

import java.lang.ref.Reference;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.gatehouse.kerberos.AcceptorClock;
import org.gatehouse.kerberos.ReplayCache;
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
        Instant now = Instant.now();
        long before = used();
        ReplayCache cache = new ReplayCache(ENTRIES + ENTRIES / 8, random);
        for (int i = 0; i < ENTRIES; i++) {
            byte[] mac = new byte[MAC];
            random.nextBytes(mac);
            Instant time = now.plusSeconds(i % (2 * skew.toSeconds()) - skew.toSeconds());
            if (cache.remember(Bytes.of(mac), time, now, clock) != ReplayCache.Verdict.FRESH) {
                throw new IllegalStateException("not remembered: " + i);
            }
        }
        long after = used();
        Reference.reachabilityFence(cache);
        return (double) (after - before) / ENTRIES;
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
