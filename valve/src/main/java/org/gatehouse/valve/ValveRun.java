package org.gatehouse.valve;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.juli.logging.Log;
import org.gatehouse.failure.Failure;
import org.gatehouse.gss.Peer;
import org.gatehouse.settings.Settings;
import org.gatehouse.valve.ConfigurationFiles.Reading;

/**
 * A valve between its start and its stop: the parts that judge requests, and what happens beside the requests. The parts
 * are one immutable whole, so that a request sees the old keys or the new ones and never some of both.
 */
final class ValveRun implements KeyWatch.Listener, AutoCloseable {
    /** In seconds. */
    private static final int PERIOD = 2;

    private final Log log;
    private final Function<Settings, AssembledValve> assembly;
    private final KeyWatch watch;
    private final RefusalLog refusals;
    private final OpenNegotiations negotiations;
    private final Statistics statistics;
    private final InstantSource clock;
    private volatile AssembledValve signOn;
    private volatile Instant keysLoaded;
    private Optional<ScheduledFuture<?>> ticks = Optional.empty();

    /**
     * Starts with these settings.
     *
     * @param assembly makes the parts from settings, which it closes
     */
    ValveRun(Reading reading, Function<Settings, AssembledValve> assembly, Surroundings surroundings) {
        this.log = surroundings.log();
        this.statistics = surroundings.statistics();
        this.assembly = assembly;
        this.signOn = assembly.apply(reading.settings());
        this.clock = surroundings.clock();
        this.keysLoaded = clock.instant();
        this.watch = new KeyWatch(reading, this);
        this.refusals = new RefusalLog(log, clock);
        this.negotiations = new OpenNegotiations(clock, this::refused);
        tell(reading);
    }

    /** What outlives a stop and another start of the valve. */
    record Surroundings(InstantSource clock, Log log, Statistics statistics) {}

    AssembledValve signOn() {
        return signOn;
    }

    /** When the keys in use were read. */
    Instant keysLoaded() {
        return keysLoaded;
    }

    OpenNegotiations negotiations() {
        return negotiations;
    }

    /** A client was refused. */
    void refused(Failure failure, Reference reference, Peer peer) {
        statistics.refused(failure.code(), reference, clock.instant());
        refusals.refused(failure, reference, peer);
    }

    /** Work off the requests' path, again and again until the end. Tomcat's own threads do it. */
    void schedule(ScheduledExecutorService executor) {
        ticks = Optional.of(executor.scheduleWithFixedDelay(this::tick, PERIOD, PERIOD, TimeUnit.SECONDS));
    }

    void tick() {
        try {
            negotiations.tick();
            refusals.tick();
            watch.look();
        } catch (RuntimeException e) {
            log.error("Checking the key files failed; will retry", e); // thrown on, it would end the watch
        }
    }

    @Override
    public void close() {
        ticks.ifPresent(future -> future.cancel(false));
        negotiations.flush();
        refusals.flush();
    }

    @Override
    public void changed(Reading reading) {
        AssembledValve before = signOn;
        AssembledValve after = assembly.apply(reading.settings());
        signOn = after;
        keysLoaded = clock.instant();
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
        signOn = assembly.apply(reading.settings());
        tell(reading);
    }

    @Override
    public void broken(Failure failure) {
        log.warn(failure);
    }

    /** What the log has to say of files, one line each; not from a lambda, whose name would stand in the line. */
    private void tell(Reading reading) {
        for (Failure outage : reading.settings().outage()) {
            log.error(outage.withSeen("Until this is fixed, requests that need a sign-in get 503."));
        }
        for (Failure warning : reading.warnings()) {
            log.warn(warning);
        }
    }

    @Override
    public void mended() {
        log.info("Gatehouse: " + signOn.keys().source() + " holds the keys in use again");
    }
}
