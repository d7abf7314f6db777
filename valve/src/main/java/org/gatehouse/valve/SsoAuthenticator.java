package org.gatehouse.valve;

import jakarta.security.auth.message.config.AuthConfigFactory;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.catalina.Container;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.authenticator.AuthenticatorBase;
import org.apache.catalina.authenticator.Constants;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.realm.GenericPrincipal;
import org.apache.juli.logging.Log;
import org.apache.juli.logging.LogFactory;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.failure.Printable;
import org.gatehouse.failure.RefusedException;
import org.gatehouse.identity.Identity;
import org.gatehouse.mechanism.Outcome;
import org.gatehouse.mechanism.Peer;
import org.gatehouse.settings.Attribute;
import org.gatehouse.settings.Settings;
import org.gatehouse.settings.SettingsException;
import org.gatehouse.settings.SettingsReader;
import org.gatehouse.wire.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * The Tomcat valve that signs users on with the Kerberos logon they already have. One attribute is enough:
 *
 * <pre>{@code
 * <Context>
 *   <Valve className="org.gatehouse.valve.SsoAuthenticator" keytab="${catalina.base}/conf/http.keytab"/>
 * </Context>
 * }</pre>
 *
 * <p>The setters only keep what they are given; {@link #startInternal} checks all of it and refuses to start with a list
 * of everything that is wrong. The attributes of Tomcat's own authenticators are valid here, too; {@code
 * alwaysUseSession} is true unless set otherwise.
 */
public final class SsoAuthenticator extends AuthenticatorBase {
    private static final Failure ANOTHER_AUTHENTICATION = new Failure(
            FailureCode.ANOTHER_AUTHENTICATION,
            "a Jakarta Authentication provider is registered for the application, and Tomcat asks that one instead of"
                    + " this valve.",
            "Remove the provider (conf/jaspic-providers.xml, or a library of the application that registers one), or set"
                    + " protect=\"constraints\" to leave the application to it.");

    private final Log log =
            LogFactory.getLog(SsoAuthenticator.class); // an application's class loader may own it: not static
    private final InstantSource clock;
    private final Map<Attribute, String> attributes = new EnumMap<>(Attribute.class);
    private final SortedSet<String> unknownAttributes = new TreeSet<>();
    private final InheritedAttributes inherited = new InheritedAttributes();
    private volatile @Nullable SignOn signOn;

    public SsoAuthenticator() {
        this(InstantSource.system());
    }

    /** With another clock than the machine's, for tests of what time does to a sign-on. */
    public SsoAuthenticator(InstantSource clock) {
        this.clock = clock;
        setAlwaysUseSession(true);
    }

    /** The file with the service's keys, in MIT's keytab format; a relative path is one below {@code catalina.base}. */
    public void setKeytab(String keytab) {
        attributes.put(Attribute.KEYTAB, keytab);
    }

    /**
     * Which requests need a sign-on: {@code auto} (all, unless a constraint of the application asks for a sign-on
     * itself), {@code constraints} (what the application's constraints say), {@code all}.
     */
    public void setProtect(String protect) {
        attributes.put(Attribute.PROTECT, protect);
    }

    /** How far the clocks of clients and KDC may be from this server's, in seconds: 300 unless set otherwise. */
    public void setClockSkew(String clockSkew) {
        attributes.put(Attribute.CLOCK_SKEW, clockSkew);
    }

    /** Whether a sign-on creates a session: true unless set otherwise. */
    public void setAlwaysUseSession(String value) {
        inherited.flag("alwaysUseSession", value, this::setAlwaysUseSession);
    }

    /** Whether the session remembers the user: true unless set otherwise. */
    public void setCache(String value) {
        inherited.flag("cache", value, this::setCache);
    }

    /** Whether a session from before the sign-on gets another id: true unless set otherwise. */
    public void setChangeSessionIdOnAuthentication(String value) {
        inherited.flag("changeSessionIdOnAuthentication", value, this::setChangeSessionIdOnAuthentication);
    }

    /** Whether protected responses are kept out of shared caches: true unless set otherwise. */
    public void setDisableProxyCaching(String value) {
        inherited.flag("disableProxyCaching", value, this::setDisableProxyCaching);
    }

    /** Whether that is done by headers for old browsers: false unless set otherwise. */
    public void setSecurePagesWithPragma(String value) {
        inherited.flag("securePagesWithPragma", value, this::setSecurePagesWithPragma);
    }

    /** Whether a proxy is told the user's name: false unless set otherwise. */
    public void setSendAuthInfoResponseHeaders(String value) {
        inherited.flag("sendAuthInfoResponseHeaders", value, this::setSendAuthInfoResponseHeaders);
    }

    @Override
    public void setAllowCorsPreflight(String value) {
        inherited.choice("allowCorsPreflight", value, super::setAllowCorsPreflight);
    }

    @Override
    public void setSsoReauthenticationMode(String value) {
        inherited.choice("ssoReauthenticationMode", value, super::setSsoReauthenticationMode);
    }

    /**
     * Called by Tomcat for an attribute that has no setter. The valve will not start with it.
     *
     * @param value is not looked at: it might be a secret
     * @return true: Tomcat would log name and value otherwise
     */
    public boolean setProperty(String name, String value) {
        unknownAttributes.add(name);
        return true;
    }

