package org.gatehouse.lab.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gatehouse.text.Printable;

/**
 * A service principal name, {@code service/host[:port][/name]}. Names are the same without regard to case.
 *
 * @param port as it is written; of an SQL server it may be the name of an instance
 * @param name the third part, {@code DC1.lab.localhost/lab.localhost}
 */
record ServicePrincipalName(String service, String host, Optional<String> port, Optional<String> name) {
    static final String HTTP = "HTTP";
    static final String HOST = "HOST";

    /** More than two DNS names of the greatest length and a service class need. */
    private static final int MAX_LENGTH = 600;

    private static final int MAX_PORT = 0xffff;
    private static final String EXAMPLE = "an SPN is service/host, such as HTTP/portal.lab.localhost.";

    /**
     * Reads what somebody has typed.
     *
     * @throws CommandException with what is wrong, and how it would be right
     */
    static ServicePrincipalName parse(String text) throws CommandException {
        requireSpn(!text.isBlank(), text, "is blank: " + EXAMPLE);
        requireSpn(text.length() <= MAX_LENGTH, text, "is longer than " + MAX_LENGTH + " characters.");
        requireSpn(
                text.chars().noneMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c)),
                text,
                "has a blank in it: " + EXAMPLE);
        requireSpn(
                !text.contains("://"),
                text,
                "is an address: an SPN has the service's name in place of the scheme, HTTP for https:// as well"
                        + suggestion(text));
        int at = text.indexOf('@');
        requireSpn(
                at < 0, text, "has a realm at its end: an SPN in the directory goes without, " + upTo(text, at) + ".");
        requireSpn(text.indexOf('\\') < 0, text, "has a backslash: " + EXAMPLE);
        String[] parts = text.split("/", -1);
        requireSpn(parts.length > 1, text, "has no slash: " + EXAMPLE);
        requireSpn(
                parts.length < 4,
                text,
                "has " + parts.length + " parts: service/host[:port][/name] has three at most.");
        return parse(text, parts);
    }

    private static ServicePrincipalName parse(String text, String[] parts) throws CommandException {
        requireSpn(!parts[0].isEmpty(), text, "has no service before the slash: " + EXAMPLE);
        requireSpn(
                parts[0].matches("[A-Za-z0-9][A-Za-z0-9._-]*"),
                text,
                "has a service with other characters than letters, digits, dot, hyphen and underscore.");
        int colon = parts[1].indexOf(':');
        String host = colon < 0 ? parts[1] : parts[1].substring(0, colon);
        checkHost(text, host);
        Optional<String> port = colon < 0 ? Optional.empty() : Optional.of(parts[1].substring(colon + 1));
        if (port.isPresent()) {
            checkPort(text, parts[0], port.get());
        }
        Optional<String> name = parts.length < 3 ? Optional.empty() : Optional.of(parts[2]);
        requireSpn(!name.equals(Optional.of("")), text, "has a slash at its end, and nothing after it.");
        return new ServicePrincipalName(parts[0], host, port, name);
    }

    private static void checkHost(String text, String host) throws CommandException {
        requireSpn(!host.isEmpty(), text, "has no host after the slash: " + EXAMPLE);
        requireSpn(!host.contains("*"), text, "has a wildcard, which only -Q understands.");
        requireSpn(!host.endsWith("."), text, "has a host with a dot at its end: browsers ask for it without.");
        requireSpn(
                host.chars().allMatch(c -> c < 0x80),
                text,
                "has a host that is not ASCII: DNS, and so the browser, knows it by its xn-- form.");
        requireSpn(
                host.matches("[A-Za-z0-9_-]{1,63}(\\.[A-Za-z0-9_-]{1,63})*"),
                text,
                "has a host that is no DNS name: labels of letters, digits and hyphens with dots between them.");
    }

    /** An SQL server registers the names of its instances in place of ports. */
    private static void checkPort(String text, String service, String port) throws CommandException {
        if (service.equalsIgnoreCase("MSSQLSvc") && port.matches("[A-Za-z_#][A-Za-z0-9_#$]*")) {
            return;
        }
        requireSpn(port.matches("\\d{1,5}"), text, "has a port that is not a number.");
        int number = Integer.parseInt(port);
        requireSpn(number > 0 && number <= MAX_PORT, text, "has a port that is not from 1 to " + MAX_PORT + ".");
    }

    private static void requireSpn(boolean condition, String text, String problem) throws CommandException {
        if (!condition) {
            throw CommandException.wrongUsage("'" + Printable.of(text) + "' " + problem);
        }
    }

    private static String upTo(String text, int end) {
        return end < 0 ? text : Printable.of(text.substring(0, end));
    }

    private static String suggestion(String text) {
        String rest = text.substring(text.lastIndexOf("://") < 0 ? 0 : text.lastIndexOf("://") + "://".length());
        String host = rest.split("[:/?#]", 2)[0];
        return host.matches("[A-Za-z0-9_.-]+") ? ": HTTP/" + host + "." : ".";
    }

    /** Without regard to case. */
    boolean hasService(String other) {
        return service.equalsIgnoreCase(other);
    }

    ServicePrincipalName withService(String other) {
        return new ServicePrincipalName(other, host, port, name);
    }

    /** What is legal and still seldom meant. */
    List<String> oddities() {
        List<String> oddities = new ArrayList<>();
        if (port.isPresent() && hasService(HTTP)) {
            oddities.add("browsers leave the port out when they ask for a ticket, unless they are told otherwise:"
                    + " they ask for " + new ServicePrincipalName(service, host, Optional.empty(), name) + ".");
        }
        if (host.contains("_")) {
            oddities.add(
                    "an underscore is not allowed in the name of a host (RFC 1123 section 2.1); some clients refuse it.");
        }
        if (host.matches("\\d{1,3}(\\.\\d{1,3}){3}")) {
            oddities.add("Windows does not ask for a ticket when the address is an IP address.");
        }
        return oddities;
    }

    @Override
    public String toString() {
        return service + "/" + host + port.map(it -> ":" + it).orElse("")
                + name.map(it -> "/" + it).orElse("");
    }
}
