package org.gatehouse.mechanism;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.gatehouse.failure.Failure;
import org.gatehouse.gss.Conversation;
import org.gatehouse.gss.LegState;
import org.gatehouse.gss.Peer;

/**
 * What is known between the legs of negotiations: the only such state. Bounded in number, bytes and time. Every state is
 * used once: anyone who repeats a leg finds none. When there is no room, the oldest state gives way: it takes an attacker
 * as many connections as there is room for, within the moment that a client needs for its next token, to push that client
 * out, while a store that refused the newcomers would be closed to everyone by far fewer. For any number of threads.
 *
 * @param <L> what is kept
 */
public final class LegStore<L extends LegState> {
    private final Bounds bounds;
    private final InstantSource clock;
    /** The oldest first. */
    private final Map<Key, Stored<L>> legs = new LinkedHashMap<>();

    private long bytes;
    /** Read without the lock: most requests find the store empty. */
    private volatile boolean empty = true;

    public LegStore(Bounds bounds, InstantSource clock) {
        this.bounds = bounds;
        this.clock = clock;
    }

    /**
     * How much is kept.
     *
     * @param capacity number of negotiations under way at the most; 0 for a server without second legs
     * @param maxBytes of all states together
     * @param lifetime how long a client may take for its next token
     */
    public record Bounds(int capacity, long maxBytes, Duration lifetime) {}

    /**
     * A negotiation between two tokens.
     *
     * @param unfinished what to say of the client if it sends no other token
     * @param reference that its user was shown
     * @param peer that began it
     */
    public record Pending<L extends LegState>(L leg, Failure unfinished, Reference reference, Peer peer) {}

    /** Hears of negotiations that nobody waits for any longer. */
    @FunctionalInterface
    public interface EvictionListener {
        void abandoned(Failure unfinished, Reference reference, Peer peer);
    }

    private record Key(Part<?> owner, Conversation conversation) {}

    private record Stored<L extends LegState>(Pending<L> pending, EvictionListener listener, Instant until) {
        void evict() {
            pending.leg().close();
            listener.abandoned(pending.unfinished(), pending.reference(), pending.peer());
        }
    }

    /** The part of one acceptor: no other one can go on with its negotiations, for which other rules may hold. */
    public Part<L> part(EvictionListener listener) {
        return new Part<>(this, listener);
    }

    /** Gives up the negotiations that have taken too long, of all parts. */
    public void tick() {
        Instant now = clock.instant();
        remove(stored -> !stored.until().isAfter(now)).forEach(Stored::evict);
    }

    /** What one acceptor sees of the store. */
    public static final class Part<L extends LegState> {
        private final LegStore<L> store;
        private final EvictionListener listener;
        /** Guarded by the store. */
        private boolean closed;

        private Part(LegStore<L> store, EvictionListener listener) {
            this.store = store;
            this.listener = listener;
        }

        /**
         * Keeps the state of a conversation, instead of the one that it may have had.
         *
         * @return false if there is no room for it, even without the others, or no other token can come, or this part was
         *     closed; the state is closed then
         */
        public boolean put(Pending<L> pending) {
            Optional<Conversation> conversation = pending.peer().conversation();
            if (conversation.isPresent() && store.put(new Key(this, conversation.get()), pending, listener)) {
                return true;
            }
            pending.leg().close();
            return false;
        }

        /** The state of a conversation, if it is not too old; the store does not have it any longer. */
        public Optional<Pending<L>> take(Peer peer) {
            return store.empty
                    ? Optional.empty()
                    : peer.conversation().flatMap(conversation -> store.take(new Key(this, conversation)));
        }

        /** Gives up all negotiations of this part, for good: a request may still be on its way. */
        public void close() {
            store.removeOf(this).forEach(Stored::evict);
        }
    }

    private boolean put(Key key, Pending<L> pending, EvictionListener listener) {
        int weight = weight(pending);
        if (bounds.capacity() == 0 || weight > bounds.maxBytes()) {
            return false;
        }
        List<Stored<L>> evicted = new ArrayList<>();
        synchronized (this) {
            if (key.owner().closed) {
                return false;
            }
            drop(key).ifPresent(replaced -> replaced.pending().leg().close());
            Instant now = clock.instant();
            Iterator<Stored<L>> oldest = legs.values().iterator();
            while (oldest.hasNext()) {
                Stored<L> stored = oldest.next();
                if (stored.until().isAfter(now)
                        && legs.size() < bounds.capacity()
                        && bytes + weight <= bounds.maxBytes()) {
                    break;
                }
                oldest.remove();
                bytes -= weight(stored.pending());
                evicted.add(stored);
            }
            legs.put(key, new Stored<>(pending, listener, now.plus(bounds.lifetime())));
            bytes += weight;
            empty = false;
        }
        evicted.forEach(Stored::evict);
        return true;
    }

    private Optional<Pending<L>> take(Key key) {
        Optional<Stored<L>> stored;
        synchronized (this) {
            stored = drop(key);
            empty = legs.isEmpty();
        }
        if (stored.isPresent() && !stored.get().until().isAfter(clock.instant())) {
            stored.get().evict();
            return Optional.empty();
        }
        return stored.map(Stored::pending);
    }

    private List<Stored<L>> removeOf(Part<L> part) {
        List<Stored<L>> removed = new ArrayList<>();
        synchronized (this) {
            part.closed = true;
            legs.entrySet().removeIf(entry -> {
                boolean theirs = entry.getKey().owner() == part;
                if (theirs) {
                    bytes -= weight(entry.getValue().pending());
                    removed.add(entry.getValue());
                }
                return theirs;
            });
            empty = legs.isEmpty();
        }
        return removed;
    }

    private synchronized List<Stored<L>> remove(Predicate<Stored<L>> condition) {
        List<Stored<L>> removed = new ArrayList<>();
        legs.values().removeIf(stored -> {
            boolean matches = condition.test(stored);
            if (matches) {
                bytes -= weight(stored.pending());
                removed.add(stored);
            }
            return matches;
        });
        empty = legs.isEmpty();
        return removed;
    }

    private Optional<Stored<L>> drop(Key key) {
        Optional<Stored<L>> stored = Optional.ofNullable(legs.remove(key));
        stored.ifPresent(dropped -> bytes -= weight(dropped.pending()));
        return stored;
    }

    private int weight(Pending<L> pending) {
        return pending.leg().weight();
    }
}
