package org.gatehouse.bench;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Looks at a thread every millisecond, until it is closed. */
final class Watcher implements AutoCloseable {
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();

    Watcher(Thread watched, Consumer<StackTraceElement[]> looks) {
        executor.scheduleAtFixedRate(() -> looks.accept(watched.getStackTrace()), 1, 1, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
