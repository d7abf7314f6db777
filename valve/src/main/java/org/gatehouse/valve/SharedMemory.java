package org.gatehouse.valve;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.catalina.Container;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleEvent;
import org.apache.catalina.LifecycleListener;
import org.apache.catalina.Server;
import org.gatehouse.acceptor.ReplayCache;
import org.gatehouse.mechanism.LegStore;
import org.gatehouse.negotiate.PendingLeg;

/**
 * What all valves of one Tomcat share. It hangs on the Server as a listener, so that it outlives the reload of an
 * application without a static field.
 *
 * <p>The memory of accepted authenticators: two applications with one keytab are the normal case, and what one has accepted
 * is a replay for the other. It does not outlive Tomcat: what is older than its start is refused, as RFC 4120 §3.2.3 asks
 * for, but no more than that: to refuse everyone until the skew has passed, as it says, would be five minutes without
 * sign-ins after each restart. What is left over is the request of a client whose clock was so far ahead that its token is
 * from after the restart.
 *
 * <p>The negotiations between two tokens: their bound is one of the process, and not of each application.
 */
final class SharedMemory implements LifecycleListener {
    /** Tomcat holds the Server's own lock while threads start applications, and waits for them. */
    private static final Object LOCK = new Object();
    /** A thousand sign-ins a second for the ten minutes of the usual window are 600 000; 40 MB at the most. */
    private static final int REPLAYS = 1 << 20;
    /** As many as Tomcat has connections (maxConnections), and a few. */
    private static final int NEGOTIATIONS = 10_000;

    private static final int NEGOTIATION_BYTES = 1 << 24;
    /** How long a client may take for its next token: as long as a person needs to type a password for a ticket. */
    private static final Duration MAX_PAUSE = Duration.ofMinutes(1);

    private final ReplayCache replays;
    private final LegStore<PendingLeg> legs;

    private SharedMemory(ReplayCache replays, LegStore<PendingLeg> legs) {
        this.replays = replays;
        this.legs = legs;
    }

    /**
     * The memory of the application's Tomcat.
     *
     * @param since from when on nothing is forgotten, if there is none yet
     * @param clock of the negotiations, if there is none yet
     */
    static SharedMemory of(Context context, Instant since, InstantSource clock) {
        Server server = Container.getService(context).getServer();
        synchronized (LOCK) {
            for (LifecycleListener listener : server.findLifecycleListeners()) {
                if (listener instanceof SharedMemory shared) {
                    return shared;
                }
            }
            SharedMemory shared = new SharedMemory(
                    new ReplayCache(REPLAYS, new SecureRandom(), since),
                    new LegStore<>(new LegStore.Bounds(NEGOTIATIONS, NEGOTIATION_BYTES, MAX_PAUSE), clock));
            server.addLifecycleListener(shared);
            return shared;
        }
    }

    ReplayCache replays() {
        return replays;
    }

    LegStore<PendingLeg> legs() {
        return legs;
    }

    @Override
    public void lifecycleEvent(LifecycleEvent event) {}
}
