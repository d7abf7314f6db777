package org.gatehouse.valve;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.fallback.SignInPage;
import org.gatehouse.http.Challenges;
import org.gatehouse.http.Scheme;
import org.gatehouse.mechanism.Reference;
import org.gatehouse.wire.Bytes;

/** Writes the responses to a request that is not signed in, as the rows of {@link Reply} say. */
final class ChallengeWriter {
    /** {@code <error-page>} without a code stands for all of them. */
    private static final int ANY_STATUS = 0;
    /** In seconds: longer than the valve needs to find a key file that was put right. */
    private static final String RETRY_AFTER = "10";

    private final Request request;
    private final Challenges challenges;

    ChallengeWriter(Request request, Challenges challenges) {
        this.request = request;
        this.challenges = challenges;
    }

    /**
     * What goes back to the client's mechanism.
     *
     * @param scheme of the client's credentials; empty if it sent none that were judged
     */
    record Answer(Optional<Scheme> scheme, Bytes token) {
        static final Answer NONE = new Answer(Optional.empty(), Bytes.EMPTY);
    }

    /** Asks a client for its first token. */
    void challenge() throws IOException {
        write(Reply.FIRST_REQUEST, Answer.NONE, SignInPage.CHALLENGE);
    }

    /** Asks a client for its next token, on the same connection. Only the user of one that has none sees the page. */
    void proceed(Answer answer, FailureCode unfinished, Reference reference) throws IOException {
        write(Reply.NEXT_TOKEN, answer, SignInPage.refused(unfinished.shown().code(), reference.toString()));
    }

    /** Tells a client that it is refused, and asks for another token where one could help. */
    void refuse(Answer answer, FailureCode code, Reference reference) throws IOException {
        FailureCode shown = code.shown();
        Reply reply = Reply.to(shown.category());
        SignInPage page = reply == Reply.UNAVAILABLE
                ? SignInPage.unavailable(shown.code(), reference.toString())
                : SignInPage.refused(shown.code(), reference.toString());
        write(reply, answer, page);
    }

    /** Proves to a client that has asked for it who this server is; the response is one that succeeds. */
    void prove(Answer answer) {
        if (answer.scheme().isPresent() && !answer.token().isEmpty()) {
            set(Challenges.continuation(answer.scheme().get(), answer.token()));
        }
    }

    /**
     * An application that has a page of its own for the status shows that one. An application that asks for a sign-in
     * itself ({@code request.authenticate()}) may have begun its response: nothing of it goes out, and nothing after it.
     */
    private void write(Reply reply, Answer answer, SignInPage page) throws IOException {
        Response response = request.getResponse();
        boolean html = acceptsHtml();
        int status = reply.status();
        challenge(reply.challenge(html), answer);
        if (reply == Reply.UNAVAILABLE) {
            response.setHeader("Retry-After", RETRY_AFTER);
        }
        response.setHeader("Cache-Control", "no-store");
        Context context = request.getContext(); // none, if the valve is in a host and no application has the address
        if (context != null && (context.findErrorPage(status) != null || context.findErrorPage(ANY_STATUS) != null)) {
            response.sendError(status);
            return;
        }
        response.resetBuffer();
        response.setStatus(status);
        response.setHeader("X-Content-Type-Options", "nosniff");
        if (html) {
            response.setHeader("Content-Security-Policy", SignInPage.contentSecurityPolicy());
        }
        response.setContentType(html ? "text/html" : "text/plain");
        response.setCharacterEncoding("UTF-8");
        writeBody(response, html ? page.html() : page.text());
        response.setSuspended(true);
    }

    private void challenge(Reply.Challenge challenge, Answer answer) {
        switch (challenge) {
            case NONE -> {}
            case FRESH -> set(challenges.fresh());
            case CONTINUED -> answer.scheme().ifPresent(scheme -> set(Challenges.continuation(scheme, answer.token())));
            case ANSWER ->
                set(answer.scheme()
                        .map(scheme -> challenges.refusal(scheme, answer.token()))
                        .orElseGet(challenges::fresh));
        }
    }

    /** Challenges from before are replaced. */
    private void set(List<String> values) {
        Response response = request.getResponse();
        boolean first = true;
        for (String value : values) {
            if (first) {
                response.setHeader(Challenges.HEADER, value);
            } else {
                response.addHeader(Challenges.HEADER, value);
            }
            first = false;
        }
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
    private boolean acceptsHtml() {
        String accept = request.getHeader("Accept");
        return accept != null && accept.contains("text/html");
    }
}
