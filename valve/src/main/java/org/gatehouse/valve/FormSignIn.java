package org.gatehouse.valve;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Session;
import org.apache.catalina.authenticator.Constants;
import org.apache.catalina.authenticator.FormAuthenticator;
import org.apache.catalina.authenticator.SavedRequest;
import org.apache.catalina.connector.Request;
import org.apache.tomcat.util.buf.ByteChunk;
import org.apache.tomcat.util.descriptor.web.LoginConfig;
import org.jspecify.annotations.Nullable;

/**
 * The form of the application's own {@code login-config}, for those who do not sign in with a ticket. It is Tomcat's, which is
 * only reached through its public {@code authenticate}: the methods behind it differ from one Tomcat to the next.
 *
 * <p>It is not a part of any pipeline. Whom it signs in, the valve registers. The session always knows them, whatever {@code
 * cache} says: otherwise their passwords would have to be kept.
 */
final class FormSignIn extends FormAuthenticator {
    /** A note of requests. */
    private static final String BODY = FormBody.class.getName();
    /** A note of sessions: for how long they live once their user has signed in. */
    private static final String INTERVAL = FormSignIn.class.getName();

    /** In bytes. A name and a password are shorter. */
    private static final int MAX_FORM = 16 << 10;

    /** In characters, of what a user can come back to. */
    private static final int MAX_ADDRESS = 5 << 10;

    private final SessionAuthenticator valve;
    private final int postLimit;
    private final SavedBodies bodies = new SavedBodies();

    /** Without a container; it does nothing before its start. */
    FormSignIn(SessionAuthenticator valve, int postLimit) {
        this.valve = valve;
        this.postLimit = postLimit;
    }

    /** @param postLimit in bytes: larger bodies are not kept over a sign-in */
    static FormSignIn started(SessionAuthenticator valve, Context context, int postLimit) throws LifecycleException {
        FormSignIn form = new FormSignIn(valve, postLimit);
        form.setContainer(context);
        form.setCache(true);
        form.setAlwaysUseSession(true);
        form.setChangeSessionIdOnAuthentication(valve.getChangeSessionIdOnAuthentication());
        form.setLandingPage("/");
        form.start();
        return form;
    }

    /** The valve stops. */
    void end() {
        try {
            stop();
            destroy();
        } catch (LifecycleException e) {
            throw new IllegalStateException("Nothing of it can fail", e);
        }
    }

    /** Without an MBean of its own. */
    @Override
    protected void initInternal() {
        containerLog = getContainer().getLogger();
    }

    @Override
    protected void destroyInternal() {
        // There is no MBean.
    }

    /** Tomcat's {@code SingleSignOn} is asked by the valve. */
    @Override
    protected synchronized void startInternal() throws LifecycleException {
        super.startInternal();
        sso = null;
    }

    /** Whether the request brings name and password. */
    boolean isLoginAction(Request request) {
        String path = request.getDecodedRequestURI();
        return path != null && path.startsWith(request.getContextPath()) && path.endsWith(Constants.FORM_ACTION);
    }

    /** Whether the user has signed in by the form, and comes back for what they had asked for. */
    boolean isReturning(Request request) {
        Session session = request.getSessionInternal(false);
        return session != null
                && HttpServletRequest.FORM_AUTH.equals(session.getAuthType())
                && isOwner(request.getPrincipal(), session.getPrincipal())
                && matchRequest(request);
    }

    /** Another valve may have put another user into the request. */
    private static boolean isOwner(@Nullable Principal known, @Nullable Principal ofSession) {
        return known == null || (ofSession != null && SessionOwner.of(known).equals(SessionOwner.of(ofSession)));
    }

    /** Shows the form, judges what comes from it, or makes of a returning request the one that had been kept. */
    @Override
    public boolean authenticate(Request request, HttpServletResponse response) throws IOException {
        if (isLoginAction(request)) {
            judge(request, response);
            return false;
        }
        if (isReturning(request)) {
            bodies.take(request.getSessionInternal(false));
            return super.authenticate(request, response);
        }
        try {
            request.setNote(BODY, FormBody.of(request, postLimit));
            return super.authenticate(request, response);
        } catch (FormBody.RefusedBodyException e) {
            response.sendError(e.status(), e.getMessage());
            return false;
        } finally {
            request.removeNote(BODY);
        }
    }

