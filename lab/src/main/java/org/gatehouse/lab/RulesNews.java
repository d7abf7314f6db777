package org.gatehouse.lab;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.gatehouse.valve.SsoAuthenticator;

/**
 * Hears whether the valve uses a changed file of conditions. It reads the file by itself, on a thread of Tomcat that belongs
 * to no application, so the path in the message tells which lab's it is.
 */
final class RulesNews implements Closeable {
    /** The valve looks every other second, and twice. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Kept here: the JVM's log manager holds its loggers, and with them their handlers, weakly. */
    private final Logger valve = Logger.getLogger(SsoAuthenticator.class.getName());

    private final BlockingQueue<News> heard = new ArrayBlockingQueue<>(1);
    private final Handler handler = new Listener();
    private final String path;

    /** @param problem why the file is not used; empty if it is */
    private record News(Optional<String> problem) {}

    /** Listens from here on. */
    RulesNews(Path file) {
        this.path = file.toString();
        valve.addHandler(handler);
    }

    /**
     * Waits until the valve has read the file.
     *
     * @throws IOException if the valve cannot use the file, with its reason
     */
    void await() throws IOException {
        try {
            News news = heard.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (news == null) {
                throw new IOException("the valve has not said for " + PATIENCE.toSeconds() + " s that it uses " + path
                        + "; its log says more");
            }
            if (news.problem().isPresent()) {
                throw new IOException(
                        "the valve does not use the rules: " + news.problem().get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for the valve", e);
        }
    }

    @Override
    public void close() {
        valve.removeHandler(handler);
    }

    private final class Listener extends Handler {
        @Override
        public void publish(LogRecord logged) {
            String message = String.valueOf(logged.getMessage());
            if (message.contains(path)) {
                if (logged.getLevel().intValue() >= Level.SEVERE.intValue()) {
                    heard.offer(new News(Optional.of(message)));
                } else if (logged.getLevel().intValue() == Level.INFO.intValue()) {
                    heard.offer(new News(Optional.empty()));
                }
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
