package org.gatehouse.lab.kdc.exchange;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.gatehouse.lab.kdc.message.KdcError;
import org.gatehouse.lab.kdc.message.KdcException;
import org.gatehouse.lab.kdc.policy.Moment;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the authenticators of TGS-REQs as long as their time stamps are fresh (RFC 4120 §3.2.3), and for a shorter
 * time the answers: a client whose answer was lost, or was too big for a datagram, sends the very same bytes again and
 * has to get the very same answer (§3.1.2). The same authenticator around anything else is a replay.
 *
 * <p>Bounded in entries and in bytes of answers, which repeat what a request holds of authorization data: when it is full
 * the oldest go, so that a flood costs a lab its protection from replays, not its memory. Whoever repeats a request whose
 * answer is not kept is taken for a replay.
 */
final class TgsReplayCache {
    private static final int MAX_ENTRIES = 4096;

    /** The answer to the largest request that fits into a datagram, which may have to be fetched over TCP. */
    private static final int MAX_ANSWER = 1 << 16;

    static final int MAX_BYTES_OF_ANSWERS = 1 << 22;

    /** As long as patient clients repeat a request. */
    private static final Duration ANSWERS_KEPT = Duration.ofMinutes(2);

    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /** Those whose answers are kept, the oldest first. */
    private final Set<Entry> answered = new LinkedHashSet<>();

    private int bytesOfAnswers;

    /** No two are equal. */
    private static final class Entry {
        private final String digest;
        private final Instant since;

        /** None when it is not kept any longer; not completed as long as the first request is worked on. */
        private @Nullable CompletableFuture<byte[]> answer;

        private int bytes;

        Entry(String digest, Instant since, CompletableFuture<byte[]> answer) {
            this.digest = digest;
            this.since = since;
            this.answer = answer;
        }
    }

    /**
     * The first one with an authenticator gets a promise to keep; a repetition of the same bytes gets the future of the
     * same promise.
     *
     * @param authenticator as it was encrypted: by its confounder no two are alike, as may be two of a client with the same
     *     time and microsecond
     * @throws KdcException KRB_AP_ERR_REPEAT
     */
    synchronized Claim claim(byte[] authenticator, byte[] message, Moment moment) throws KdcException {
        Instant now = moment.now();
        dropAnswers(now);
        forgetOld(now.minus(moment.policy().clockSkew().multipliedBy(2)).minus(ANSWERS_KEPT));
        String name = sha256(authenticator);
        String digest = sha256(message);
        Entry known = entries.get(name);
        if (known == null) {
            CompletableFuture<byte[]> promise = new CompletableFuture<>();
            Entry entry = new Entry(digest, now, promise);
            entries.put(name, entry);
            return new Claim(true, promise, bytes -> keep(entry, promise, bytes));
        }
        boolean inTime = known.since.plus(ANSWERS_KEPT).isAfter(now);
        CompletableFuture<byte[]> answer = known.answer;
        if (!inTime || answer == null || !known.digest.equals(digest)) {
            throw new KdcException(KdcError.KRB_AP_ERR_REPEAT);
        }
        return new Claim(false, answer, bytes -> {});
    }

    /**
     * A request in somebody's hands.
     *
     * @param first whether this one has to be answered, and {@code answered} be told the answer
     * @param answer of the first one
     */
    record Claim(boolean first, CompletableFuture<byte[]> answer, Consumer<byte[]> answered) {}

    private void keep(Entry entry, CompletableFuture<byte[]> promise, byte[] message) {
        account(entry, message.length);
        promise.complete(message); // also for those who wait for one that is not kept
    }

    private synchronized void account(Entry entry, int bytes) {
        if (bytes > MAX_ANSWER) {
            entry.answer = null;
            return;
        }
        entry.bytes = bytes;
        bytesOfAnswers += bytes;
        answered.add(entry);
        dropAnswers(entry.since);
    }

    /** Those that are too old to be sent again, and as many more as are too much. */
    private void dropAnswers(Instant now) {
        Iterator<Entry> oldest = answered.iterator();
        while (oldest.hasNext()) {
            Entry entry = oldest.next();
            boolean old = !entry.since.plus(ANSWERS_KEPT).isAfter(now);
            if (!old && bytesOfAnswers <= MAX_BYTES_OF_ANSWERS) {
                return;
            }
            oldest.remove();
            drop(entry);
        }
    }

    private void drop(Entry entry) {
        entry.answer = null;
        bytesOfAnswers -= entry.bytes;
        entry.bytes = 0;
    }

    private void forgetOld(Instant limit) {
        Iterator<Entry> oldest = entries.values().iterator();
        while (oldest.hasNext()) {
            Entry entry = oldest.next();
            boolean old = !entry.since.isAfter(limit);
            if (!old && entries.size() < MAX_ENTRIES) {
                return;
            }
            oldest.remove();
            answered.remove(entry);
            drop(entry);
        }
    }

    /** Authenticators and answers: everything counts as new again. */
    synchronized void forgetAll() {
        entries.clear();
        answered.forEach(this::drop);
        answered.clear();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
