package org.gatehouse.cli;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The host of an address or of an SPN, as somebody wrote it.
 *
 * @param text of any content
 */
record HostName(String text) {
    /** RFC 1035 §2.3.4. */
    private static final int MAX_LENGTH = 253;

    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern LABELS = Pattern.compile("[A-Za-z0-9_-]{1,63}(\\.[A-Za-z0-9_-]{1,63})*");

    /** What keeps tickets from ever being asked for, or made, for this name: half a sentence. */
    Optional<String> defect() {
        if (text.isEmpty()) {
            return Optional.of("has no host");
        }
        if (isAddress()) {
            return Optional.of("names an IP address, and browsers ask for no tickets for addresses");
        }
        if (isLocal()) {
            return Optional.of("names this very machine, and localhost belongs to no domain");
        }
        if (text.endsWith(".")) {
            return Optional.of("has a host with a dot at its end, which browsers leave out");
        }
        if (text.chars().anyMatch(c -> c > 0x7e)) {
            return Optional.of("has a host that is not ASCII; browsers ask for its xn-- form");
        }
        if (text.length() > MAX_LENGTH || !LABELS.matcher(text).matches()) {
            return Optional.of("has a host that is no DNS name");
        }
        return Optional.empty();
    }

    /** What works with some clients or some domains only: half a sentence. */
    Optional<String> oddity() {
        if (text.indexOf('_') >= 0) {
            return Optional.of("has an underscore, which no host may have (RFC 1123 §2.1); some clients refuse it");
        }
        if (!text.equals(folded())) {
            return Optional.of("has capital letters in its host: browsers ask in small ones; Active Directory takes"
                    + " both for the same, other domains don't");
        }
        return Optional.empty();
    }

    boolean isAddress() {
        return IPV4.matcher(text).matches() || text.indexOf(':') >= 0 || text.startsWith("[");
    }

    /** The name that RFC 6761 §6.3 keeps for it; what ends in it is one, too, but laboratories use those. */
    boolean isLocal() {
        return text.equalsIgnoreCase("localhost");
    }

    boolean hasDomain() {
        return text.indexOf('.') > 0;
    }

    String folded() {
        return text.toLowerCase(Locale.ROOT);
    }
}
