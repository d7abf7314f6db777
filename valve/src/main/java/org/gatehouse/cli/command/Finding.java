package org.gatehouse.cli.command;

import org.gatehouse.failure.Failure;
import org.gatehouse.text.AsciiCase;

/**
 * One thing that was checked.
 *
 * @param area where to look, in one word: {@code keytab}, {@code spn}, {@code name}, {@code connector}, {@code valve},
 *     {@code protect}
 * @param fact what was found, in one line fit for a terminal
 * @param remedy what to do about it; empty where nothing has to be done
 * @param name the service name that it is about, in lower case; empty if it is about something else
 */
public record Finding(Level level, String area, String fact, String remedy, String name) {
    /** How much it matters. */
    public enum Level {
        /** As it should be. */
        OK,
        /** Works, but not for everybody, not for long or not as safely as it could; or could not be checked. */
        WARN,
        /** Does not work. */
        ERROR
    }

    public static Finding ok(String area, String fact) {
        return new Finding(Level.OK, area, fact, "", "");
    }

    public static Finding warn(String area, String fact, String remedy) {
        return new Finding(Level.WARN, area, fact, remedy, "");
    }

    public static Finding error(String area, String fact, String remedy) {
        return new Finding(Level.ERROR, area, fact, remedy, "");
    }

    /** The same, about a service name without its realm: HTTP/portal.example.com. */
    public Finding about(String spn) {
        return new Finding(level, area, fact, remedy, AsciiCase.fold(spn));
    }

    /** The same, as something that does not keep users from what they need. */
    public Finding asWarning() {
        return new Finding(Level.WARN, area, fact, remedy, name);
    }

    /** Something that the valve would warn of. */
    public static Finding warn(String area, Failure failure) {
        return warn(area, failure.code() + ": " + failure.seen(), failure.remedy());
    }

    /** What would stop the valve from starting. */
    public static Finding error(String area, Failure failure) {
        return error(area, failure.code() + ": " + failure.seen(), failure.remedy());
    }
}
