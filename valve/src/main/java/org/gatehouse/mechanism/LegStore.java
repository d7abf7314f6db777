package org.gatehouse.mechanism;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is known between the legs of a negotiation, by the connection that it runs on; bounded in number, bytes and time.
 * Every state is used once: whoever repeats a leg finds none. When there is no room, the oldest state gives way: it takes
 * an attacker as many connections as there is room for, within the moment that a client needs for its next token, to
 * push that client out, while a store that refused the newcomers would be closed to everybody by far fewer. For any
 * number of threads.
 */
public final class LegStore {
    private final int capacity;
    private final long maxBytes;
    private final Duration lifetime;
    private final InstantSource clock;
    /** The oldest first. */
    private final Map<String, Stored> legs = new LinkedHashMap<>();

    private long bytes;

    /**
     * An empty store.
     *
     * @param capacity number of negotiations under way at the most; 0 for a server without second legs
     * @param maxBytes of all states together
     * @param lifetime how long a client may take for its next token
     */
    public LegStore(int capacity, long maxBytes, Duration lifetime, InstantSource clock) {
        this.capacity = capacity;
        this.maxBytes = maxBytes;
        this.lifetime = lifetime;
        this.clock = clock;
    }

    /** A state between two legs: immutable. */
    public interface Leg {
        /** About how many bytes it holds. */
        int weight();
    }

    private record Stored(Leg leg, Instant until) {}

    /**
     * Keeps the state of a connection, instead of the one that it may have had.
     *
     * @return false if there is no room for it, even without the others
     */
    public synchronized boolean put(String connectionId, Leg leg) {
        remove(connectionId);
        if (capacity == 0 || leg.weight() > maxBytes) {
            return false;
        }
        Instant now = clock.instant();
        Iterator<Stored> oldest = legs.values().iterator();
        while (oldest.hasNext()) {
            Stored stored = oldest.next();
            if (stored.until().isAfter(now) && legs.size() < capacity && bytes + leg.weight() <= maxBytes) {
                break;
            }
            oldest.remove();
            bytes -= stored.leg().weight();
        }
        legs.put(connectionId, new Stored(leg, now.plus(lifetime)));
        bytes += leg.weight();
        return true;
    }

    /** The state of a connection, if it is not too old; the store has it no longer. */
    public synchronized Optional<Leg> take(String connectionId) {
        return remove(connectionId)
                .filter(stored -> stored.until().isAfter(clock.instant()))
                .map(Stored::leg);
    }

    private Optional<Stored> remove(String connectionId) {
        Optional<Stored> stored = Optional.ofNullable(legs.remove(connectionId));
        stored.ifPresent(removed -> bytes -= removed.leg().weight());
        return stored;
    }
}
