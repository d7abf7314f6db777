package org.gatehouse.valve;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.catalina.Container;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.authenticator.AuthenticatorBase;
import org.apache.catalina.authenticator.Constants;
import org.apache.catalina.connector.Request;
import org.apache.catalina.realm.GenericPrincipal;
import org.apache.juli.logging.Log;
import org.apache.juli.logging.LogFactory;
import org.apache.tomcat.util.descriptor.web.SecurityConstraint;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
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
    private final Log log =
            LogFactory.getLog(SsoAuthenticator.class); // an application's class loader may own it: not static
    private final InstantSource clock;
    private final Map<Attribute, String> attributes = new EnumMap<>(Attribute.class);
    private final SortedSet<String> unknownAttributes = new TreeSet<>();
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
        try {
            Settings settings =
                    SettingsReader.read(attributes, unknownAttributes, new BaseFiles(context.getCatalinaBase()));
            SignOn started = SignOn.of(settings, clock);
            signOn = started;
            log.info(StartBanner.of(
                    context.getName().isEmpty() ? "/" : context.getName(), started.keys(), clock.instant()));
        } catch (SettingsException e) {
            e.problems().forEach(problem -> log.error(problem.toString()));
            throw new LifecycleException("Gatehouse cannot start:" + e.getMessage());
        }
        super.startInternal();
    }

    @Override
    protected synchronized void stopInternal() throws LifecycleException {
        super.stopInternal();
        signOn = null;
    }

    /** Asks for a sign-on where no constraint of the application does, as {@code protect} says. */
    @Override
    protected boolean isContinuationRequired(Request request) {
        return switch (started().protect()) {
            case ALL -> true;
            case AUTO -> !asksForSignOn(context.findConstraints());
            case CONSTRAINTS -> false;
        };
    }

    @Override
    protected boolean doAuthenticate(Request request, HttpServletResponse response) throws IOException {
        keepOutOfSharedCaches(response);
        if (checkForCachedAuthentication(request, response, true)) {
            return true;
        }
        try {
            Optional<Bytes> token = NegotiateHeader.token(request);
            if (token.isEmpty()) {
                log.debug("No Negotiate token: asking for one");
                ChallengeWriter.challenge(request, response);
                return false;
            }
            return judge(
                    started().mechanism().accept(token.get(), new Peer(request.getRemoteAddr())), request, response);
        } catch (RefusedException e) {
            Reference reference = Reference.next();
            warn(e.failure(), reference);
            ChallengeWriter.badRequest(request, response, e.failure().code(), reference);
            return false;
        }
    }

    private boolean judge(Outcome outcome, Request request, HttpServletResponse response) throws IOException {
        if (outcome instanceof Outcome.Established established) {
            signedOn(established.identity(), request, response);
            ChallengeWriter.prove(response, established.token());
            return true;
        }
        Failure failure = ((Outcome.Rejected) outcome).failure();
        Reference reference = Reference.next();
        warn(failure, reference);
        ChallengeWriter.refuse(request, response, outcome.token(), failure.code(), reference);
        return false;
    }

    private void signedOn(Identity identity, Request request, HttpServletResponse response) {
        SsoPrincipal user = SsoPrincipal.of(identity);
        if (log.isDebugEnabled()) {
            log.debug(user.name() + " signed on from " + request.getRemoteAddr() + " to " + user.servicePrincipalName()
                    + " with " + user.ticketEncryptionType() + ", ticket until " + user.ticketEndTime());
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

    private void warn(Failure failure, Reference reference) {
        log.warn(failure + " [" + reference + "]");
    }

    @Override
    protected String getAuthMethod() {
        return Constants.SPNEGO_METHOD;
    }

    @Override
    protected boolean isPreemptiveAuthPossible(Request request) {
        return request.getHeader("Authorization") != null;
    }

    /** A constraint without roles denies, and one without an auth-constraint allows, whoever asks. */
    private static boolean asksForSignOn(SecurityConstraint[] constraints) {
        for (SecurityConstraint constraint : constraints) {
            if (constraint.getAllRoles()
                    || constraint.getAuthenticatedUsers()
                    || constraint.findAuthRoles().length > 0) {
                return true;
            }
        }
        return false;
    }

    private SignOn started() {
        SignOn current = signOn;
        if (current == null) {
            throw new IllegalStateException("The valve is not started");
        }
        return current;
    }
}
