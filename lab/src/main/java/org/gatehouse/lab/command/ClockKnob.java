package org.gatehouse.lab.command;

import java.time.Duration;
import java.time.InstantSource;

/** A clock of the lab that can be put forward and back while it runs. */
public interface ClockKnob extends InstantSource {
    /** How far it is ahead of the true time; negative if it is behind. */
    Duration shift();

    void setShift(Duration shift);
}
