package org.gatehouse.valve;

import java.security.Principal;
import java.util.Optional;
import org.apache.catalina.Session;
import org.apache.catalina.TomcatPrincipal;
import org.apache.catalina.authenticator.Constants;
import org.apache.catalina.connector.Request;
import org.jspecify.annotations.Nullable;

/**
 * The user to whom a session belongs: the one who was the first to sign in on it. Until then it belongs to nobody, and
 * keeps at the sign-in what it holds, as in Tomcat.
 *
 * <p>{@code logout()} takes the user out of a session and leaves its content there, and with {@code cache="false"} the
 * session never knows its user. So the owner is kept beside. A note of the session is out of the application's reach,
 * but is lost when the session is written to a store. An attribute is not. Both are Strings, which every node and every
 * filter of session managers lets pass.
 *
 * @param name exact, as the application knows it, and of which account where the domain says so; a user of one of Tomcat's own
 *     realms is another one
 */
record SessionOwner(String name) {
    /** The attribute of a session; applications can see it. */
    static final String ATTRIBUTE = "org.gatehouse.owner";

    static SessionOwner of(Principal user) {
        Principal own = user instanceof TomcatPrincipal tomcats ? tomcats.getUserPrincipal() : user;
        return own instanceof SsoPrincipal sso
                ? new SessionOwner("sso " + sso.name()
                        + sso.account().map(account -> " " + account.sid()).orElse(""))
                : new SessionOwner("other " + own.getName());
    }

    private static Optional<SessionOwner> of(Session session) {
        if (session.getNote(ATTRIBUTE) instanceof String noted) {
            return Optional.of(new SessionOwner(noted));
        }
        try {
            if (session.getSession().getAttribute(ATTRIBUTE) instanceof String kept) {
                session.setNote(ATTRIBUTE, kept);
                return Optional.of(new SessionOwner(kept));
            }
        } catch (IllegalStateException e) { // another request has just ended the session
            return Optional.empty();
        }
        return Optional.ofNullable(session.getPrincipal()).map(SessionOwner::of);
    }

    /** Makes a user the owner of the request's session, if there is one that belongs to nobody. */
    static void claim(Request request, @Nullable Principal user) {
        Session session = request.getSessionInternal(false);
        if (session == null || user == null || session.getNote(ATTRIBUTE) != null) {
            return;
        }
        SessionOwner owner = of(session).orElseGet(() -> of(user));
        session.setNote(ATTRIBUTE, owner.name());
        try {
            if (session.getSession().getAttribute(ATTRIBUTE) == null) {
                session.getSession().setAttribute(ATTRIBUTE, owner.name());
            }
        } catch (IllegalStateException e) {
            // Another request has just ended the session: there is nothing that could belong to anyone.
        }
    }

    /**
     * Ends the request's session if it belongs to another user than this one, so that nothing of it reaches them.
     *
     * <p>It is not left to its owner: on a shared machine the next user can note the cookie of the one before,
     * who believes that they have signed out. Its owner loses nothing more: anyone who holds the cookie could end it.
     *
     * @return whether it was another's
     */
    static boolean endOthers(Request request, Principal user) {
        Session session = request.getSessionInternal(false);
        if (session == null
                || of(session).filter(owner -> !owner.equals(of(user))).isEmpty()) {
            return false;
        }
        session.expire();
        // Where applications share a cookie, Tomcat would give the next session the same id.
        request.setRequestedSessionId(null);
        return true;
    }

    /** The same for a user who signs in; Tomcat's {@code SingleSignOn} would pass on the other's sign-in to them. */
    static void enter(Request request, Principal user) {
        if (endOthers(request, user)) {
            request.removeNote(Constants.REQ_SSOID_NOTE);
        }
    }
}
