package org.gatehouse.valve;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.Context;
import org.apache.juli.logging.Log;
import org.gatehouse.acceptor.ClientClocks;
import org.gatehouse.failure.Failure;
import org.gatehouse.gss.GssMechanism;
import org.gatehouse.gss.Peer;
import org.gatehouse.mechanism.LegStore;
import org.gatehouse.mechanism.Reference;
import org.gatehouse.mechanism.SignInEvent;
import org.gatehouse.negotiate.PendingLeg;
import org.gatehouse.settings.Settings;
import org.gatehouse.valve.ConfigurationFiles.Reading;

/**
 * A valve between its start and its stop: the parts that judge requests, and what happens beside the requests. The parts
 * are one immutable whole, so that a request sees the old keys or the new ones and never some of both.
 */
final class ValveRun implements KeyWatch.Listener, AutoCloseable {
    /** In milliseconds. A changed file of conditions or roles counts after two looks, and so within two seconds at most. */
    private static final int PERIOD = 500;
    /** What is expensive, or has time, is done once in so many periods. */
    private static final int BEATS_OF_A_TICK = 4;
    /** What a password file holds for less than this is a placeholder or a mistake, of which no KDC makes tickets. */
    private static final Duration PASSING = Duration.ofMinutes(1);

    private final Log log;
    private final InstantSource clock;
    /** For all parts, one after the other: the clocks stay what they are when keys change. */
    private final ClientClocks clientClocks = new ClientClocks();

    private final SharedMemory shared;
    private final LegStore.Part<PendingLeg> legs;
    private final KeyWatch watch;
    private final RefusalLog refusals;
    private final SignInListeners listeners;
    private final SessionPlaces sessions;
    private final RoleWatch roles;
    private final Asking asking;
    private final SessionUsers users;
    private volatile AssembledValve parts;
    private volatile Instant keysLoaded;
    /** Of the password in use; that of the start may have been there for long. */
    private Instant passwordSince = Instant.MIN;
    /** Of the files whose keys are in use. */
    private ConfigurationFiles.Content inUse;
    /** The executor's threads take turns. */
    private int beats;
    /** What was told once. */
    private final Set<String> noticed = new HashSet<>();

    private Optional<ScheduledFuture<?>> ticks = Optional.empty();

    /** Starts with these settings, which it closes. */
    ValveRun(Reading reading, Surroundings surroundings) {
        this.log = surroundings.log();
        this.clock = surroundings.clock();
        this.shared = surroundings.shared();
        this.refusals = new RefusalLog(log, clock);
        this.listeners =
                new SignInListeners(log, List.of(surroundings.statistics(), refusals, new SilentClients(log, clock)));
        this.sessions = new SessionPlaces(surroundings.statistics());
        Settings settings = reading.settings();
        this.roles = new RoleWatch(settings.users().roles(), reading.files().trusted(), log);
        this.users = new SessionUsers(
                surroundings.context(),
                settings.users(),
                roles,
                new SessionUsers.AcceptedClock(clock, settings.clockSkew()));
        this.asking = Asking.of(
                settings,
                reading.files().trusted(),
                this::keytabHosts,
                new Asking.Surroundings(surroundings.context(), clock, log, refusals, surroundings.form()));
        this.legs = shared.legs().part(this::abandoned);
        this.watch = new KeyWatch(reading, this);
        this.keysLoaded = clock.instant();
        this.inUse = reading.content();
        this.parts = assemble(reading.settings(), PreviousPasswords.NONE);
        tell(reading);
        tellShared();
    }

    /** What outlives a stop and another start of the valve. */
    record Surroundings(
            Context context,
            InstantSource clock,
            Log log,
            Statistics statistics,
            SharedMemory shared,
            FormSignIn form) {}

    private AssembledValve assemble(Settings settings, PreviousPasswords previous) {
        return AssembledValve.of(
                settings,
                new AssembledValve.Ground(clock, clientClocks, shared.replays(), legs, this::newerThan),
                previous);
    }

    /** The parts in force. A request asks once. */
    AssembledValve parts() {
        return parts;
    }

    /** When the keys in use were read. */
    Instant keysLoaded() {
        return keysLoaded;
    }

    InstantSource clock() {
        return clock;
    }

    /** What a stop of the application ends as well. */
    SessionPlaces sessions() {
        return sessions;
    }

    /** Whom sessions know. */
    SessionUsers users() {
        return users;
    }

    /** The roles that groups have. */
    RoleWatch roles() {
        return roles;
    }

