package org.gatehouse.acceptor;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.gatehouse.acceptor.Remembered.Verdict;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.HeapPages;
import org.gatehouse.wire.Pages;

/** Authenticators for a replay memory, and what it says of them. */
final class Replays {
    static final Instant NOW = Instant.parse("2026-11-22T10:15:00Z");
    static final Duration SKEW = Duration.ofMinutes(5);
    static final AcceptorClock CLOCK = clock(SKEW);
    static final UUID BOOT = new UUID(1, 2);

    private Replays() {}

    static AcceptorClock clock(Duration skew) {
        return new AcceptorClock(() -> NOW, skew);
    }

    /** Of a client that has no other. */
    static AuthenticatorUse use(String mac, Instant time) {
        return use(mac, time, "client of " + mac);
    }

    static AuthenticatorUse use(String mac, Instant time, String client) {
        return new AuthenticatorUse(mac(mac), time, client, Optional.empty());
    }

    static Bytes mac(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.US_ASCII));
    }

    static Verdict verdict(ReplayCache cache, AuthenticatorUse use, Instant now) {
        return cache.remember(use, now, CLOCK).verdict();
    }

    /** What becomes of an authenticator that is made now. */
    static Verdict verdict(ReplayCache cache, String mac, Instant now) {
        return verdict(cache, use(mac, now), now);
    }

    /** Of as many clients, which all make their authenticators now. */
    static List<Verdict> rememberMany(ReplayCache cache, int count, Instant now) {
        List<Verdict> verdicts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            verdicts.add(verdict(cache, "m" + i, now));
        }
        return verdicts;
    }

    /** Of one client. */
    static List<Verdict> flood(ReplayCache cache, String client, int count, Instant now) {
        List<Verdict> verdicts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            verdicts.add(verdict(cache, use(client + i + now, now, client), now));
        }
        return verdicts;
    }

    static ReplayCache cache(int capacity) {
        return new ReplayCache(capacity, new SecureRandom());
    }

    static ReplayCache.Place place(int capacity, UUID boot) {
        return new ReplayCache.Place(capacity, boot, new SecureRandom());
    }

    static Pages zeros(int capacity) {
        return new HeapPages(ReplayCache.pagesFor(capacity));
    }

    static Pages copyOf(Pages pages) {
        Pages copy = new HeapPages(pages.count());
        for (int page = 0; page < pages.count(); page++) {
            for (int word = 0; word < Pages.WORDS; word++) {
                if (pages.get(page, word) != 0) {
                    copy.set(page, word, pages.get(page, word));
                }
            }
        }
        return copy;
    }
}
