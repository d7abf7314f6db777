package org.gatehouse.lab.kdc;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The true time, which programs have too, and a shift. */
final class ShiftableClock implements InstantSource {
    private volatile Duration shift = Duration.ZERO;

    @Override
    public Instant instant() {
        return Instant.now().plus(shift);
    }

    void setShift(Duration newShift) {
        shift = newShift;
    }
}
