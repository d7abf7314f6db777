package org.gatehouse.lab;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.gatehouse.lab.kdc.event.KdcEvent;
import org.gatehouse.lab.kdc.event.KdcLog;
import org.gatehouse.lab.kdc.message.KdcError;
import org.jspecify.annotations.Nullable;

/**
 * What one lab's valve has logged and its KDC has answered, the newest {@value #CAPACITY} of each. It listens to
 * Gatehouse's loggers as long as the lab runs; no logger's level is changed.
 */
public final class LabLog implements AutoCloseable {
    static final int CAPACITY = 1000;

    /** Kept here: the JVM's log manager holds its loggers, and with them their handlers, weakly. */
    private final Logger gatehouse = Logger.getLogger("org.gatehouse");

    private final Logger kdcLogger = Logger.getLogger("org.gatehouse.lab.kdc");
    private final Deque<LogRecord> records = new ArrayDeque<>();
    private final Deque<KdcEvent> kdcEvents = new ArrayDeque<>();
    private final Handler handler = new Listener();
    private final ClassLoader application;

    /** @param application this lab's own one: what is logged with another in charge belongs to somebody else */
    LabLog(ClassLoader application) {
        this.application = application;
        gatehouse.addHandler(handler);
    }

    /** What the valve has logged so far, oldest first. */
    public List<LogRecord> records() {
        synchronized (records) {
            return List.copyOf(records);
        }
    }

    /** The messages of {@link #records} from this level upwards. */
    public List<String> messages(Level from) {
        SimpleFormatter formatter = new SimpleFormatter();
        List<String> messages = new ArrayList<>();
        for (LogRecord logged : records()) {
            if (logged.getLevel().intValue() >= from.intValue()) {
                messages.add(formatter.formatMessage(logged));
            }
        }
        return messages;
    }

    /** What the KDC was asked and how it answered, oldest first. */
    public List<KdcEvent> kdcEvents() {
        synchronized (kdcEvents) {
            return List.copyOf(kdcEvents);
        }
    }

    /** Forgets everything so far. */
    void clear() {
        synchronized (records) {
            records.clear();
        }
        synchronized (kdcEvents) {
            kdcEvents.clear();
        }
    }

    @Override
    public void close() {
        gatehouse.removeHandler(handler);
    }

    /** Refusals are told at info, since they may be what somebody is looking for, all else at debug. */
    KdcLog ofKdc() {
        return new KdcLog() {
            @Override
            public void exchange(KdcEvent event) {
                synchronized (kdcEvents) {
                    addNewest(kdcEvents, event);
                }
                kdcLogger.log(isNews(event.outcome()) ? Level.INFO : Level.FINE, event::toString);
            }

            @Override
            public void fault(Throwable cause) {
                kdcLogger.log(Level.SEVERE, "The KDC failed", cause);
            }
        };
    }

    /** Every client is asked for pre-authentication first. */
    private static boolean isNews(KdcEvent.Outcome outcome) {
        return outcome instanceof KdcEvent.Refused refused && refused.error() != KdcError.KDC_ERR_PREAUTH_REQUIRED;
    }

    private static <T> void addNewest(Deque<T> newest, T one) {
        if (newest.size() == CAPACITY) {
            newest.removeFirst();
        }
        newest.addLast(one);
    }

    private final class Listener extends Handler {
        Listener() {
            setLevel(Level.ALL);
        }

        /** Called on the thread that logs; Tomcat gives it the application's class loader for the time of a request. */
        @Override
        public void publish(LogRecord logged) {
            if (isOurs(Thread.currentThread().getContextClassLoader())) {
                synchronized (records) {
                    addNewest(records, logged);
                }
            }
        }

        private boolean isOurs(@Nullable ClassLoader inCharge) {
            for (ClassLoader loader = inCharge; loader != null; loader = loader.getParent()) {
                if (loader.equals(application)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