    /** Who is asked to sign in, and what becomes of the others. */
    Asking asking() {
        return asking;
    }

    private Set<String> keytabHosts() {
        return parts.keys().hosts();
    }

    RefusalLog refusals() {
        return refusals;
    }

    SignInListeners listeners() {
        return listeners;
    }

    private Optional<GssMechanism> newerThan(GssMechanism stale) {
        watch.lookIfChanged();
        GssMechanism newest = parts.kerberos();
        return newest.equals(stale) ? Optional.empty() : Optional.of(newest);
    }

    /** A client was asked for another token and never sent it: its user sees a page with a code, so the log explains it. */
    private void abandoned(Failure unfinished, Reference reference, Peer peer) {
        listeners.publish(new SignInEvent(
                clock.instant(),
                new SignInEvent.Source(peer, reference),
                new SignInEvent.Abandoned(unfinished),
                0,
                Optional::empty));
    }

    /** Work off the requests' path, again and again until the end. Tomcat's own threads do it. */
    void schedule(ScheduledExecutorService executor) {
        ticks = Optional.of(executor.scheduleWithFixedDelay(this::beat, PERIOD, PERIOD, TimeUnit.MILLISECONDS));
    }

    /** One task does both: two looks at a file that is being written must not follow each other at once. */
    private void beat() {
        beats = (beats + 1) % BEATS_OF_A_TICK;
        if (beats == 0) {
            tick();
        } else {
            step(roles::lookIfChanged);
            step(asking::lookIfChanged);
        }
    }

    void tick() {
        step(() -> shared.tick(clock.instant()));
        step(this::tellShared);
        step(refusals::tick);
        step(watch::look);
        step(roles::look);
        step(asking::look);
        step(this::forgetPasswords);
    }

    /** What is thrown on would end all steps for good. */
    private void step(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            failed(e);
        }
    }

    /** Where there is no memory for a step, there may be none for the line about it. */
    private void failed(Throwable reason) {
        try {
            log.error("Checking the key files failed; will retry", reason);
        } catch (RuntimeException | Error e) {
            reason.addSuppressed(e); // the next look is what counts
        }
    }

    /** Under the lock of the watch, under which {@link #changed} runs as well. */
    private void forgetPasswords() {
        watch.exclusively(() -> parts = parts.at(clock.instant()));
    }

    @Override
    public void close() {
        ticks.ifPresent(future -> future.cancel(false));
        legs.close();
        refusals.flush();
        asking.form().form().end();
    }

    @Override
    public void changed(Reading reading) {
        AssembledValve before = parts;
        Instant now = clock.instant();
        PreviousPasswords previous = before.previous().at(now);
        boolean otherPassword = reading.hasOtherPassword(inUse);
        if (otherPassword && !passwordSince.isAfter(now.minus(PASSING))) {
            previous = previous.with(before.present(), now, reading.settings().ticketLifetime());
        }
        AssembledValve after = assemble(reading.settings(), previous);
        parts = after; // what is below may be told again, but not done again, if it fails
        passwordSince = otherPassword ? now : passwordSince;
        inUse = reading.content();
        keysLoaded = now;
        log.info(
                before.outage().isPresent()
                        ? "Gatehouse now uses the keys in " + after.keys().source() + ": "
                                + KeyChange.describe(after.keys())
                        : "Gatehouse now uses the new keys in " + after.keys().source() + ": "
                                + KeyChange.describe(before.keys(), after.keys()));
        tell(reading);
    }

    @Override
    public void stillOut(Reading reading) {
        parts = assemble(reading.settings(), parts.previous());
        tell(reading);
    }

    @Override
    public void broken(Failure failure) {
        log.warn(failure);
    }

    private void tellShared() {
        for (Failure failure : shared.takeUntold()) {
            log.warn(failure);
        }
    }

    /** What the log has to say of files, one line each; not from a lambda, whose name would stand in the line. */
    private void tell(Reading reading) {
        for (Failure outage : reading.settings().outage()) {
            log.error(outage.withSeen("Until this is fixed, requests that need a sign-in get 503."));
        }
        warn(reading);
    }

    private void warn(Reading reading) {
        for (Failure warning : reading.warnings()) {
            log.warn(warning);
        }
        for (String notice : reading.notices()) {
            if (noticed.add(notice)) {
                log.info(notice);
            }
        }
    }

    @Override
    public void guarded(Reading reading) {
        inUse = reading.content();
        warn(reading);
    }

    @Override
    public void fixed() {
        log.info("Gatehouse: " + parts.keys().source() + " holds the keys in use again");
    }
}
