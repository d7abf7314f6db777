package org.gatehouse.attack;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.gatehouse.acceptor.Forge;

/** A clock that stands until a test moves it. The log writes ten lines of a code a minute, so tests of many move on. */
final class SteppedClock implements InstantSource {
    private final AtomicReference<Instant> now = new AtomicReference<>(Forge.NOW);

    @Override
    public Instant instant() {
        return now.get();
    }

    void forward(Duration step) {
        now.updateAndGet(instant -> instant.plus(step));
    }

    void set(Instant instant) {
        now.set(instant);
    }

    /** More than a minute later. */
    void nextMinute() {
        forward(Duration.ofSeconds(61));
    }

    /** A token of this time, with a ticket that is good for hours before and after. */
    Consumer<Forge> stamp() {
        return stampAt(now.get());
    }

    static Consumer<Forge> stampAt(Instant time) {
        return forge -> {
            forge.ctime = time;
            forge.authTime = time.minus(Duration.ofHours(2));
            forge.startTime = time.minus(Duration.ofHours(2));
            forge.endTime = time.plus(Duration.ofHours(9));
        };
    }
}
