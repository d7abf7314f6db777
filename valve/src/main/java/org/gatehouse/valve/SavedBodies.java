package org.gatehouse.valve;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.catalina.Session;
import org.apache.catalina.SessionEvent;
import org.apache.catalina.SessionListener;
import org.apache.catalina.authenticator.SavedRequest;
import org.jspecify.annotations.Nullable;

/**
 * The bodies of requests that wait for their users to sign in. Anyone can send any number of them, so all together have a limit:
 * the oldest is dropped for a new one, and its user then comes back with a GET.
 */
final class SavedBodies implements SessionListener {
    /** In bytes, of one application. */
    static final long MAX_TOTAL = 16L << 20;

    /** What a small one takes as well. */
    private static final int OVERHEAD = 1024;

    private final Map<Session, Saved> kept = new LinkedHashMap<>();
    private long total;

    private record Saved(SavedRequest request, long size) {}

    /** Counts the body of a session's request. A session has one at most. */
    synchronized void keep(Session session, SavedRequest request, int length) {
        long size = (long) length + OVERHEAD;
        take(session);
        Iterator<Map.Entry<Session, Saved>> oldest = kept.entrySet().iterator();
        while (total + size > MAX_TOTAL && oldest.hasNext()) {
            Map.Entry<Session, Saved> dropped = oldest.next();
            oldest.remove();
            forget(dropped.getKey(), dropped.getValue());
            withoutBody(dropped.getValue().request());
        }
        kept.put(session, new Saved(request, size));
        total += size;
        session.addSessionListener(this);
    }

    /** The session's request no longer waits, or is to be another. */
    synchronized void take(Session session) {
        forget(session, kept.remove(session));
    }

    /** How many wait. */
    synchronized int size() {
        return kept.size();
    }

    private void forget(Session session, @Nullable Saved saved) {
        if (saved != null) {
            total -= saved.size();
            session.removeSessionListener(this);
        }
    }

    /** Makes a GET of a request: a POST without its body is another request than the user's. */
    static void withoutBody(SavedRequest request) {
        request.setMethod("GET");
        request.setBody(null);
        request.setContentType(null);
        Iterator<String> names = request.getHeaderNames();
        while (names.hasNext()) {
            String name = names.next();
            if (name.regionMatches(true, 0, "Content-", 0, "Content-".length())
                    || name.equalsIgnoreCase("Transfer-Encoding")
                    || name.equalsIgnoreCase("Expect")) {
                names.remove();
            }
        }
    }

    @Override
    public void sessionEvent(SessionEvent event) {
        if (Session.SESSION_DESTROYED_EVENT.equals(event.getType())) {
            take(event.getSession());
        }
    }
}
