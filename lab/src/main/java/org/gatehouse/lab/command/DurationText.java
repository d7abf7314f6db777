package org.gatehouse.lab.command;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatehouse.text.Printable;

/** Durations as people type them: {@code +7m}, {@code -90s}, {@code 1h30m}, {@code 0}. */
public final class DurationText {
    private static final Pattern WHOLE = Pattern.compile("([+-]?)((?:\\d{1,9}[smhd]){1,4})");
    private static final Pattern PART = Pattern.compile("(\\d+)([smhd])");

    /** Every time that comes of it has a year of four digits, as Kerberos and LDAP want it. */
    private static final Duration MAX = Duration.ofDays(3650);

    private DurationText() {}

    /**
     * The duration that the text says.
     *
     * @throws CommandException if it says none, or more than ten years
     */
    public static Duration parse(String text) throws CommandException {
        if (text.matches("[+-]?0")) {
            return Duration.ZERO;
        }
        Matcher whole = WHOLE.matcher(text);
        if (!whole.matches()) {
            throw CommandException.wrongUsage("'" + Printable.of(text)
                    + "' is no duration: a number and one of s, m, h, d, such as 90s, 7m, +1h30m or -2d.");
        }
        Duration sum = Duration.ZERO;
        Matcher part = PART.matcher(whole.group(2));
        while (part.find()) {
            sum = sum.plus(part(Long.parseLong(part.group(1)), part.group(2)));
        }
        if (sum.compareTo(MAX) > 0) {
            throw CommandException.wrongUsage("'" + text + "' is more than " + MAX.toDays() + " days.");
        }
        return whole.group(1).equals("-") ? sum.negated() : sum;
    }

    /** One that is a time span and no shift. */
    static Duration parsePositive(String option, String text) throws CommandException {
        Duration duration = parse(text);
        if (duration.isNegative()) {
            throw CommandException.wrongUsage(option + " cannot be negative.");
        }
        return duration;
    }

    private static Duration part(long number, String unit) {
        return switch (unit) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }

    /** {@code 1h30m}; the reverse of {@link #parse}. */
    static String of(Duration duration) {
        if (duration.isNegative()) {
            return "-" + of(duration.negated());
        }
        StringBuilder text = new StringBuilder();
        append(text, duration.toDaysPart(), 'd');
        append(text, duration.toHoursPart(), 'h');
        append(text, duration.toMinutesPart(), 'm');
        append(text, duration.toSecondsPart(), 's');
        return text.length() == 0 ? "0" : text.toString();
    }

    /** {@code +7m}. */
    static String signed(Duration duration) {
        return duration.isNegative() || duration.isZero() ? of(duration) : "+" + of(duration);
    }

    private static void append(StringBuilder text, long number, char unit) {
        if (number != 0) {
            text.append(number).append(unit);
        }
    }
}
