package org.gatehouse.valve;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
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
    /** What an error page of the application is told, as attributes of the request; neither for a first challenge. */
    static final String CODE = "org.gatehouse.code";

    static final String REFERENCE = "org.gatehouse.reference";

    /** In seconds: longer than the valve needs to find a key file that was put right. */
    private static final String RETRY_AFTER = "10";

    private final Request request;
    private final Challenges challenges;
    private final ErrorPages pages;

    ChallengeWriter(Request request, Challenges challenges, ErrorPages.Trouble trouble) {
        this.request = request;
        this.challenges = challenges;
        this.pages = new ErrorPages(request, trouble);
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
        request.removeAttribute(CODE);
        request.removeAttribute(REFERENCE);
        write(Reply.FIRST_REQUEST, Answer.NONE, SignInPage.CHALLENGE);
    }

    /** Asks a client for its next token, on the same connection. Only the user of one that has none sees the page. */
    void proceed(Answer answer, FailureCode unfinished, Reference reference) throws IOException {
        write(Reply.NEXT_TOKEN, answer, SignInPage.refused(shown(unfinished, reference), reference.toString()));
    }

    /** Tells a client that it is refused, and asks for another token where one could help. */
    void refuse(Answer answer, FailureCode code, Reference reference) throws IOException {
        Reply reply = Reply.to(code.shown().category());
        String shown = shown(code, reference);
        SignInPage page = reply == Reply.UNAVAILABLE
                ? SignInPage.unavailable(shown, reference.toString())
                : SignInPage.refused(shown, reference.toString());
        write(reply, answer, page);
    }

    /** Tells a client that it is not asked, and does not get what it wanted. */
    void notAsked(Reference reference) throws IOException {
        write(
                Reply.NOT_ASKED,
                Answer.NONE,
                SignInPage.notAsked(shown(FailureCode.NOT_ASKED, reference), reference.toString()));
    }

    /** The code that the client may see; pages of the application find it, and the reference, in the request. */
    private String shown(FailureCode code, Reference reference) {
        String shown = code.shown().code();
        request.setAttribute(CODE, shown);
        request.setAttribute(REFERENCE, reference.toString());
        return shown;
    }

    /** Proves to a client that has asked for it who this server is; the response is one that succeeds. */
    void prove(Answer answer) {
        if (answer.scheme().isPresent() && !answer.token().isEmpty()) {
            set(Challenges.continuation(answer.scheme().get(), answer.token()));
        }
    }

    /**
     * An application or host that has a page of its own for the status shows that one. An application that asks for a
     * sign-in itself ({@code request.authenticate()}) may have begun its response: nothing of it goes out, and nothing after
     * it.
     */
    private void write(Reply reply, Answer answer, SignInPage page) throws IOException {
        Response response = request.getResponse();
        boolean html = acceptsHtml();
        response.setStatus(reply.status());
        challenge(reply.challenge(html), answer);
        if (reply == Reply.UNAVAILABLE) {
            response.setHeader("Retry-After", RETRY_AFTER);
        }
        response.setHeader("Cache-Control", "no-store");
        if (!pages.show(reply.status(), page.text().strip())) {
            writeOurs(response, page, html);
        }
        response.setSuspended(true);
    }

    private static void writeOurs(Response response, SignInPage page, boolean html) throws IOException {
        response.setHeader("X-Content-Type-Options", "nosniff");
        if (html) {
            response.setHeader("Content-Security-Policy", SignInPage.contentSecurityPolicy());
        }
        String body = html ? page.html() : page.text();
        (html ? ResponseContent.HTML : ResponseContent.TEXT).write(response, body.getBytes(StandardCharsets.US_ASCII));
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

    /** Browsers name HTML in their Accept header; programs that take anything are better served with a line of text. */
    private boolean acceptsHtml() {
        String accept = request.getHeader("Accept");
        return accept != null && accept.contains("text/html");
    }
}
