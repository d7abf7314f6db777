package org.gatehouse.valve;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.catalina.Session;
import org.apache.catalina.SessionEvent;
import org.apache.catalina.SessionListener;
import org.apache.catalina.authenticator.Constants;
import org.apache.catalina.authenticator.SavedRequest;
import org.apache.catalina.connector.Request;
import org.apache.tomcat.util.http.MimeHeaders;
import org.jspecify.annotations.Nullable;

/**
 * The bodies, and the large heads, of requests that wait for their users to sign in. Anyone can send any number of them, so all
 * together have a limit: the oldest is dropped for a new one. Without its body its user comes back with a GET, and without its
 * head to the start page.
 */
final class SavedBodies implements SessionListener {
    /** In bytes, of one application. */
    static final long MAX_TOTAL = 16L << 20;

    /** What a small one takes as well. */
    private static final int OVERHEAD = 1024;

    /** In characters. With the headers of today's browsers it is smaller; a server can be told to take many times more. */
    private static final int SMALL_HEAD = 4096;

    private final Map<Session, Saved> kept = new LinkedHashMap<>();
    private long total;

    /**
     * A request that waits.
     *
     * @param head in characters, as {@link #head} counts them
     * @param body in bytes
     */
    record Saved(SavedRequest request, int head, int body) {
        private boolean isSmall() {
            return body == 0 && !hasLargeHead();
        }

        private boolean hasLargeHead() {
            return head > SMALL_HEAD;
        }

        private long size() {
            return (long) head + body + OVERHEAD;
        }

        private void drop(Session session) {
            withoutBody(request);
            if (hasLargeHead() && session.getNote(Constants.FORM_REQUEST_NOTE) == request) {
                session.removeNote(Constants.FORM_REQUEST_NOTE);
            }
        }
    }

    /** The length of address and headers, in characters. */
    static int head(Request request) {
        org.apache.coyote.Request received = request.getCoyoteRequest();
        int length = received.requestURI().getLength() + received.queryString().getLength();
        MimeHeaders headers = received.getMimeHeaders();
        for (int i = 0; i < headers.size(); i++) {
            length += headers.getName(i).getLength() + headers.getValue(i).getLength();
        }
        return length;
    }

    /** Counts a session's request, unless it is small. A session has one at most. */
    synchronized void keep(Session session, Saved saved) {
        take(session);
        if (saved.isSmall()) {
            return;
        }
        Iterator<Map.Entry<Session, Saved>> oldest = kept.entrySet().iterator();
        while (total + saved.size() > MAX_TOTAL && oldest.hasNext()) {
            Map.Entry<Session, Saved> dropped = oldest.next();
            oldest.remove();
            forget(dropped.getKey(), dropped.getValue());
            dropped.getValue().drop(dropped.getKey());
        }
        kept.put(session, saved);
        total += saved.size();
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
