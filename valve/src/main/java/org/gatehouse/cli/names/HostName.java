package org.gatehouse.cli.names;

import java.util.Optional;
import java.util.regex.Pattern;
import org.gatehouse.kerberos.ServiceName;
import org.gatehouse.text.AsciiCase;

/**
 * The host of an address or of an SPN, as somebody wrote it.
 *
 * @param text of any content
 */
public record HostName(String text) {
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    /** Why clients never ask for a ticket with this name, or no KDC issues one: half a sentence. */
    public Optional<String> defect() {
        if (text.isEmpty()) {
            return Optional.of("has no host");
        }
        if (isAddress()) {
            return Optional.of("names an IP address, and browsers ask for no tickets for IP addresses");
        }
        if (isLocal()) {
            return Optional.of("names this machine itself, and localhost is in no domain");
        }
        if (text.endsWith(".")) {
            return Optional.of("has a host with a dot at its end, which browsers leave out");
        }
        if (text.chars().anyMatch(c -> c > 0x7e)) {
            return Optional.of("has a host that is not ASCII; browsers ask for its xn-- form");
        }
        if (!ServiceName.isHost(text)) {
            return Optional.of("has a host that is not a DNS name");
        }
        return Optional.empty();
    }

    /** What works with some clients or some domains only: half a sentence. */
    public Optional<String> oddity() {
        if (text.indexOf('_') >= 0) {
            return Optional.of("has an underscore, which no host may have (RFC 1123 §2.1); some clients and servers"
                    + " refuse it");
        }
        if (!text.equals(folded())) {
            return Optional.of("has capital letters in its host: browsers ask in lower case; Active Directory treats"
                    + " both as the same, other domains do not");
        }
        return Optional.empty();
    }

    private boolean isAddress() {
        return IPV4.matcher(text).matches() || text.indexOf(':') >= 0 || text.startsWith("[");
    }

    /** The name that RFC 6761 §6.3 reserves for this machine; names that end in it are reserved, too, but labs use them. */
    private boolean isLocal() {
        return AsciiCase.isSame(text, "localhost");
    }

    public boolean hasDomain() {
        return text.indexOf('.') > 0;
    }

    public String folded() {
        return AsciiCase.fold(text);
    }
}
