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
import java.util.Set;
import javax.management.openmbean.TabularData;
import org.apache.catalina.Container;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.Service;
import org.apache.catalina.Valve;
import org.apache.catalina.authenticator.Constants;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.realm.GenericPrincipal;
import org.apache.juli.logging.Log;
import org.apache.juli.logging.LogFactory;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.http.Challenges;
import org.gatehouse.identity.Identity;
import org.gatehouse.keytab.KeyTable;
import org.gatehouse.mechanism.SignInEvent;
import org.gatehouse.settings.Problems;
import org.jspecify.annotations.Nullable;

/**
 * The Tomcat valve that signs users in with the Kerberos tickets they already have. One attribute is enough:
 *
 * <pre>{@code
 * <Context>
 *   <Valve className="org.gatehouse.valve.SsoAuthenticator" keytab="${catalina.base}/conf/http.keytab"/>
 * </Context>
 * }</pre>
 *
 * <p>{@link #startInternal} checks all attributes. If one is wrong, the log has a line for each problem, and the
 * application does not start. The attributes of Tomcat's own authenticators are valid here, too; {@code alwaysUseSession}
 * is true unless set otherwise.
 */
public final class SsoAuthenticator extends ConfiguredAuthenticator {
    private static final Failure ANOTHER_AUTHENTICATION = new Failure(
            FailureCode.ANOTHER_AUTHENTICATION,
            "a Jakarta Authentication provider is registered for the application, and Tomcat asks that one instead of"
                    + " this valve.",
            "Remove the provider (conf/jaspic-providers.xml, or a library of the application that registers one), or set"
                    + " protect=\"constraints\" to leave the application to it.");

    private static final Failure STOPPED = new Failure(
            FailureCode.NOT_RUNNING,
            "the valve is not running: it could not start, or the application is stopping.",
            "Look in the log for what it said at its start.");

    private static final String ATTEMPT = SignInAttempt.class.getName();

    private final Log log =
            LogFactory.getLog(SsoAuthenticator.class); // an application's class loader may own it: not static
    private final InstantSource clock;
    private final Duration uptime;
    private final Statistics statistics = new Statistics();
    private final SignInListeners whileStopped;
    private volatile @Nullable ValveRun running;
    private Optional<ContextEvents> events = Optional.empty();

    public SsoAuthenticator() {
        this(InstantSource.system(), Duration.ZERO);
    }

    /**
     * With another clock than the machine's, for tests of what time does to a sign-in.
     *
     * @param uptime for how long this Tomcat is taken to have been running when the first valve starts
     */
    public SsoAuthenticator(InstantSource clock, Duration uptime) {
        this.clock = clock;
        this.uptime = uptime;
        this.whileStopped = new SignInListeners(log, List.of(statistics, new RefusalLog(log, clock)));
    }

