package org.gatehouse.valve;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.Optional;
import org.apache.catalina.authenticator.Constants;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.realm.GenericPrincipal;
import org.gatehouse.mechanism.Outcome;
import org.gatehouse.valve.SessionPlaces.Place;
import org.jspecify.annotations.Nullable;

/** What {@link SsoAuthenticator} does with sessions: each has one owner, and one user and ticket cannot begin any number. */
public abstract sealed class SessionAuthenticator extends ConfiguredAuthenticator permits ManagedAuthenticator {
    SessionAuthenticator() {}

    /** Whom sessions know; nothing while the valve is stopped. */
    abstract Optional<SessionUsers> sessionUsers();

    /** The form in place of a ticket; nothing while the valve is stopped. */
    abstract Optional<FormFallback> fallback();

    final Optional<FormSignIn> form() {
        return fallback().map(FormFallback::form);
    }

    /** Whether the request brings name and password, and there is a form that they are for. */
    final boolean isLoginAction(Request request) {
        return fallback().filter(form -> form.isLoginAction(request)).isPresent();
    }

    /**
     * Makes of a request that returns from the form the one that it was before; answers it if that cannot be. That comes before
     * all decisions: it may have another method then, which other constraints cover.
     */
    final boolean restores(Request request, Response response) throws IOException {
        Optional<FormFallback> form = fallback();
        return form.isEmpty() || form.get().restores(request, response);
    }

    /** What the application signs users in by is a password, as that of a form. */
    @Override
    public void login(String username, String password, Request request) throws ServletException {
        Optional<FormFallback> form = fallback().filter(FormFallback::isOffered);
        if (form.isPresent()) {
            form.get().form().login(username, password, request);
        } else {
            super.login(username, password, request);
        }
    }

    /** What a valve before this one, or the connector, says of the user counts for the session as a sign-in here does. */
    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        sessionUsers().ifPresent(users -> users.renew(request));
        FormSignIn.recall(request);
        Principal known = request.getPrincipal();
        if (known != null) {
            SessionOwner.endOthers(request, known);
        }
        try {
            super.invoke(request, response);
        } finally { // the application may have begun a session
            SessionOwner.claim(request, request.getPrincipal());
        }
    }

    /** Registers a user with Tomcat, and begins a session for them if they may have one. */
    final void signIn(Outcome.Established established, Request request, SignInAttempt attempt) {
        SsoPrincipal user = SsoPrincipal.of(established.identity());
        RolesPrincipal principal = attempt.users().principal(user);
        SessionPlaces sessions = attempt.sessions();
        SessionOwner.enter(request, principal);
        boolean mayBegin = alwaysUseSession || sso != null; // for which Tomcat begins one in any case
        if (!mayBegin || request.getSessionInternal(false) != null) {
            register(request, request.getResponse(), principal, getAuthMethod(), user.name(), null);
            return;
        }
        Optional<Place> place = sessions.take(
                new SessionPlaces.Key(SessionOwner.of(user), TicketFingerprint.of(established.context())));
        if (place.isEmpty()) {
            registerWithoutSession(request, principal);
            return;
        }
        try {
            register(request, request.getResponse(), principal, getAuthMethod(), user.name(), null);
        } finally {
            place.get().hold(request.getSessionInternal(false));
        }
    }

    /**
     * Whether the user is known already. Tomcat begins a session for one whom its {@code SingleSignOn} knows, with each request
     * that has no cookie but that of the host; where there are as many as may live, it does not learn of that cookie.
     */
    final boolean isKnown(Request request, HttpServletResponse response, SessionPlaces sessions) {
        Object entry = request.getNote(Constants.REQ_SSOID_NOTE);
        Principal user = request.getPrincipal();
        // A password that another application has cached for Tomcat's SingleSignOn is no Kerberos sign-in.
        if (entry == null || user == null || request.getSessionInternal(false) != null) {
            return checkForCachedAuthentication(request, response, false);
        }
        Optional<Place> place = sessions.take(new SessionPlaces.Key(SessionOwner.of(user), Optional.empty()));
        if (place.isEmpty()) {
            request.removeNote(Constants.REQ_SSOID_NOTE);
        }
        try {
            return checkForCachedAuthentication(request, response, false);
        } finally {
            request.setNote(Constants.REQ_SSOID_NOTE, entry);
            place.ifPresent(taken -> taken.hold(request.getSessionInternal(false)));
        }
    }

    /** Tomcat's method would begin a session for the sake of its {@code SingleSignOn}, if that is on the host. */
    private void registerWithoutSession(Request request, GenericPrincipal principal) {
        if (sso == null) {
            register(
                    request,
                    request.getResponse(),
                    principal,
                    getAuthMethod(),
                    principal.getName(),
                    null,
                    false,
                    false);
        } else {
            request.setAuthType(getAuthMethod());
            request.setUserPrincipal(principal);
        }
    }

    /** Every way in which a user gets into the request, or out of it, comes here: the application's {@code login} as well. */
    @Override
    protected void register(
            Request request,
            HttpServletResponse response,
            @Nullable Principal principal,
            @Nullable String authType,
            @Nullable String username,
            @Nullable String password,
            boolean session,
            boolean cached) {
        if (principal == null) {
            SessionOwner.claim(request, request.getPrincipal());
        } else {
            SessionOwner.enter(request, principal);
        }
        if (principal == null && leavesNothing(request)) {
            request.setAuthType(null);
            request.setUserPrincipal(null);
            return;
        }
        boolean begins = session && principal != null; // Tomcat would begin a session for a user who signs out
        super.register(request, response, principal, authType, username, password, begins, cached);
        form().ifPresent(form -> form.registered(request, principal, authType));
        SessionOwner.claim(request, principal);
    }

    /** Whether a user who signs out is known to this request only. Tomcat's SingleSignOn would begin an entry for nobody. */
    private boolean leavesNothing(Request request) {
        return sso != null
                && request.getNote(Constants.REQ_SSOID_NOTE) == null
                && request.getSessionInternal(false) == null;
    }
}
