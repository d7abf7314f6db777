package org.gatehouse.http.forwarded;

import java.util.Optional;
import org.gatehouse.text.AsciiCase;

/**
 * Scheme, host and port of the address that a client has asked.
 *
 * @param scheme {@code http} or {@code https}
 * @param host a name or an address, that of IPv6 in brackets; without a port
 * @param isSecure whether nobody between the client and the first proxy can read it
 */
public record OuterSite(String scheme, String host, int port, boolean isSecure) {
    private static final String HTTP = "http";
    private static final String HTTPS = "https";
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    /**
     * What a proxy has told.
     *
     * @param proto the scheme
     * @param host the host, with or without a port
     * @param port what says the port if the host does not
     */
    record Told(Optional<String> proto, Optional<String> host, Optional<String> port) {}

    /** The origin of RFC 6454 §6.2, in lower case: {@code https://portal.example.com}, with the port where it is not the usual one. */
    public String origin() {
        return scheme + "://" + AsciiCase.fold(host) + (port == usualPort(scheme) ? "" : ":" + port);
    }

    /** This site, which the server sees, as a client of the proxy sees it. What is malformed is passed over. */
    OuterSite behind(Told told) {
        Optional<String> outerScheme = told.proto().flatMap(OuterSite::scheme);
        Optional<HostAndPort> outerHost = told.host().flatMap(HostAndPort::parse);
        String itsScheme = outerScheme.orElse(scheme);
        int itsPort = outerHost
                .flatMap(HostAndPort::port)
                .or(() -> told.port().flatMap(HostAndPort::number))
                .orElse(outerHost.isPresent() || port == usualPort(scheme) ? usualPort(itsScheme) : port);
        return new OuterSite(
                itsScheme,
                outerHost.map(HostAndPort::host).orElse(host),
                itsPort,
                outerScheme.map(HTTPS::equals).orElse(isSecure));
    }

    private static int usualPort(String scheme) {
        return scheme.equals(HTTPS) ? HTTPS_PORT : HTTP_PORT;
    }

    /** Some proxies tell the scheme of a WebSocket, whose origin is that of the page. */
    private static Optional<String> scheme(String proto) {
        return switch (AsciiCase.fold(proto)) {
            case HTTP, "ws" -> Optional.of(HTTP);
            case HTTPS, "wss" -> Optional.of(HTTPS);
            default -> Optional.empty();
        };
    }
}
