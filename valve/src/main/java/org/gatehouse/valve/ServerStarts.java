package org.gatehouse.valve;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleEvent;
import org.apache.catalina.LifecycleListener;
import org.apache.catalina.Server;
import org.gatehouse.failure.Failure;

/**
 * What the valves of one Tomcat have told at their start, so that twenty applications with the same {@code
 * conf/context.xml} do not tell it twenty times. It hangs on the Server as a listener, as {@link SharedMemory} does and for
 * the same reasons.
 */
final class ServerStarts implements LifecycleListener {
    /** Tomcat holds the Server's own lock while threads start applications, and waits for them. */
    private static final Object LOCK = new Object();
    /** What the running applications have said of themselves, by their names. */
    private final Map<String, String> running = new HashMap<>();
    /** One for each fault of a connector or name of a host. */
    private final Set<String> connectors = new HashSet<>();

    private ServerStarts() {}

    /** That of a Tomcat. */
    static ServerStarts of(Server server) {
        synchronized (LOCK) {
            for (LifecycleListener listener : server.findLifecycleListeners()) {
                if (listener instanceof ServerStarts starts) {
                    return starts;
                }
            }
            ServerStarts starts = new ServerStarts();
            server.addLifecycleListener(starts);
            return starts;
        }
    }

    /**
     * An application has started.
     *
     * @param description all that distinguishes its settings and keys from those of others
     * @return another running application of the same description
     */
    synchronized Optional<String> started(Context context, String description) {
        String name = name(context);
        Optional<String> same = running.entrySet().stream()
                .filter(other ->
                        !other.getKey().equals(name) && other.getValue().equals(description))
                .map(Map.Entry::getKey)
                .sorted()
                .findFirst();
        running.put(name, description);
        return same;
    }

    /** An application has ended; what it has said will be said again. */
    synchronized void stopped(Context context) {
        running.remove(name(context));
    }

    /** Those that were not told before. */
    synchronized List<Failure> untold(List<Failure> ofConnectors) {
        List<Failure> untold = new ArrayList<>();
        for (Failure failure : ofConnectors) {
            if (connectors.add(failure.toString())) {
                untold.add(failure);
            }
        }
        return untold;
    }

    /** Whether a line was not told before. */
    synchronized boolean isFirst(String line) {
        return connectors.add(line);
    }

    /** Two hosts may have an application of the same name. */
    private static String name(Context context) {
        return ApplicationName.of(context) + " on " + context.getParent().getName();
    }

    @Override
    public void lifecycleEvent(LifecycleEvent event) {}
}
