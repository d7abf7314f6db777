package org.gatehouse.lab.directory.value;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.gatehouse.lab.account.WindowsTime;

/**
 * Active Directory's integers have 32 or 64 bits, where LDAP's have no limit ([MS-ADTS] 3.1.1.2.2.2). Those of 64 bits are
 * times and intervals, which people prefer to write as ISO 8601 has them.
 */
public final class AdInteger {
    private static final Set<String> OF_32_BITS = Set.of(
            "useraccountcontrol",
            "primarygroupid",
            "samaccounttype",
            "grouptype",
            "badpwdcount",
            "logoncount",
            "countrycode",
            "lockoutthreshold",
            "trustdirection",
            "trusttype",
            "trustattributes",
            "msds-keyversionnumber",
            "msds-supportedencryptiontypes");

    /** FILETIMEs. */
    private static final Set<String> TIMES = Set.of("pwdlastset", "accountexpires", "lockouttime", "badpasswordtime");

    /** FILETIMEs too, but negative. */
    private static final Set<String> INTERVALS = Set.of("maxpwdage", "lockoutduration", "lockoutobservationwindow");

    private AdInteger() {}

    /** What a value of this attribute has to be, for somebody who has written something else; empty if it's no integer. */
    public static Optional<String> kind(String attribute) {
        String name = attribute.toLowerCase(Locale.ROOT);
        if (OF_32_BITS.contains(name)) {
            return Optional.of("whole number of 32 bits");
        }
        if (TIMES.contains(name)) {
            return Optional.of("time (2026-12-31T23:59:59Z, or a FILETIME)");
        }
        return INTERVALS.contains(name)
                ? Optional.of("interval (P42D, PT30M, or a negative number of 100 ns)")
                : Optional.empty();
    }

    /** The value as the directory keeps it; empty if it is none of the attribute's {@link #kind}. */
    public static Optional<String> stored(String attribute, String text) {
        String name = attribute.toLowerCase(Locale.ROOT);
        try {
            if (OF_32_BITS.contains(name)) {
                return canonical(text, Integer.toString(Integer.parseInt(text)));
            }
            if (TIMES.contains(name)) {
                return text.endsWith("Z") ? time(text) : nonNegative(text);
            }
            return text.startsWith("P") ? interval(text) : nonPositive(text);
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> time(String text) {
        long ticks = WindowsTime.of(Instant.parse(text));
        return ticks < 0 ? Optional.empty() : Optional.of(Long.toString(ticks));
    }

    private static Optional<String> interval(String text) {
        Duration duration = Duration.parse(text);
        return duration.isNegative() ? Optional.empty() : Optional.of(Long.toString(WindowsTime.interval(duration)));
    }

    private static Optional<String> nonNegative(String text) {
        long value = Long.parseLong(text);
        return value < 0 ? Optional.empty() : canonical(text, Long.toString(value));
    }

    private static Optional<String> nonPositive(String text) {
        long value = Long.parseLong(text);
        return value > 0 ? Optional.empty() : canonical(text, Long.toString(value));
    }

    private static Optional<String> canonical(String text, String number) {
        return number.equals(text) ? Optional.of(number) : Optional.empty();
    }
}
