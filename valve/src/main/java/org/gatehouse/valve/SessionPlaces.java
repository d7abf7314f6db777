package org.gatehouse.valve;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.catalina.Session;
import org.apache.catalina.SessionEvent;
import org.apache.catalina.SessionListener;
import org.jspecify.annotations.Nullable;

/**
 * How many live sessions a user has begun with one ticket. A program without cookies that sends a ticket with each request
 * would begin a session with each, until the heap is full. A cookie that leads to no session does not help it.
 *
 * <p>There is an entry only while a session of it lives. A place is free when its session ends. A manager that swaps a
 * session out to a store tells nobody: the place is free when the garbage collector finds the session.
 */
final class SessionPlaces {
    /** More than the browsers of one user on one desk; few enough to be no burden. */
    static final int MAX_SESSIONS = 16;

    private final Map<Key, Set<Place>> taken = new HashMap<>();
    private final ReferenceQueue<Session> lost = new ReferenceQueue<>();

    private final Statistics statistics;

    SessionPlaces(Statistics statistics) {
        this.statistics = statistics;
    }

    /**
     * What sessions are counted by.
     *
     * @param ticket empty for a sign-in without one
     */
    record Key(SessionOwner user, Optional<TicketFingerprint> ticket) {}

    /** Takes a place for a session that is about to begin; empty if there are as many as may live. */
    synchronized Optional<Place> take(Key key) {
        freeLost();
        Set<Place> places = taken.computeIfAbsent(key, absent -> new HashSet<>());
        if (places.size() == MAX_SESSIONS) {
            statistics.sessionNotBegun();
            return Optional.empty();
        }
        Place place = new Place(key);
        places.add(place);
        return Optional.of(place);
    }

    /** How many users and tickets have a place. */
    synchronized int size() {
        freeLost();
        return taken.size();
    }

    private synchronized void free(Place place) {
        Set<Place> places = taken.get(place.key);
        if (places != null && places.remove(place) && places.isEmpty()) {
            taken.remove(place.key);
        }
    }

    private void freeLost() {
        for (Reference<?> next = lost.poll(); next != null; next = lost.poll()) {
            if (next instanceof Held held) {
                free(held.place);
            }
        }
    }

    /** A place, which its session gives back when it ends. */
    final class Place implements SessionListener {
        private final Key key;
        /** Keeps the weak reference itself alive, which would be forgotten otherwise. */
        @SuppressWarnings({"unused", "UnusedVariable"})
        private @Nullable Held held;

        private Place(Key key) {
            this.key = key;
        }

        /** The session that has begun. Without one, the place is free again. */
        void hold(@Nullable Session session) {
            if (session == null) {
                free(this);
            } else {
                held = new Held(session, this);
                session.addSessionListener(this);
            }
        }

        @Override
        public void sessionEvent(SessionEvent event) {
            if (Session.SESSION_DESTROYED_EVENT.equals(event.getType())) {
                free(this);
            }
        }
    }

    private final class Held extends WeakReference<Session> {
        private final Place place;

        Held(Session session, Place place) {
            super(session, lost);
            this.place = place;
        }
    }
}
