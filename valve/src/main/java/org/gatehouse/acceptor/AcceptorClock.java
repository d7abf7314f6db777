package org.gatehouse.acceptor;

import java.time.Duration;
import java.time.InstantSource;

/**
 * This server's time.
 *
 * @param skew how far the clocks of clients and KDC may be from it, both ways
 * @param clients what it looks like beside those of the clients
 */
public record AcceptorClock(InstantSource source, Duration skew, ClientClocks clients) {
    /** One that no client has been compared with. */
    public AcceptorClock(InstantSource source, Duration skew) {
        this(source, skew, new ClientClocks());
    }
}
