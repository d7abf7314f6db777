package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.logging.Level;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A refusal as the log has it, taken apart.
 *
 * @param code with the standard's symbol and number, if it has them
 * @param sentences what was seen, and what to do
 */
record RefusalLine(String code, String reference, String address, String sentences) {
    private static final Pattern LINE = Pattern.compile(
            "(GH-[A-Z][0-9]{3}(?: [A-Z_]+ \\([0-9]+\\))?) \\[([0-9A-F]{4}-[0-9A-F]{4})] ([^ \"]+|invalid address): (.*)");

    /** As a failure reads without the request that it is of. */
    String failure() {
        return code + ": " + sentences;
    }

    /** The code that the log's last line has, which the client may not have been shown. */
    static String lastCode(TestTomcat tomcat) {
        List<String> lines = tomcat.lines(Level.WARNING);
        return of(lines.get(lines.size() - 1)).code().substring(0, "GH-K000".length());
    }

    static RefusalLine of(String line) {
        Matcher matcher = LINE.matcher(line);
        assertThat(line).matches(LINE);
        matcher.matches();
        return new RefusalLine(matcher.group(1), matcher.group(2), matcher.group(3), matcher.group(4));
    }
}
