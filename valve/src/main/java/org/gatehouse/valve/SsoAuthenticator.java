package org.gatehouse.valve;

import jakarta.security.auth.message.config.AuthConfigFactory;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.management.openmbean.TabularData;
import org.apache.catalina.Container;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Service;
import org.apache.catalina.authenticator.Constants;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.realm.GenericPrincipal;
import org.apache.juli.logging.Log;
import org.apache.juli.logging.LogFactory;
import org.gatehouse.acceptor.ReplayCache;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.failure.RefusedException;
import org.gatehouse.gss.Peer;
import org.gatehouse.identity.Identity;
import org.gatehouse.keytab.KeyTable;
import org.gatehouse.mechanism.LegStore;
import org.gatehouse.mechanism.Outcome;
import org.gatehouse.mechanism.Trace;
import org.gatehouse.valve.OpenNegotiations.Unfinished;
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
 * <p>{@link #startInternal} checks all attributes and refuses to start with a list of everything that is wrong. The attributes of Tomcat's own authenticators are valid here, too; {@code
 * alwaysUseSession} is true unless set otherwise.
 */
public final class SsoAuthenticator extends ConfiguredAuthenticator {
    private static final Failure ANOTHER_AUTHENTICATION = new Failure(
            FailureCode.ANOTHER_AUTHENTICATION,
            "a Jakarta Authentication provider is registered for the application, and Tomcat asks that one instead of"
                    + " this valve.",
            "Remove the provider (conf/jaspic-providers.xml, or a library of the application that registers one), or set"
                    + " protect=\"constraints\" to leave the application to it.");

    private final Log log =
            LogFactory.getLog(SsoAuthenticator.class); // an application's class loader may own it: not static
    private final InstantSource clock;
    private final Duration uptime;
    private final Statistics statistics = new Statistics();
    private volatile @Nullable ValveRun running;

    public SsoAuthenticator() {
        this(InstantSource.system(), Duration.ZERO);
    }

    /**
     * With another clock than the machine's, for tests of what time does to a sign-on.
     *
     * @param uptime for how long this Tomcat is taken to have been running when the first valve starts
     */
    public SsoAuthenticator(InstantSource clock, Duration uptime) {
        this.clock = clock;
        this.uptime = uptime;
    }

    /** How many sign-ons were accepted. This and the following are what JMX shows. */
    public long getAccepted() {
        return Statistics.total(statistics.acceptedByMechanism());
    }

    public TabularData getAcceptedByMechanism() {
        return CountTable.of(statistics.acceptedByMechanism());
    }

    public TabularData getAcceptedByEncryptionType() {
        return CountTable.of(statistics.acceptedByEncryptionType());
    }

    /** How many requests were asked for a token. */
    public long getChallenged() {
        return statistics.challenges();
    }

    public long getRefused() {
        return Statistics.total(statistics.refusedByCode());
    }

    public TabularData getRefusedByCode() {
        return CountTable.of(statistics.refusedByCode());
    }

    /** Time, code and reference of the last refusals, the oldest first. */
    public String[] getLastRefusals() {
        return statistics.lastRefusals().toArray(String[]::new);
    }

    /** Service names with the versions and types of their keys; none while the valve is stopped. */
    public String[] getKeys() {
        ValveRun current = running;
        return current == null
                ? new String[0]
                : KeyTable.byService(current.signOn().keys()).entrySet().stream()
                        .map(row -> row.getKey() + " " + row.getValue())
                        .toArray(String[]::new);
    }

    /** When the keys in use were read; empty while the valve is stopped. */
    public String getKeysLoaded() {
        ValveRun current = running;
        return current == null ? "" : current.keysLoaded().toString();
    }

    /** How many authenticators are remembered, for all applications of this Tomcat. */
    public int getReplayCacheSize() {
        return replays().size();
    }

    public int getReplayCacheCapacity() {
        return replays().capacity();
    }

