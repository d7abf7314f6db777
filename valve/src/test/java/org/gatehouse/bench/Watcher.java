package org.gatehouse.bench;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Looks at a thread every millisecond, until it is closed. */
final class Watcher implements AutoCloseable {
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
    private final ScheduledFuture<?> looks;

    private final Queue<StackTraceElement[]> seen = new ConcurrentLinkedQueue<>();

    Watcher(Thread watched) {
        looks = executor.scheduleAtFixedRate(() -> seen.add(watched.getStackTrace()), 1, 1, TimeUnit.MILLISECONDS);
    }

    /** Where it stood, each time. */
    List<StackTraceElement[]> seen() {
        return List.copyOf(seen);
    }

    @Override
    public void close() {
        looks.cancel(false);
        executor.shutdownNow();
    }
}
