package org.gatehouse.valve;

import java.security.SecureRandom;
import java.time.Instant;
import org.apache.catalina.Container;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleEvent;
import org.apache.catalina.LifecycleListener;
import org.apache.catalina.Server;
import org.gatehouse.acceptor.ReplayCache;

/**
 * The memory of accepted authenticators that all valves of one Tomcat share: two applications with one keytab are the
 * normal case, and what one has accepted is a replay for the other. It hangs on the Server as a listener, so that it
 * outlives the reload of an application without a static field. It does not outlive Tomcat: what is older than its start is
 * refused, as RFC 4120 §3.2.3 asks for, but no more than that: to refuse everybody until the skew has passed, as it says,
 * would be five minutes without sign-ons after each restart. What is left over is the request of a client whose clock was
 * so far ahead that its token is from after the restart.
 */
final class SharedReplays implements LifecycleListener {
    /** A thousand sign-ons a second for the ten minutes of the usual window are 600 000; 40 MB at the most. */
    private static final int CAPACITY = 1 << 20;

    private final ReplayCache cache;

    private SharedReplays(ReplayCache cache) {
        this.cache = cache;
    }

    /**
     * The memory of the application's Tomcat.
     *
     * @param since from when on nothing is forgotten, if there is none yet
     */
    static ReplayCache of(Context context, Instant since) {
        Server server = Container.getService(context).getServer();
        synchronized (server) {
            for (LifecycleListener listener : server.findLifecycleListeners()) {
                if (listener instanceof SharedReplays shared) {
                    return shared.cache;
                }
            }
            SharedReplays shared = new SharedReplays(new ReplayCache(CAPACITY, new SecureRandom(), since));
            server.addLifecycleListener(shared);
            return shared.cache;
        }
    }

    @Override
    public void lifecycleEvent(LifecycleEvent event) {}
}
