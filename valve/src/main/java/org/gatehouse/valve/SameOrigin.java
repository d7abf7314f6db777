package org.gatehouse.valve;

import org.apache.catalina.connector.Request;
import org.gatehouse.http.forwarded.OuterSite;
import org.gatehouse.text.AsciiCase;

/** Whether a page of this very site has sent the request, and not one of another site, in the name of its reader. */
final class SameOrigin {
    private SameOrigin() {}

    /**
     * Fetch Metadata's {@code Sec-Fetch-Site} says it, in every browser of today, over TLS or to localhost; else the {@code
     * Origin} that each browser sends with each POST (Fetch standard, "append a request Origin header"). Without either, nothing
     * is known, and the answer is no.
     */
    static boolean isKnown(Request request, OuterSite site) {
        String from = request.getHeader("Sec-Fetch-Site");
        if (from != null) {
            return from.equals("same-origin");
        }
        String origin = request.getHeader("Origin");
        return origin != null && AsciiCase.fold(origin).equals(site.origin());
    }
}