    /** How many sign-ins were accepted. This and the following are what JMX shows. */
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
                : KeyTable.byService(current.parts().keys()).entrySet().stream()
                        .map(row -> row.getKey() + " " + row.getValue())
                        .toArray(String[]::new);
    }

    /** When the keys in use were read; empty while the valve is stopped. */
    public String getKeysLoaded() {
        ValveRun current = running;
        return current == null ? "" : current.keysLoaded().toString();
    }

    /** How many authenticators are remembered, for all applications of this Tomcat; none before its first valve starts. */
    public int getReplayCacheSize() {
        return shared().map(shared -> shared.replays().size()).orElse(0);
    }

    public int getReplayCacheCapacity() {
        return shared().map(shared -> shared.replays().capacity()).orElse(0);
    }

    /** The file that remembers authenticators over a restart, or {@code none}. */
    public String getReplayFile() {
        return shared().map(SharedMemory::replayFile).orElse("none");
    }

    private Optional<SharedMemory> shared() {
        return context == null ? Optional.empty() : SharedMemory.existing(context);
    }

    @Override
    protected synchronized void startInternal() throws LifecycleException {
        Optional<Failure> misplaced = misplaced();
        if (misplaced.isPresent()) {
            log.error(misplaced.get());
            setState(LifecycleState.STARTING);
            return;
        }
        super.startInternal();
        Problems problems = new Problems();
        Set<String> others = OtherAuthenticators.of(this, context);
        if (!others.isEmpty() && !OtherAuthenticators.isTold(this, context)) {
            problems.add(OtherAuthenticators.failure(others, context));
        }
        Optional<ConfigurationFiles.Reading> reading = configured(problems, log);
        if (reading.isPresent() && others.isEmpty()) {
            run(reading.get());
        } else {
            reading.ifPresent(unused -> unused.settings().close());
        }
    }

    private void run(ConfigurationFiles.Reading reading) {
        SharedMemory shared = SharedMemory.of(
                context,
                new SharedMemory.Founding(clock.instant().minus(uptime), clock, replayFile(reading.settings())));
        ValveRun started = new ValveRun(reading, new ValveRun.Surroundings(clock, log, statistics, shared));
        running = started;
        Service service = Container.getService(context);
        StartReport report = new StartReport(context, log, ServerStarts.of(service.getServer()));
        report.started(started.parts(), clock.instant());
        report.connectors(service.findConnectors());
        events = Optional.of(ContextEvents.of(context, report::constraints, this::valveAdded));
        if (context.getState().isAvailable()) { // this valve was added later, and the event is over
            report.constraints();
        }
        started.schedule(service.getServer().getUtilityExecutor());
    }

    @Override
    protected synchronized void stopInternal() throws LifecycleException {
        super.stopInternal();
        end();
    }

    private void end() {
        ValveRun ending = running;
        if (ending != null) { // null after a start that failed
            ending.close();
            ServerStarts.of(Container.getService(context).getServer()).stopped(context);
        }
        running = null;
        events.ifPresent(ContextEvents::end);
        events = Optional.empty();
    }

    /** A program adds a valve to the running application. One authenticator too many ends it, as it would at the start. */
    private synchronized void valveAdded(Valve added) {
        if (added != this && OtherAuthenticators.isOneTooMany(added)) {
            log.error(OtherAuthenticators.failure(Set.of(added.getClass().getName()), context));
            end();
        }
    }

    /** What Tomcat's threads do every other second, at once. */
    void tick() {
        ValveRun current = running;
        if (current != null) {
            current.tick();
        }
    }

    /**
     * Makes the request's {@link SignInAttempt}. Refuses what needs a sign-in if a Jakarta Authentication provider is
     * registered for the application: Tomcat would ask that one instead of us, and tell it that nothing has to be
     * protected.
     */
    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        ValveRun current = running;
        if (current == null) { // in the wrong place; or the application stops, and this request was on its way
            refuseStopped(request);
            return;
        }
        SignInAttempt attempt = SignInAttempt.of(request, current);
        request.setNote(ATTEMPT, attempt);
        if (attempt.isCovered(context.findConstraints()) && otherAuthentication()) {
            attempt.unavailable(ANOTHER_AUTHENTICATION);
        } else {
            super.invoke(request, response);
        }
    }

    /** A client can come as often as it likes: its refusals are grouped in the log as all others are. */
    private void refuseStopped(Request request) throws IOException {
        SignInEvent.Source source = new SignInEvent.Source(RequestPeer.of(request), SignInAttempt.newReference());
        whileStopped.publish(
                new SignInEvent(clock.instant(), source, new SignInEvent.Unavailable(STOPPED), 0, Optional::empty));
        new ChallengeWriter(request, new Challenges(List.of()))
                .refuse(ChallengeWriter.Answer.NONE, STOPPED.code(), source.reference());
    }

    /** What {@link #invoke} has made; or a valve before this one asks for a sign-in ({@code request.authenticate()}). */
    private SignInAttempt attempt(Request request) {
        if (request.getNote(ATTEMPT) instanceof SignInAttempt made) {
            return made;
        }
        ValveRun current = running;
        if (current == null) {
            throw new IllegalStateException("No request comes here while the valve is not running");
        }
        SignInAttempt attempt = SignInAttempt.of(request, current);
        request.setNote(ATTEMPT, attempt);
        return attempt;
    }

    private boolean isStopped(Request request) {
        return running == null && request.getNote(ATTEMPT) == null;
    }

    /** The key of the look-up is the one that Tomcat makes when the authenticator starts. */
    private boolean otherAuthentication() {
        ServletContext application = context.getServletContext();
        String id = application.getVirtualServerName() + " " + application.getContextPath();
        AuthConfigFactory factory = AuthConfigFactory.getFactory();
        return factory != null && factory.getConfigProvider("HttpServlet", id, null) != null;
    }

    /** Asks for a sign-in where no constraint of the application does, as {@code protect} says. */
    @Override
    protected boolean isContinuationRequired(Request request) {
        return attempt(request).isCovered(context.findConstraints());
    }

    @Override
    protected boolean doAuthenticate(Request request, HttpServletResponse response) throws IOException {
        if (isStopped(request)) {
            refuseStopped(request);
            return false;
        }
        keepOutOfSharedCaches(response);
        // A password that another application has cached for Tomcat's SingleSignOn is no Kerberos sign-in.
        if (checkForCachedAuthentication(request, response, false)) {
            return true;
        }
        return attempt(request).perform(identity -> signIn(identity, request));
    }

    private void signIn(Identity identity, Request request) {
        SsoPrincipal user = SsoPrincipal.of(identity);
        register(
                request,
                request.getResponse(),
                new GenericPrincipal(user.name(), List.of(), user),
                getAuthMethod(),
                user.name(),
                null);
    }

    /** What Tomcat does where a constraint of the application asks for the sign-in; elsewhere only we know of it. */
    private void keepOutOfSharedCaches(HttpServletResponse response) {
        if (getDisableProxyCaching() && !response.containsHeader("Cache-Control")) {
            response.setHeader("Cache-Control", "private");
        }
    }

    @Override
    protected String getAuthMethod() {
        return Constants.SPNEGO_METHOD;
    }

    @Override
    protected boolean isPreemptiveAuthPossible(Request request) {
        return attempt(request).hasCredentials();
    }
}
