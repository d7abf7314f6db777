package org.gatehouse.bench;

import java.io.IOException;
import java.lang.ref.Reference;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.gatehouse.acceptor.AcceptorClock;
import org.gatehouse.acceptor.AuthenticatorUse;
import org.gatehouse.acceptor.Remembered;
import org.gatehouse.acceptor.ReplayCache;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.HeapPages;
import org.gatehouse.wire.Pages;

/** The room that the replay memory takes for a million authenticators of one window, each of another user. */
final class ReplayMemory {
    private static final int ENTRIES = 1_000_000;
    /** An HMAC of etypes 17 and 18. */
    private static final int MAC = 12;

    private ReplayMemory() {}

    /** On the heap. */
    static double bytesPerEntry() throws IOException {
        return (double) heapOf(new HeapPages(ReplayCache.pagesFor(ENTRIES))) / ENTRIES;
    }

    /** The whole file, and what the heap holds beside it. */
    static double bytesPerEntryInFile() throws IOException {
        Pages pages = ReplayBenchmark.mapped(ENTRIES);
        return (double) (heapOf(pages) + (long) pages.count() * Pages.WORDS * Long.BYTES) / ENTRIES;
    }

    private static long heapOf(Pages pages) {
        Duration skew = Duration.ofMinutes(5);
        AcceptorClock clock = new AcceptorClock(InstantSource.system(), skew);
        SecureRandom random = new SecureRandom();
        long before = used();
        ReplayCache cache =
                ReplayCache.created(new ReplayCache.Place(ENTRIES, new UUID(1, 2), random), pages, Instant.EPOCH);
        try {
            fill(cache, clock, random);
            return used() - before;
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
            AuthenticatorUse use = new AuthenticatorUse(Bytes.of(mac), time, "user" + i, Optional.empty());
            if (cache.remember(use, now, clock).verdict() != Remembered.Verdict.FRESH) {
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
