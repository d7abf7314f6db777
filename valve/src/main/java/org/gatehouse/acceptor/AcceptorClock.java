package org.gatehouse.acceptor;

import java.time.Duration;
import java.time.InstantSource;

/**
 * This server's time.
 *
 * @param skew how far the clocks of clients and KDC may be from it, both ways
 */
public record AcceptorClock(InstantSource source, Duration skew) {}
