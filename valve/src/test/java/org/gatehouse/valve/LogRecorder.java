package org.gatehouse.valve;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Keeps what one logger says, at the finest level, until it is closed. */
final class LogRecorder extends Handler implements AutoCloseable {
    private final Logger logger;
    private final List<LogRecord> records = Collections.synchronizedList(new ArrayList<>());

    LogRecorder(String name) {
        this(Logger.getLogger(name));
        logger.setLevel(Level.ALL);
    }

    private LogRecorder(Logger logger) {
        this.logger = logger;
        logger.addHandler(this);
    }

    /** One that hears every logger, at the level that each has. */
    static LogRecorder ofEverything() {
        return new LogRecorder(Logger.getLogger(""));
    }

    /** The lines of this level or above, as they read. */
    List<String> lines(Level level) {
        return records(level).stream().map(LogRecord::getMessage).toList();
    }

    /** Those of this level or above. */
    List<LogRecord> records(Level level) {
        synchronized (records) {
            return records.stream()
                    .filter(record -> record.getLevel().intValue() >= level.intValue())
                    .toList();
        }
    }

    /** Forgets what was said so far. */
    void clear() {
        records.clear();
    }

    @Override
    public void publish(LogRecord record) {
        records.add(record);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
