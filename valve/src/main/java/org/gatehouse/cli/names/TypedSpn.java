package org.gatehouse.cli.names;

import java.util.Optional;
import org.gatehouse.cli.command.UsageException;
import org.gatehouse.kerberos.ServiceName;

/** A service name as somebody typed it: what {@link ServiceName} accepts, and words for what it does not. */
public final class TypedSpn {
    /** More than two DNS names of the greatest length and a service need. */
    private static final int MAX_LENGTH = 600;

    private static final int MAX_PARTS = 3;

    private TypedSpn() {}

    /**
     * Reads a service name without a realm, of a host that browsers can ask tickets for.
     *
     * @throws UsageException with half a sentence that says what is wrong with it
     */
    public static ServiceName parse(String text) throws UsageException {
        require(text.length() <= MAX_LENGTH, "is longer than " + MAX_LENGTH + " characters");
        require(text.indexOf('@') < 0, "has a realm: an SPN has none");
        String[] parts = text.split("/", -1);
        require(parts.length > 1, "has no slash: an SPN is service/host, such as HTTP/portal.example.com");
        require(
                parts.length <= MAX_PARTS,
                "has " + parts.length + " parts: service/host[:port][/name] has three at most");
        require(ServiceName.isService(parts[0]), "has no service of letters and digits before the slash");
        requireHost(parts[1]);
        require(parts.length < MAX_PARTS || !parts[2].isBlank(), "has a slash at its end, and nothing after it");
        return ServiceName.parse(text)
                .orElseThrow(() ->
                        new UsageException("has a third part that is not a name of letters, digits, dots and hyphens"));
    }

    private static void requireHost(String hostAndPort) throws UsageException {
        int colon = hostAndPort.indexOf(':');
        HostName host = new HostName(colon < 0 ? hostAndPort : hostAndPort.substring(0, colon));
        Optional<String> defect = host.defect();
        require(defect.isEmpty(), defect.orElse(""));
        String port = hostAndPort.substring(colon + 1);
        require(colon < 0 || port.matches("\\d+"), "has a port that is not a number");
        require(colon < 0 || ServiceName.isPort(port), "has a port that is not from 1 to " + ServiceName.MAX_PORT);
    }

    private static void require(boolean condition, String problem) throws UsageException {
        if (!condition) {
            throw new UsageException(problem);
        }
    }
}
