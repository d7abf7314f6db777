package org.gatehouse.lab.kdc.net;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** Makes the threads of one KDC, and can wait for their end. */
public final class DaemonThreads implements ThreadFactory {
    private final String name;
    private final List<Thread> made = new ArrayList<>();
    private int number;

    public DaemonThreads(String name) {
        this.name = name;
    }

    @Override
    public synchronized Thread newThread(Runnable task) {
        made.removeIf(thread -> thread.getState() == Thread.State.TERMINATED);
        number++;
        Thread thread = new Thread(task, name + "-" + number);
        thread.setDaemon(true);
        made.add(thread);
        return thread;
    }

    /**
     * Waits until all threads, which have been told to, have ended; not as long if the waiting thread is interrupted.
     *
     * @throws IllegalStateException if one has not ended when the time is over
     */
    public void awaitEnd(Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        try {
            for (Thread thread : all()) {
                long left = deadline - System.nanoTime();
                thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(left))); // 0 would be for ever
                if (thread.isAlive()) {
                    throw new IllegalStateException(
                            "The thread " + thread.getName() + " does not end in " + atMost.toSeconds() + " s");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized List<Thread> all() {
        return List.copyOf(made);
    }
}
