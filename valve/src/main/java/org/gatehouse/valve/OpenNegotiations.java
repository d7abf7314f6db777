package org.gatehouse.valve;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gatehouse.failure.Failure;
import org.gatehouse.gss.Peer;

/**
 * Clients that were asked for another token. One that sends it is spoken of when it is signed on or refused; one that
 * never does, because it has no Kerberos ticket, would leave no line in the log, though its user sees a page with a code.
 */
final class OpenNegotiations {
    /** How long a client may take: as long as a person to type a password for a ticket. */
    static final Duration MAX_PAUSE = Duration.ofMinutes(1);
    /** As many as can go on; each takes about a kilobyte. */
    static final int CAPACITY = AssembledValve.MAX_NEGOTIATIONS;

    private final InstantSource clock;
    private final Listener listener;
    /** By connection, the oldest first. */
    private final Map<String, Open> negotiations = new LinkedHashMap<>();

    /** @param listener is told of negotiations that were given up */
    OpenNegotiations(InstantSource clock, Listener listener) {
        this.clock = clock;
        this.listener = listener;
    }

    /** Hears of refusals. */
    interface Listener {
        void refused(Failure failure, Reference reference, Peer peer);
    }

    /** What is to be said of a client, and under which reference its user can be told. */
    record Unfinished(Failure failure, Reference reference) {}

    private record Open(Unfinished unfinished, Peer peer, Instant since) {}

    /**
     * A client is to send another token on its connection.
     *
     * @param unfinished what is to be said if it does not
     */
    void begun(Unfinished unfinished, Peer peer) {
        put(new Open(unfinished, peer, clock.instant())).forEach(this::tell);
    }

    /** A connection has brought another request; what was open on it is so no longer. */
    synchronized Optional<Unfinished> take(Peer peer) {
        return peer.connectionId()
                .flatMap(connection -> Optional.ofNullable(negotiations.remove(connection)))
                .map(Open::unfinished);
    }

    /** Tells of negotiations that nobody waits for any longer. */
    void tick() {
        takeUntil(clock.instant().minus(MAX_PAUSE)).forEach(this::tell);
    }

    /** Tells of all, before the log ends. */
    void flush() {
        takeUntil(Instant.MAX).forEach(this::tell);
    }

    /** Whoever has to make room for the others. */
    private synchronized List<Open> put(Open open) {
        open.peer().connectionId().ifPresent(connection -> {
            negotiations.remove(connection);
            negotiations.put(connection, open);
        });
        List<Open> surplus = new ArrayList<>();
        Iterator<Open> oldest = negotiations.values().iterator();
        while (negotiations.size() > CAPACITY) {
            surplus.add(oldest.next());
            oldest.remove();
        }
        return surplus;
    }

    private synchronized List<Open> takeUntil(Instant latest) {
        List<Open> over = new ArrayList<>();
        for (Iterator<Open> all = negotiations.values().iterator(); all.hasNext(); ) {
            Open open = all.next();
            if (!open.since().isAfter(latest)) {
                over.add(open);
                all.remove();
            }
        }
        return over;
    }

    private void tell(Open open) {
        listener.refused(open.unfinished().failure(), open.unfinished().reference(), open.peer());
    }
}
