package org.gatehouse.http.forwarded;

import java.util.Optional;
import java.util.regex.Pattern;
import org.gatehouse.conditions.address.IpAddress;

/** The address in a node of RFC 7239 §6: an address, that of IPv6 in brackets, and possibly a port. Others have no address. */
final class NodeName {
    /** Long enough for every address with a port. */
    private static final int MAX_LENGTH = 128;

    /** A number, or what a proxy writes instead of it (§6.3). */
    private static final Pattern PORT = Pattern.compile(":(?:[0-9]{1,5}|_[A-Za-z0-9._-]+)");

    private NodeName() {}

    /** As {@code Forwarded} has it. */
    static Optional<IpAddress> strict(String node) {
        return node.length() > MAX_LENGTH || node.indexOf('%') >= 0 ? Optional.empty() : bracketed(node);
    }

    /** As {@code X-Forwarded-For} has it, which no standard describes: IPv6 often comes without brackets. */
    static Optional<IpAddress> loose(String node) {
        boolean isBare = node.length() <= MAX_LENGTH
                && node.indexOf('%') < 0
                && !node.startsWith("[")
                && node.indexOf(':') != node.lastIndexOf(':');
        return isBare ? IpAddress.parse(node) : strict(node);
    }

    private static Optional<IpAddress> bracketed(String node) {
        if (node.startsWith("[")) {
            int close = node.indexOf(']');
            return close > 0 && isPort(node.substring(close + 1)) && node.indexOf(':') < close
                    ? IpAddress.parse(node.substring(1, close)).filter(address -> node.lastIndexOf(':', close) > 0)
                    : Optional.empty();
        }
        int colon = node.indexOf(':');
        if (colon < 0) {
            return IpAddress.parse(node);
        }
        return isPort(node.substring(colon)) ? IpAddress.parse(node.substring(0, colon)) : Optional.empty();
    }

    private static boolean isPort(String text) {
        return text.isEmpty() || PORT.matcher(text).matches();
    }
}
