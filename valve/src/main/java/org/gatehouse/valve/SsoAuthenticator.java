package org.gatehouse.valve;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.apache.catalina.Container;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.Service;
import org.apache.catalina.Valve;
import org.apache.catalina.authenticator.Constants;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.juli.logging.Log;
import org.apache.juli.logging.LogFactory;
import org.gatehouse.conditions.Decision;
import org.gatehouse.failure.Failure;
import org.gatehouse.settings.Problems;
import org.gatehouse.settings.Settings;
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
public final class SsoAuthenticator extends ManagedAuthenticator {
    private static final String ATTEMPT = SignInAttempt.class.getName();

    private final Log log =
            LogFactory.getLog(SsoAuthenticator.class); // an application's class loader may own it: not static
    private final InstantSource clock;
    private final Duration uptime;
    private final StoppedValve stopped;
    private volatile @Nullable ValveRun running;
    private volatile Optional<Coverage> coverage = Optional.empty();
    private Optional<ConstraintOrigins> origins = Optional.empty();
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
        this.stopped = new StoppedValve(log, clock, statistics());
    }

    @Override
    Optional<ValveRun> current() {
        return Optional.ofNullable(running);
    }

    @Override
    Optional<Coverage> covered() {
        return coverage;
    }

    /** From here on it is known where constraints come from: the first are there before the application starts. */
    @Override
    public void setContainer(Container container) {
        super.setContainer(container);
        origins.ifPresent(ConstraintOrigins::end);
        origins = container instanceof Context application
                ? Optional.of(ConstraintOrigins.of(application))
                : Optional.empty();
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

    private void run(ConfigurationFiles.Reading reading) throws LifecycleException {
        SharedMemory shared = shared(reading.settings());
        FormSignIn form =
                FormSignIn.started(this, context, reading.settings().fallback().postLimit());
        ValveRun started =
                new ValveRun(reading, new ValveRun.Surroundings(context, clock, log, statistics(), shared, form));
        Service service = Container.getService(context);
        StartReport report = new StartReport(context, log, ServerStarts.of(service.getServer()));
        Coverage covered =
                new Coverage(context, started.parts().protect(), origins.orElseThrow(), report::coverageChanged);
        coverage = Optional.of(covered);
        running = started;
        report.started(started, covered);
        report.connectors(service.findConnectors());
        report.hosts(started, service.findConnectors());
        events = Optional.of(ContextEvents.of(context, () -> report.constraints(started), this::valveAdded));
        if (context.getState().isAvailable()) { // this valve was added later, and the event is over
            report.constraints(started);
        }
        started.schedule(service.getServer().getUtilityExecutor());
    }

    /** Closes the settings if it fails: nobody has them then. */
    private SharedMemory shared(Settings settings) {
        try {
            return SharedMemory.of(
                    context, new SharedMemory.Founding(clock.instant().minus(uptime), clock, replayFile(settings)));
        } catch (RuntimeException | Error e) {
            settings.close();
            throw e;
        }
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
     * Makes the request's {@link SignInAttempt}. Refuses what needs a sign-in if Tomcat would ask a
     * Jakarta Authentication provider for it. Also refuses what the application's own constraints refuse, where those of a
     * library hide them.
     */
    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        ValveRun current = running;
        if (current == null) { // in the wrong place; or the application stops, and this request was on its way
            stopped.refuse(request);
            response.setSuspended(false); // for a valve in a Host, Tomcat does not do so before it sends the response
            return;
        }
        SignInAttempt attempt = SignInAttempt.of(request, current);
        request.setNote(ATTEMPT, attempt);
        if (FrontUsers.hasNamedOne(request)) {
            statistics().frontHasNamedUser();
        }
        // The pages of the form may be open: what the form sends is for the valve.
        if (attempt.isOpen() && !isLoginAction(request)) {
            asNobody(request, response);
        } else if (restores(request, response) && !OwnAddresses.answer(request, attempt)) {
            ask(request, response, attempt);
        }
    }

    private void ask(Request request, Response response, SignInAttempt attempt) throws IOException, ServletException {
        Coverage covered = coverage.orElseThrow(); // known as long as the valve has run
        if (JakartaAuthentication.isRegistered(context) && covered.isOurs(request)) {
            attempt.unavailable(JakartaAuthentication.FAILURE);
        } else if (covered.admits(request, response)) {
            super.invoke(request, response);
        }
    }

    /** Anyone who has signed in elsewhere is nobody here, and no constraint of the application is asked. */
    private void asNobody(Request request, Response response) throws IOException, ServletException {
        request.setUserPrincipal(null);
        request.setAuthType(null);
        getNext().invoke(request, response);
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

    /** Asks for a sign-in where no constraint of the application does, as {@code protect} says. */
    @Override
    protected boolean isContinuationRequired(Request request) {
        return coverage.orElseThrow().covers(request) || isLoginAction(request);
    }

    @Override
    Optional<FormFallback> fallback() {
        return current().map(run -> run.asking().form());
    }

    @Override
    protected boolean doAuthenticate(Request request, HttpServletResponse response) throws IOException {
        if (isStopped(request)) {
            stopped.refuse(request);
            return false;
        }
        if (ErrorPages.isShowing(request)) {
            return false; // the page of a refusal asks for the sign-in that was refused
        }
        keepOutOfSharedCaches(response);
        if (isLoginAction(request)) {
            return form().orElseThrow().authenticate(request, response);
        }
        SignInAttempt attempt = attempt(request);
        boolean signedIn = isKnown(request, response, attempt.sessions()) || signIn(request, response, attempt);
        return signedIn && coverage.orElseThrow().permits(request, request.getResponse());
    }

    private boolean signIn(Request request, HttpServletResponse response, SignInAttempt attempt) throws IOException {
        Optional<Decision.Skip> skip = attempt.skip();
        if (skip.isPresent()) {
            if (attempt.asking().other().isFormAtOnce(skip.get(), request)) {
                attempt.leavesToFallback(skip.get());
                return attempt.asking().form().form().authenticate(request, response);
            }
            attempt.notAsked(skip.get());
            return false;
        }
        return attempt.perform(established -> signIn(established, request, attempt));
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
        SignInAttempt attempt = attempt(request);
        return attempt.hasCredentials() && attempt.skip().isEmpty();
    }
}
