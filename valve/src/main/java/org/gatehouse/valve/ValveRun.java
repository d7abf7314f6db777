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
        reading.warnings().forEach(log::warn);
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
            log.error(
                    "Looking at the keytab failed; it will be looked at again", e); // thrown on, it would end the watch
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
        log.info("Gatehouse has taken over new keys from " + after.keys().source() + ": "
                + KeyChange.describe(before.keys(), after.keys()));
        reading.warnings().forEach(log::warn);
    }

    @Override
    public void broken(Failure failure) {
        log.warn(failure);
    }

    @Override
    public void mended() {
        log.info("Gatehouse: " + signOn.keys().source() + " holds the keys in use again");
    }
}
