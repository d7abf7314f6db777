package org.gatehouse.valve;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.fallback.SignOnPage;
import org.gatehouse.mechanism.Outcome;
import org.gatehouse.wire.Bytes;

/** Writes the responses to a request that is not signed on, as the rows of {@link Reply} say; with these challenges. */
final class ChallengeWriter {
    /** {@code <error-page>} without a code stands for all of them. */
    private static final int ANY_STATUS = 0;

    private final Challenges challenges;

    ChallengeWriter(Challenges challenges) {
        this.challenges = challenges;
    }

    /** Asks a client for its first token. */
    void challenge(Request request) throws IOException {
        write(request, Reply.FIRST_REQUEST, Bytes.EMPTY, SignOnPage.CHALLENGE);
    }

    /** Asks a client for its next token, on the same connection. Only the user of one that has none sees the page. */
    void proceed(Request request, Outcome.Continue next, Reference reference) throws IOException {
        SignOnPage page = SignOnPage.refused(next.unfinished().code().code(), reference.toString());
        write(request, Reply.NEXT_TOKEN, next.token(), page);
    }

    /** Tells a client that it is refused, and asks for another token where one could help. */
    void refuse(Request request, Bytes token, FailureCode code, Reference reference) throws IOException {
        write(request, Reply.to(code), token, SignOnPage.refused(code.code(), reference.toString()));
    }

    /**
     * An application that has a page of its own for the status shows that one. An application that asks for a sign-on
     * itself ({@code request.authenticate()}) may have begun its response: nothing of it goes out, and nothing after it.
     */
    private void write(Request request, Reply reply, Bytes token, SignOnPage page) throws IOException {
        Response response = request.getResponse();
        boolean html = acceptsHtml(request);
        int status = reply.status();
        switch (reply.challenge(html)) {
            case NONE -> {}
            case FRESH -> challenges.writeTo(response);
            case ANSWER -> challenges.writeTo(response, token);
        }
        response.setHeader("Cache-Control", "no-store");
        Context context = request.getContext();
        if (context.findErrorPage(status) != null || context.findErrorPage(ANY_STATUS) != null) {
            response.sendError(status);
            return;
        }
        response.resetBuffer();
        response.setStatus(status);
        response.setHeader("X-Content-Type-Options", "nosniff");
        if (html) {
            response.setHeader("Content-Security-Policy", SignOnPage.contentSecurityPolicy());
        }
        response.setContentType(html ? "text/html" : "text/plain");
        response.setCharacterEncoding("UTF-8");
        writeBody(response, html ? page.html() : page.text());
        response.setSuspended(true);
    }

    /** Through the stream or the writer, whichever the application has taken; in US-ASCII, which is the same in both. */
    private static void writeBody(Response response, String body) throws IOException {
        try {
            response.getOutputStream().write(body.getBytes(StandardCharsets.US_ASCII));
        } catch (IllegalStateException e) {
            response.getWriter().write(body);
        }
    }

    /** Browsers name HTML in their Accept header; programs that take anything are better served with a line of text. */
    private static boolean acceptsHtml(Request request) {
        String accept = request.getHeader("Accept");
        return accept != null && accept.contains("text/html");
    }
}
