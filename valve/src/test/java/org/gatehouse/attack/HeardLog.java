package org.gatehouse.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Pattern;

/** What all loggers of Gatehouse say, until it is closed. */
final class HeardLog extends Handler implements AutoCloseable {
    private static final Pattern SUM = Pattern.compile("GH-[A-Z][0-9]{3} repeated ");
    private static final Logger LOGGER = Logger.getLogger("org.gatehouse");

    private final List<LogRecord> records = new ArrayList<>();

    HeardLog() {
        LOGGER.setLevel(Level.ALL);
        LOGGER.addHandler(this);
    }

    /** The lines of this level or above. */
    synchronized List<String> lines(Level level) {
        return records.stream()
                .filter(record -> record.getLevel().intValue() >= level.intValue())
                .map(LogRecord::getMessage)
                .toList();
    }

    /** The lines of exactly this level. */
    synchronized List<String> linesOf(Level level) {
        return records.stream()
                .filter(record -> record.getLevel().equals(level))
                .map(LogRecord::getMessage)
                .toList();
    }

    /** Warnings but for sums: those of a test before this one come when their minute is over. */
    List<String> warnings() {
        return lines(Level.WARNING).stream()
                .filter(line -> !SUM.matcher(line).lookingAt())
                .toList();
    }

    /** Those with this text. */
    List<String> with(Level level, String text) {
        return lines(level).stream().filter(line -> line.contains(text)).toList();
    }

    synchronized void clear() {
        records.clear();
    }

    /** Waits for a line of this level or above with this text. */
    synchronized String await(Level level, String text) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (with(level, text).isEmpty()) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError("no line with \"" + text + "\" in " + lines(level));
            }
            wait(left);
        }
        return with(level, text).get(0);
    }

    @Override
    public synchronized void publish(LogRecord record) {
        records.add(record);
        notifyAll();
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        LOGGER.removeHandler(this);
    }
}
