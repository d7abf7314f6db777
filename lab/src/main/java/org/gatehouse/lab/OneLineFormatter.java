package org.gatehouse.lab;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/** {@code 2026-11-22 10:15:00.123 WARN  GH-K031 KRB_AP_ERR_SKEW (37): ...}; a stack trace follows on lines of its own. */
final class OneLineFormatter extends Formatter {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT);

    @Override
    public String format(LogRecord logged) {
        StringWriter line = new StringWriter();
        line.append(TIME.format(logged.getInstant().atZone(ZoneId.systemDefault())));
        line.append(' ').append("%-5s".formatted(level(logged.getLevel()))).append(' ');
        line.append(formatMessage(logged)).append(System.lineSeparator());
        if (logged.getThrown() != null) {
            logged.getThrown().printStackTrace(new PrintWriter(line, true));
        }
        return line.toString();
    }

    private static String level(Level level) {
        if (level.intValue() >= Level.SEVERE.intValue()) {
            return "ERROR";
        }
        if (level.intValue() >= Level.WARNING.intValue()) {
            return "WARN";
        }
        return level.intValue() >= Level.INFO.intValue() ? "INFO" : "DEBUG";
    }
}
