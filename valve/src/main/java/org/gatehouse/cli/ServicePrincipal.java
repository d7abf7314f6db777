package org.gatehouse.cli;

import java.util.Optional;
import org.gatehouse.text.Printable;

/**
 * A service principal name as it is typed: {@code service/host[:port][/name]}.
 *
 * @param name the third part, as domain controllers have it
 */
record ServicePrincipal(String service, HostName host, Optional<Integer> port, Optional<String> name) {
    static final String HTTP = "HTTP";
    static final String HOST = "HOST";

    /** More than two DNS names of the greatest length and a service need. */
    private static final int MAX_LENGTH = 600;

    private static final int MAX_PORT = 0xffff;
    private static final int MAX_PARTS = 3;

    /**
     * Takes an SPN apart.
     *
     * @throws UsageException with half a sentence about what keeps it from being one
     */
    static ServicePrincipal parse(String text) throws UsageException {
        require(text.length() <= MAX_LENGTH, "is longer than " + MAX_LENGTH + " characters");
        require(text.indexOf('@') < 0, "has a realm: an SPN goes without");
        String[] parts = text.split("/", -1);
        require(parts.length > 1, "has no slash: an SPN is service/host, such as HTTP/portal.example.com");
        require(
                parts.length <= MAX_PARTS,
                "has " + parts.length + " parts: service/host[:port][/name] has three at most");
        require(
                parts[0].matches("[A-Za-z0-9][A-Za-z0-9._-]*"),
                "has no service of letters and digits before the slash");
        int colon = parts[1].indexOf(':');
        HostName host = new HostName(colon < 0 ? parts[1] : parts[1].substring(0, colon));
        Optional<String> defect = host.defect();
        require(defect.isEmpty(), defect.orElse(""));
        Optional<Integer> port = colon < 0 ? Optional.empty() : Optional.of(port(parts[1].substring(colon + 1)));
        Optional<String> name = parts.length < MAX_PARTS ? Optional.empty() : Optional.of(parts[2]);
        require(name.isEmpty() || !name.get().isBlank(), "has a slash at its end, and nothing after it");
        return new ServicePrincipal(parts[0], host, port, name);
    }

    private static int port(String text) throws UsageException {
        require(text.matches("\\d{1,5}"), "has a port that is not a number");
        int port = Integer.parseInt(text);
        require(port > 0 && port <= MAX_PORT, "has a port that is not from 1 to " + MAX_PORT);
        return port;
    }

    private static void require(boolean condition, String problem) throws UsageException {
        if (!condition) {
            throw new UsageException(problem);
        }
    }

    boolean isHttp() {
        return service.equalsIgnoreCase(HTTP);
    }

    boolean isHost() {
        return service.equalsIgnoreCase(HOST);
    }

    @Override
    public String toString() {
        return service + "/" + host.text() + port.map(it -> ":" + it).orElse("")
                + name.map(it -> "/" + Printable.of(it)).orElse("");
    }
}