    @Override
    protected synchronized void startInternal() throws LifecycleException {
        ReplayCache replays = replays();
        LegStore legs = AssembledValve.legs(clock);
        ValveRun started = new ValveRun(
                configured(log),
                settings -> AssembledValve.of(settings, clock, replays, legs),
                new ValveRun.Surroundings(clock, log, statistics));
        super.startInternal();
        running = started;
        log.info(StartBanner.of(context, started.signOn(), clock.instant()));
        Service service = Container.getService(context);
        HeaderLimits.problems(service.findConnectors()).forEach(log::warn);
        started.schedule(service.getServer().getUtilityExecutor());
    }

    @Override
    protected synchronized void stopInternal() throws LifecycleException {
        super.stopInternal();
        ValveRun ending = running;
        if (ending != null) { // null after a start that failed
            ending.close();
        }
        running = null;
    }

    /** What Tomcat's threads do every other second, at once. */
    void tick() {
        running().tick();
    }

    /**
     * Refuses what needs a sign-on if a Jakarta Authentication provider is registered for the application: Tomcat would
     * ask that one instead of us, and tell it that nothing has to be protected.
     */
    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (isContinuationRequired(request) && otherAuthentication()) {
            refuse(ANOTHER_AUTHENTICATION, Bytes.EMPTY, request, RequestTrace.begin(log, request));
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
        RequestTrace trace = RequestTrace.begin(log, request);
        try {
            Optional<Bytes> token = NegotiateHeader.token(request);
            Peer peer = RequestPeer.of(request);
            Optional<Unfinished> unfinished = running().negotiations().take(peer);
            if (token.isEmpty() && unfinished.isPresent()) { // it has none, and begins anew
                refuse(unfinished.get(), Bytes.EMPTY, request, trace);
                return false;
            }
            if (token.isEmpty()) {
                statistics.challenged();
                trace.end(new Trace.Challenged(), Bytes.EMPTY);
                new ChallengeWriter(started().challenges()).challenge(request);
                return false;
            }
            Outcome outcome = started().mechanism().accept(token.get(), peer);
            return act(outcome, request, trace);
        } catch (RefusedException e) {
            refuse(e.failure(), Bytes.EMPTY, request, trace);
            return false;
        }
    }

    private boolean act(Outcome outcome, Request request, RequestTrace trace) throws IOException {
        if (outcome instanceof Outcome.Established established) {
            trace.end(new Trace.Accepted(established.identity()), outcome.token());
            signedOn(established.identity(), request);
            Challenges.prove(request.getResponse(), established.token());
            return true;
        }
        if (outcome instanceof Outcome.Continue next) {
            statistics.challenged();
            trace.end(new Trace.Continued(), outcome.token());
            Unfinished unfinished = new Unfinished(next.unfinished(), Reference.next());
            running().negotiations().begun(unfinished, RequestPeer.of(request));
            new ChallengeWriter(started().challenges()).proceed(request, next, unfinished.reference());
            return false;
        }
        refuse(((Outcome.Rejected) outcome).failure(), outcome.token(), request, trace);
        return false;
    }

    private void signedOn(Identity identity, Request request) {
        SsoPrincipal user = SsoPrincipal.of(identity);
        statistics.accepted(user);
        register(
                request,
                request.getResponse(),
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

    private void refuse(Failure failure, Bytes token, Request request, RequestTrace trace) throws IOException {
        refuse(new Unfinished(failure, Reference.next()), token, request, trace);
    }

    private void refuse(Unfinished signOn, Bytes token, Request request, RequestTrace trace) throws IOException {
        Failure failure = signOn.failure();
        trace.end(new Trace.Refused(failure, signOn.reference().toString()), token);
        running().refused(failure, signOn.reference(), RequestPeer.of(request));
        new ChallengeWriter(started().challenges()).refuse(request, token, failure.code(), signOn.reference());
    }

    @Override
    protected String getAuthMethod() {
        return Constants.SPNEGO_METHOD;
    }

    @Override
    protected boolean isPreemptiveAuthPossible(Request request) {
        return NegotiateHeader.isPresent(request);
    }

    private ReplayCache replays() {
        return SharedReplays.of(context, clock.instant().minus(uptime));
    }

    private AssembledValve started() {
        return running().signOn();
    }

    private ValveRun running() {
        ValveRun current = running;
        if (current == null) {
            throw new IllegalStateException("The valve is not started");
        }
        return current;
    }
}
