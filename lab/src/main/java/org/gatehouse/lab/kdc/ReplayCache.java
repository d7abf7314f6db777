package org.gatehouse.lab.kdc;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Remembers the authenticators of TGS-REQs as long as their time stamps are fresh (RFC 4120 §3.2.3), and for a shorter
 * time the answers: a client whose answer was lost, or was too big for a datagram, sends the very same bytes again and
 * has to get the very same answer (§3.1.2). The same authenticator around anything else is a replay.
 *
 * <p>Bounded: when it is full the oldest entries go, so that a flood costs a lab its protection from replays, not its
 * memory.
 */
final class ReplayCache {
    private static final int MAX_ENTRIES = 4096;

    /** As long as patient clients repeat a request. */
    private static final Duration ANSWERS_KEPT = Duration.ofMinutes(2);

    private final Duration authenticatorsKept;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    ReplayCache(Duration clockSkew) {
        this.authenticatorsKept = clockSkew.multipliedBy(2).plus(ANSWERS_KEPT);
    }

    /** @param answer completed by the one who made the entry */
    private record Entry(String digest, Instant since, CompletableFuture<byte[]> answer) {}

    /**
     * The first one with an authenticator gets a promise to keep; a repetition of the same bytes gets the future of the
     * same promise.
     *
     * @param authenticator as it was encrypted: by its confounder no two are alike, as may be two of a client with the same
     *     time and microsecond
     * @throws KdcException KRB_AP_ERR_REPEAT
     */
    synchronized Claim claim(byte[] authenticator, byte[] message, Instant now) throws KdcException {
        forgetOld(now);
        String name = sha256(authenticator);
        String digest = sha256(message);
        Entry known = entries.get(name);
        if (known == null) {
            Entry entry = new Entry(digest, now, new CompletableFuture<>());
            entries.put(name, entry);
            return new Claim(true, entry.answer);
        }
        boolean answerKept = known.since.plus(ANSWERS_KEPT).isAfter(now);
        if (!answerKept || !known.digest.equals(digest)) {
            throw new KdcException(KdcError.KRB_AP_ERR_REPEAT);
        }
        return new Claim(false, known.answer);
    }

    /** @param first whether the caller has to complete the answer */
    record Claim(boolean first, CompletableFuture<byte[]> answer) {}

    private void forgetOld(Instant now) {
        Iterator<Entry> oldest = entries.values().iterator();
        while (oldest.hasNext()) {
            Entry entry = oldest.next();
            boolean old = !entry.since.plus(authenticatorsKept).isAfter(now);
            if (!old && entries.size() < MAX_ENTRIES) {
                return;
            }
            oldest.remove();
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
