package org.gatehouse.valve;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Base64;
import org.apache.catalina.connector.Request;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.fallback.SignOnPage;
import org.gatehouse.wire.Bytes;

/** The responses to a request that is not signed on: the one place where their status, headers and body are chosen. */
final class ChallengeWriter {
    private static final String CHALLENGE_HEADER = "WWW-Authenticate";

    private ChallengeWriter() {}

    /** Asks a client for its first token. */
    static void challenge(Request request, HttpServletResponse response) throws IOException {
        response.setHeader(CHALLENGE_HEADER, NegotiateHeader.SCHEME);
        write(request, response, HttpServletResponse.SC_UNAUTHORIZED, SignOnPage.CHALLENGE);
    }

    /** Tells a client that its token was refused, and asks for another. */
    static void refuse(
            Request request, HttpServletResponse response, Bytes token, FailureCode code, Reference reference)
            throws IOException {
        response.setHeader(CHALLENGE_HEADER, value(token));
        SignOnPage page = SignOnPage.refused(code.code(), reference.toString());
        write(request, response, HttpServletResponse.SC_UNAUTHORIZED, page);
    }

    /** Tells a client that what it sent is no token at all. */
    static void badRequest(Request request, HttpServletResponse response, FailureCode code, Reference reference)
            throws IOException {
        SignOnPage page = SignOnPage.refused(code.code(), reference.toString());
        write(request, response, HttpServletResponse.SC_BAD_REQUEST, page);
    }

    /** Proves to a client that has asked for it who this server is. */
    static void prove(HttpServletResponse response, Bytes token) {
        if (!token.isEmpty()) {
            response.setHeader(CHALLENGE_HEADER, value(token));
        }
    }

    private static String value(Bytes token) {
        return token.isEmpty()
                ? NegotiateHeader.SCHEME
                : NegotiateHeader.SCHEME + " " + Base64.getEncoder().encodeToString(token.toArray());
    }

    /** An application that has a page of its own for the status shows that one. */
    private static void write(Request request, HttpServletResponse response, int status, SignOnPage page)
            throws IOException {
        response.setHeader("Cache-Control", "no-store");
        if (request.getContext().findErrorPage(status) != null) {
            response.sendError(status);
            return;
        }
        boolean html = acceptsHtml(request);
        response.setStatus(status);
        response.setHeader("X-Content-Type-Options", "nosniff");
        if (html) {
            response.setHeader("Content-Security-Policy", SignOnPage.contentSecurityPolicy());
        }
        response.setContentType(html ? "text/html" : "text/plain");
        response.setCharacterEncoding("UTF-8");
        response.getWriter().write(html ? page.html() : page.text());
    }

    /** Browsers name HTML in their Accept header; programs that take anything are better served with a line of text. */
    private static boolean acceptsHtml(Request request) {
        String accept = request.getHeader("Accept");
        return accept != null && accept.contains("text/html");
    }
}