    @Override
    public void setContainer(Container container) {
        if (container != null && !(container instanceof Context)) {
            throw new IllegalArgumentException(new Failure(
                            FailureCode.NOT_IN_A_CONTEXT,
                            "the valve stands in " + container.getClass().getSimpleName() + " \"" + container.getName()
                                    + "\".",
                            "Move the <Valve> into a <Context>: the application's META-INF/context.xml, or"
                                    + " conf/context.xml for all applications.")
                    .toString());
        }
        super.setContainer(container);
    }

    @Override
    protected synchronized void startInternal() throws LifecycleException {
        SignOn started = SignOn.of(settings(), clock, SharedReplays.of(context));
        super.startInternal();
        signOn = started;
        log.info(StartBanner.of(context.getName(), started.keys(), clock.instant()));
    }

    private Settings settings() throws LifecycleException {
        List<Failure> problems = new ArrayList<>(inherited.problems());
        try {
            Settings settings =
                    SettingsReader.read(attributes, unknownAttributes, new BaseFiles(context.getCatalinaBase()));
            if (problems.isEmpty()) {
                return settings;
            }
            settings.keytab().close();
        } catch (SettingsException e) {
            problems.addAll(e.problems());
        }
        problems.forEach(problem -> log.error(problem.toString()));
        throw new LifecycleException(problems.stream()
                .map(problem -> System.lineSeparator() + "  " + problem)
                .collect(Collectors.joining("", "Gatehouse cannot start:", "")));
    }

    @Override
    protected synchronized void stopInternal() throws LifecycleException {
        super.stopInternal();
        signOn = null;
    }

    /**
     * Refuses what needs a sign-on if a Jakarta Authentication provider is registered for the application: Tomcat would
     * ask that one instead of us, and tell it that nothing has to be protected.
     */
    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (isContinuationRequired(request) && otherAuthentication()) {
            refuse(ANOTHER_AUTHENTICATION, Bytes.EMPTY, request);
        } else {
            super.invoke(request, response);
        }
    }

    /** The key of the look-up is the one that Tomcat makes when the authenticator starts. */
    private boolean otherAuthentication() {
        ServletContext application = context.getServletContext();
        String id = application.getVirtualServerName() + " " + application.getContextPath();
        AuthConfigFactory factory = AuthConfigFactory.getFactory();
        return factory != null && factory.getConfigProvider("HttpServlet", id, null) != null;
    }

    /** Asks for a sign-on where no constraint of the application does, as {@code protect} says. */
    @Override
    protected boolean isContinuationRequired(Request request) {
        return started().coversAll(context.findConstraints());
    }

    @Override
    protected boolean doAuthenticate(Request request, HttpServletResponse response) throws IOException {
        keepOutOfSharedCaches(response);
        // A password that another application has cached for Tomcat's SingleSignOn is no Kerberos sign-on.
        if (checkForCachedAuthentication(request, response, false)) {
            return true;
        }
        try {
            Optional<Bytes> token = NegotiateHeader.token(request);
            if (token.isEmpty()) {
                log.debug("No Negotiate token: asking for one");
                ChallengeWriter.challenge(request);
                return false;
            }
            return judge(
                    started().mechanism().accept(token.get(), new Peer(request.getRemoteAddr())), request, response);
        } catch (RefusedException e) {
            refuse(e.failure(), Bytes.EMPTY, request);
            return false;
        }
    }

    private boolean judge(Outcome outcome, Request request, HttpServletResponse response) throws IOException {
        if (outcome instanceof Outcome.Established established) {
            signedOn(established.identity(), request, response);
            ChallengeWriter.prove(response, established.token());
            return true;
        }
        refuse(((Outcome.Rejected) outcome).failure(), outcome.token(), request);
        return false;
    }

    private void signedOn(Identity identity, Request request, HttpServletResponse response) {
        SsoPrincipal user = SsoPrincipal.of(identity);
        if (log.isDebugEnabled()) {
            log.debug(Printable.of(user.name()) + " signed on from " + new Peer(request.getRemoteAddr()).address()
                    + " to " + Printable.of(user.servicePrincipalName()) + " with " + user.ticketEncryptionType()
                    + ", ticket until " + user.ticketEndTime());
        }
        register(
                request,
                response,
                new GenericPrincipal(user.name(), List.of(), user),
                getAuthMethod(),
                user.name(),
                null);
    }

    /** What Tomcat does where a constraint of the application asks for the sign-on; elsewhere only we know of it. */
    private void keepOutOfSharedCaches(HttpServletResponse response) {
        if (getDisableProxyCaching() && !response.containsHeader("Cache-Control")) {
            response.setHeader("Cache-Control", "private");
        }
    }

    private void refuse(Failure failure, Bytes token, Request request) throws IOException {
        Reference reference = Reference.next();
        log.warn(failure + " [" + reference + "]");
        ChallengeWriter.refuse(request, token, failure.code(), reference);
    }

    @Override
    protected String getAuthMethod() {
        return Constants.SPNEGO_METHOD;
    }

    @Override
    protected boolean isPreemptiveAuthPossible(Request request) {
        return NegotiateHeader.isPresent(request);
    }

    private SignOn started() {
        SignOn current = signOn;
        if (current == null) {
            throw new IllegalStateException("The valve is not started");
        }
        return current;
    }
}
