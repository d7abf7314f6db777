package org.gatehouse.lab.junit;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/** Durations as people write them: {@code +7m}, {@code -90s}, {@code 1h30m}. */
final class DurationText {
    private static final Pattern WHOLE = Pattern.compile("([+-]?)((?:\\d{1,9}[dhms])+)");
    private static final Pattern PART = Pattern.compile("(\\d+)([dhms])");

    private DurationText() {}

    /** @param where it is written, for the message */
    static Duration parse(String where, String text) {
        Matcher whole = WHOLE.matcher(text);
        if (!whole.matches()) {
            throw new ExtensionConfigurationException(where + " = \"" + text
                    + "\" is no duration. Write numbers with d, h, m or s: \"90s\", \"+7m\", \"-1h30m\"");
        }
        Duration sum = Duration.ZERO;
        Matcher part = PART.matcher(whole.group(2));
        while (part.find()) {
            long number = Long.parseLong(part.group(1));
            sum = sum.plus(
                    switch (part.group(2)) {
                        case "d" -> Duration.ofDays(number);
                        case "h" -> Duration.ofHours(number);
                        case "m" -> Duration.ofMinutes(number);
                        default -> Duration.ofSeconds(number);
                    });
        }
        return whole.group(1).equals("-") ? sum.negated() : sum;
    }
}
