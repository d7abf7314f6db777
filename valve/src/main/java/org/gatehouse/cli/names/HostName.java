package org.gatehouse.cli.names;

import java.util.Arrays;
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
    private static final Pattern LETTERS_DIGITS_HYPHENS = Pattern.compile("[A-Za-z0-9-]*");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+|0[xX][0-9A-Fa-f]*");
    /** RFC 1035 §2.3.4. */
    private static final int MAX_LABEL_LENGTH = 63;

    /** Why clients never ask for a ticket with this name, or no KDC issues one: half a sentence. */
    public Optional<String> defect() {
        if (text.isEmpty()) {
            return Optional.of("has no host");
        }
        if (text.startsWith("[") && !text.endsWith("]")) {
            return Optional.of("has an IPv6 address without its closing bracket");
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
        if (text.length() > ServiceName.MAX_HOST_LENGTH) {
            return Optional.of("has a host of " + text.length() + " characters; a DNS name has "
                    + ServiceName.MAX_HOST_LENGTH + " at most");
        }
        return Arrays.stream(text.split("\\.", -1))
                .flatMap(label -> label(label).stream())
                .findFirst()
                .or(this::number);
    }

    /** What is wrong with a part between two dots. Tomcat answers 400 to a Host header with such a part. */
    private static Optional<String> label(String label) {
        if (label.isEmpty()) {
            return Optional.of("has a host with an empty part before or after a dot");
        }
        if (label.indexOf('_') >= 0) {
            return Optional.of(
                    "has an underscore in its host, which no host may have (RFC 1123 §2.1): Tomcat answers 400");
        }
        if (!LETTERS_DIGITS_HYPHENS.matcher(label).matches()) {
            return Optional.of("has a host that is not a DNS name");
        }
        if (label.startsWith("-") || label.endsWith("-")) {
            return Optional.of("has a hyphen at the beginning or end of a part of its host (RFC 1123 §2.1): Tomcat"
                    + " answers 400");
        }
        return label.length() > MAX_LABEL_LENGTH
                ? Optional.of("has a host with a part of " + label.length() + " characters; a DNS name has parts of "
                        + MAX_LABEL_LENGTH + " at most")
                : Optional.empty();
    }

    /** WHATWG's URL standard, "ends in a number": such a host is an IPv4 address, or no host at all. */
    private Optional<String> number() {
        return NUMBER.matcher(text.substring(text.lastIndexOf('.') + 1)).matches()
                ? Optional.of("has a host that ends with a number, which browsers read as an IP address")
                : Optional.empty();
    }

    /** What works with some clients or some domains only: half a sentence. */
    public Optional<String> oddity() {
        if (!text.equals(folded())) {
            return Optional.of("has capital letters in its host: browsers ask in lower case; Active Directory treats"
                    + " both as the same, other domains do not");
        }
        return Optional.empty();
    }

    public boolean isAddress() {
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
