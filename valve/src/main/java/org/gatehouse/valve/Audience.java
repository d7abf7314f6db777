package org.gatehouse.valve;

import java.util.Locale;
import org.apache.catalina.connector.Request;

/** Who reads the response to a request that signs nobody in. Nobody sees a page that goes to a script or a program. */
enum Audience {
    /** A browser that is about to show what it gets. */
    PERSON,
    /** A script inside a browser: it cannot use a page, and a browser stands between it and the challenge. */
    SCRIPT,
    /** Anything else, such as curl. */
    PROGRAM;

    /**
     * Browsers name HTML in the Accept header of what they want to show, and say in Fetch Metadata that it is for a
     * navigation. Those without Fetch Metadata are told from scripts by headers that scripts send.
     */
    static Audience of(Request request) {
        if (!contains(request, "Accept", "text/html")) {
            return PROGRAM;
        }
        String mode = request.getHeader("Sec-Fetch-Mode");
        boolean navigates = mode == null ? !isScripted(request) : mode.equals("navigate");
        return navigates && !isUpgrade(request) ? PERSON : SCRIPT;
    }

    /** Whether a program would rather have problem details (RFC 9457) than a line of text. */
    static boolean wantsProblemDetails(Request request) {
        return contains(request, "Accept", "application/json")
                || contains(request, "Accept", "application/problem+json");
    }

    /** A GET has an Origin only if a script of another site wants to read the answer; forms that are sent have one, too. */
    private static boolean isScripted(Request request) {
        return contains(request, "X-Requested-With", "xmlhttprequest")
                || (request.getMethod().equals("GET") && request.getHeader("Origin") != null);
    }

    private static boolean isUpgrade(Request request) {
        return contains(request, "Upgrade", "websocket") || contains(request, "Accept", "text/event-stream");
    }

    private static boolean contains(Request request, String header, String part) {
        String value = request.getHeader(header);
        return value != null && value.toLowerCase(Locale.ROOT).contains(part);
    }
}
