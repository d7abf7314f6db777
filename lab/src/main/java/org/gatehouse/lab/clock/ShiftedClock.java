package org.gatehouse.lab.clock;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that is wrong by as much as one likes, and can be set while it is in use. */
public final class ShiftedClock implements InstantSource {
    private final InstantSource right;
    private volatile Duration shift = Duration.ZERO;

    /** @param right the true time; the clock goes right at first */
    public ShiftedClock(InstantSource right) {
        this.right = right;
    }

    /** How far the clock is ahead; negative for one that is behind. */
    public Duration shift() {
        return shift;
    }

    /** Sets how far the clock is ahead, at once for whoever looks at it; zero puts it right. */
    public void setShift(Duration ahead) {
        shift = ahead;
    }

    @Override
    public Instant instant() {
        return right.instant().plus(shift);
    }

    @Override
    public String toString() {
        return "shifted by " + shift;
    }
}
