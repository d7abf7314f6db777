package org.gatehouse.valve;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.gatehouse.failure.FailureCode;

/** What became of the requests since the application was deployed. Counts only what has a bounded number of names. */
final class Statistics {
    private static final int LAST_REFUSALS = 20;

    private final LongAdder challenged = new LongAdder();
    private final Map<String, LongAdder> byMechanism = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> byEncryptionType = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> byCode = new ConcurrentHashMap<>();
    private final Deque<String> lastRefusals = new ArrayDeque<>();

    void challenged() {
        challenged.increment();
    }

    void accepted(SsoPrincipal user) {
        count(byMechanism, user.mechanism());
        count(byEncryptionType, user.ticketEncryptionType());
    }

    void refused(FailureCode code, Reference reference, Instant now) {
        count(byCode, code.code());
        synchronized (lastRefusals) {
            if (lastRefusals.size() == LAST_REFUSALS) {
                lastRefusals.removeFirst();
            }
            lastRefusals.addLast(now.truncatedTo(ChronoUnit.SECONDS) + " " + code.code() + " [" + reference + "]");
        }
    }

    long challenges() {
        return challenged.sum();
    }

    SortedMap<String, Long> acceptedByMechanism() {
        return sums(byMechanism);
    }

    SortedMap<String, Long> acceptedByEncryptionType() {
        return sums(byEncryptionType);
    }

    SortedMap<String, Long> refusedByCode() {
        return sums(byCode);
    }

    /** {@code 2026-11-22T10:15:00Z GH-K031 [7F3A-91C2]}, the oldest first. */
    List<String> lastRefusals() {
        synchronized (lastRefusals) {
            return List.copyOf(lastRefusals);
        }
    }

    static long total(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private static void count(Map<String, LongAdder> counts, String name) {
        counts.computeIfAbsent(name, absent -> new LongAdder()).increment();
    }

    private static SortedMap<String, Long> sums(Map<String, LongAdder> counts) {
        SortedMap<String, Long> sums = new TreeMap<>();
        counts.forEach((name, count) -> sums.put(name, count.sum()));
        return sums;
    }
}