    private void judge(Request request, HttpServletResponse response) throws IOException {
        if (RequestSite.isForeign(request)) { // otherwise another site could sign its visitors in as somebody else
            response.sendError(HttpServletResponse.SC_FORBIDDEN, "This form belongs to another site.");
            return;
        }
        if (!request.getMethod().equals("POST")) { // a password does not belong in an address, nor in that of a POST
            response.sendRedirect(response.encodeRedirectURL(request.getContextPath() + getLandingPage()));
            return;
        }
        if (request.getContentLengthLong() > MAX_FORM) {
            response.sendError(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
            return;
        }
        if (request.getCharacterEncoding() == null) {
            request.setCharacterEncoding(StandardCharsets.UTF_8.name());
        }
        request.getCoyoteRequest().queryString().recycle();
        if (!isReadable(request)) {
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
            return;
        }
        Session before = request.getSessionInternal(false);
        boolean isAwaited = before != null && before.getNote(Constants.FORM_REQUEST_NOTE) != null;
        if (before != null && before.getPrincipal() != null) {
            expect(request, before);
        }
        request.setUserPrincipal(null); // else Tomcat would not read the form
        request.setAuthType(null);
        super.authenticate(request, response);
        if (!isAwaited) {
            forget(request.getSessionInternal(false));
        }
    }

    /** Where a form cannot be read, Tomcat 11 throws, and would log the password that it could not decode. */
    private static boolean isReadable(Request request) {
        try {
            request.getParameterNames();
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    /** The user has signed in meanwhile, from another tab: Tomcat would end their session. */
    private static void expect(Request request, Session session) {
        if (session.getNote(Constants.SESSION_ID_NOTE) == null
                && session.getIdInternal().equals(request.getRequestedSessionId())) {
            session.setNote(Constants.SESSION_ID_NOTE, session.getIdInternal());
        }
    }

    @Override
    protected void saveRequest(Request request, Session session) throws IOException {
        shorten(session);
        if (FormPages.contain(context, request.getDecodedRequestURI()) || isTooLong(request)) {
            // Users who open the form itself do not want to come back to it.
            return;
        }
        bodies.take(session);
        super.saveRequest(request, session); // whose body has been read
        if (session.getNote(Constants.FORM_REQUEST_NOTE) instanceof SavedRequest saved
                && request.getNote(BODY) instanceof FormBody body) {
            complete(saved, body, request.getContentType());
            bodies.keep(
                    session,
                    new SavedBodies.Saved(
                            saved, SavedBodies.head(request), body.content().length()));
        }
    }

    /** The answer to the right password leads back there, and its headers have to fit into Tomcat's 8 KiB. */
    private static boolean isTooLong(Request request) {
        String query = request.getQueryString();
        return request.getRequestURI().length() + (query == null ? 0 : query.length()) > MAX_ADDRESS;
    }

    private static void complete(SavedRequest saved, FormBody body, @Nullable String contentType) {
        if (!body.isKept()) {
            SavedBodies.withoutBody(saved);
        } else if (!body.content().isEmpty()) {
            ByteChunk content = new ByteChunk();
            content.setBytes(body.content().toArray(), 0, body.content().length());
            saved.setContentType(contentType);
            saved.setBody(content);
        }
    }

    /** Anyone can begin such a session: until its user has signed in it does not live for long. */
    private void shorten(Session session) {
        int interval = session.getMaxInactiveInterval();
        if (session.getSession().isNew() && (interval <= 0 || interval > getAuthenticationSessionTimeout())) {
            session.setNote(INTERVAL, interval);
            session.setMaxInactiveInterval(getAuthenticationSessionTimeout());
        }
    }

    /** The answer has the address of what the user wanted: it must not be shown again in its place. */
    @Override
    protected void forwardToLoginPage(Request request, HttpServletResponse response, LoginConfig config)
            throws IOException {
        response.setHeader("Cache-Control", "no-store");
        super.forwardToLoginPage(request, response, config);
    }

    @Override
    protected void forwardToErrorPage(Request request, HttpServletResponse response, LoginConfig config)
            throws IOException {
        response.setHeader("Cache-Control", "no-store");
        super.forwardToErrorPage(request, response, config);
    }

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
        valve.register(request, response, principal, authType, username, password, session, cached);
    }

    /** The valve has registered a user, by whatever way, or nobody any more. */
    void registered(Request request, @Nullable Principal user, @Nullable String authType) {
        Session session = request.getSessionInternal(false);
        if (session != null && session.getNote(INTERVAL) instanceof Integer interval) {
            session.removeNote(INTERVAL);
            session.setMaxInactiveInterval(interval);
        }
        if (user == null || !HttpServletRequest.FORM_AUTH.equals(authType)) {
            forget(session);
        }
    }

    /** With {@code cache="false"}, Tomcat does not ask the session. */
    static void recall(Request request) {
        Session session = request.getSessionInternal(false);
        if (session != null
                && request.getPrincipal() == null
                && session.getPrincipal() != null
                && HttpServletRequest.FORM_AUTH.equals(session.getAuthType())) {
            request.setAuthType(session.getAuthType());
            request.setUserPrincipal(session.getPrincipal());
        }
    }

    private void forget(@Nullable Session session) {
        if (session != null) {
            session.removeNote(Constants.FORM_REQUEST_NOTE);
            session.removeNote(Constants.SESSION_ID_NOTE);
            bodies.take(session);
        }
    }

    /** How many bodies are kept. */
    int keptBodies() {
        return bodies.size();
    }
}
