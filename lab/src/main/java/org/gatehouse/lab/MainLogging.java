package org.gatehouse.lab;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the lab's own process logs: Gatehouse's story in full, of the libraries only what somebody has to see. */
final class MainLogging {
    /** Kept, since the log manager would forget loggers that nobody holds, and their levels with them. */
    private final List<Logger> configured = new ArrayList<>();

    private MainLogging() {}

    /** Keep what is returned as long as the configuration is to last. */
    static MainLogging configure(PrintStream out) {
        LogManager.getLogManager().reset();
        MainLogging logging = new MainLogging();
        logging.level("", Level.INFO).addHandler(new LineHandler(out));
        logging.level("org.gatehouse", Level.FINE); // every exchange with the KDC, every sign-on at the valve
        logging.level("org.apache.catalina", Level.WARNING);
        logging.level("org.apache.coyote", Level.WARNING);
        logging.level("org.apache.tomcat", Level.WARNING);
        logging.level("org.apache.directory", Level.WARNING);
        logging.level("org.apache.mina", Level.WARNING);
        // These warn of what is meant to be: no shutdown hook, and controls that two of its lists have.
        logging.level("org.apache.directory.server.core.DefaultDirectoryService", Level.SEVERE);
        logging.level("org.apache.directory.api.ldap.model.entry.DefaultAttribute", Level.SEVERE);
        // Quotes names that a client made up, unescaped, before it throws what tells the same.
        logging.level("org.apache.directory.api.ldap.model.entry.Value", Level.OFF);
        return logging;
    }

    private Logger level(String name, Level level) {
        Logger logger = Logger.getLogger(name);
        logger.setLevel(level);
        configured.add(logger);
        return logger;
    }

    private static final class LineHandler extends Handler {
        private final PrintStream out;

        LineHandler(PrintStream out) {
            this.out = out;
            setFormatter(new OneLineFormatter());
            setLevel(Level.ALL);
        }

        @Override
        public void publish(LogRecord logged) {
            if (isLoggable(logged)) {
                out.print(getFormatter().format(logged));
                out.flush();
            }
        }

        @Override
        public void flush() {
            out.flush();
        }

        /** The stream is the process's own. */
        @Override
        public void close() {}
    }
}
