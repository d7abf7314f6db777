package org.gatehouse.valve;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.apache.catalina.connector.Request;
import org.gatehouse.text.AsciiCase;

/**
 * Whether a page of another site has made a browser send a request. Browsers say so themselves (W3C Fetch Metadata, {@code
 * Sec-Fetch-Site}), but not over plain HTTP; there only requests other than GET and HEAD name the page's origin (Fetch §3.2).
 */
final class RequestSite {
    private RequestSite() {}

    static boolean isForeign(Request request) {
        String site = Optional.ofNullable(request.getHeader("Sec-Fetch-Site"))
                .map(AsciiCase::fold)
                .orElse("");
        String origin = request.getHeader("Origin");
        return switch (site) {
            case "same-origin", "none" -> false;
            case "cross-site" -> true;
            default -> origin != null && !isOwn(origin, request); // "same-site" can be another host of the domain
        };
    }

    /** Scheme and port are not compared: a proxy may have changed both. {@code null} stands for an origin that is not told. */
    private static boolean isOwn(String origin, Request request) {
        try {
            String host = new URI(origin).getHost();
            return host != null && host.equalsIgnoreCase(request.getServerName());
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
