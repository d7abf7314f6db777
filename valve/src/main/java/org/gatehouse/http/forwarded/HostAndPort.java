package org.gatehouse.http.forwarded;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatehouse.conditions.address.IpAddress;

/**
 * The value of a {@code Host} header (RFC 9110 §7.2), as far as names of hosts go: a name of letters, digits, hyphens, dots and
 * underscores, or an address.
 */
record HostAndPort(String host, Optional<Integer> port) {
    private static final int MAX_HOST = 255;
    private static final int MAX_PORT = 65_535;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_](?:[A-Za-z0-9._-]*[A-Za-z0-9_.])?");
    private static final Pattern IPV6 = Pattern.compile("\\[([0-9A-Fa-f:.]+)]");
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
    private static final Pattern WHOLE = Pattern.compile("(\\[[^\\[\\]]*]|[^:\\[\\]]*)(?::(.*))?");

    static Optional<HostAndPort> parse(String text) {
        if (text.length() > MAX_HOST) {
            return Optional.empty();
        }
        Matcher whole = WHOLE.matcher(text);
        if (!whole.matches() || !isHost(whole.group(1))) {
            return Optional.empty();
        }
        if (whole.group(2) == null) {
            return Optional.of(new HostAndPort(whole.group(1), Optional.empty()));
        }
        Optional<Integer> port = number(whole.group(2));
        return port.isEmpty() ? Optional.empty() : Optional.of(new HostAndPort(whole.group(1), port));
    }

    /** A port: not 0, and not more than there are. */
    static Optional<Integer> number(String text) {
        return Optional.of(text)
                .filter(digits -> PORT.matcher(digits).matches())
                .map(Integer::valueOf)
                .filter(port -> port > 0 && port <= MAX_PORT);
    }

    private static boolean isHost(String text) {
        Matcher address = IPV6.matcher(text);
        return address.matches()
                ? IpAddress.parse(address.group(1)).isPresent()
                : NAME.matcher(text).matches();
    }
}
