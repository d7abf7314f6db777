package org.gatehouse.valve;

import java.security.SecureRandom;
import org.apache.catalina.Container;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleEvent;
import org.apache.catalina.LifecycleListener;
import org.apache.catalina.Server;
import org.gatehouse.kerberos.ReplayCache;

/**
 * The memory of accepted authenticators that all valves of one Tomcat share: two applications with one keytab are the
 * normal case, and what one has accepted is a replay for the other. It hangs on the Server as a listener, so that it
 * outlives the reload of an application without a static field.
 */
final class SharedReplays implements LifecycleListener {
    /** A thousand sign-ons a second for the ten minutes of the usual window are 600 000; 40 MB at the most. */
    private static final int CAPACITY = 1 << 20;

    private final ReplayCache cache = new ReplayCache(CAPACITY, new SecureRandom());

    private SharedReplays() {}

    static ReplayCache of(Context context) {
        Server server = Container.getService(context).getServer();
        synchronized (server) {
            for (LifecycleListener listener : server.findLifecycleListeners()) {
                if (listener instanceof SharedReplays shared) {
                    return shared.cache;
                }
            }
            SharedReplays shared = new SharedReplays();
            server.addLifecycleListener(shared);
            return shared.cache;
        }
    }

    @Override
    public void lifecycleEvent(LifecycleEvent event) {}
}
