package org.gatehouse.valve;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.gatehouse.conditions.FallbackKind;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.fallback.ProgramAnswer;
import org.gatehouse.fallback.Situation;
import org.gatehouse.fallback.Technical;
import org.gatehouse.http.Challenges;
import org.gatehouse.http.Scheme;
import org.gatehouse.mechanism.Reference;
import org.gatehouse.wire.Bytes;

/** Writes the responses to a request that is not signed in, as the rows of {@link Reply} say. */
final class ChallengeWriter {
    /** What an error page of the application is told, as attributes of the request; neither for a first challenge. */
    static final String CODE = "org.gatehouse.code";

    static final String REFERENCE = "org.gatehouse.reference";

    /** Where the page can lead to instead: the other sign-in, and from there back. */
    static final String FALLBACK_LOCATION = "org.gatehouse.fallbackLocation";

    /** In seconds: longer than the valve needs to find a key file that was put right. */
    private static final String RETRY_AFTER = "10";

    private final Request request;
    private final Challenges challenges;
    private final ErrorPages pages;
    private final Guide guide;

    ChallengeWriter(Request request, Challenges challenges, ErrorPages.Trouble trouble, Guide guide) {
        this.request = request;
        this.challenges = challenges;
        this.pages = new ErrorPages(request, trouble);
        this.guide = guide;
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
        write(Reply.FIRST_REQUEST, Answer.NONE, new Scene(Situation.ASKED, Optional.empty(), Optional.empty()));
    }

    /** Asks a client for its next token, on the same connection. Only the user of one that has none sees the page. */
    void proceed(Answer answer, FailureCode unfinished, Reference reference) throws IOException {
        write(Reply.NEXT_TOKEN, answer, scene(Situation.REFUSED, unfinished, reference));
    }

    /** Tells a client that it is refused, and asks for another token where one could help. */
    void refuse(Answer answer, FailureCode code, Reference reference) throws IOException {
        Reply reply = Reply.to(code.shown().category());
        write(reply, answer, scene(reply.situation(), code, reference));
    }

    /**
     * Tells a client that it is not asked, and does not get what it wanted.
     *
     * @param ofRule what the rule has for those whom it denies
     */
    void notAsked(Situation situation, Optional<FallbackKind> ofRule, Reference reference) throws IOException {
        Scene scene = scene(situation, FailureCode.NOT_ASKED, reference);
        write(Reply.NOT_ASKED, Answer.NONE, new Scene(situation, scene.technical(), ofRule));
    }

    /** Tells a browser that there is no icon for someone who is not signed in. */
    void noIcon() throws IOException {
        Response response = request.getResponse();
        response.setStatus(Reply.ICON.status(Audience.of(request)));
        response.setHeader("Cache-Control", "no-store");
        ResponseContent.TEXT.write(response, new byte[0]);
        response.setSuspended(true);
    }

    /** What there is to say. */
    private record Scene(Situation situation, Optional<Technical> technical, Optional<FallbackKind> ofRule) {}

    private Scene scene(Situation situation, FailureCode code, Reference reference) {
        return new Scene(
                situation,
                Optional.of(guide.technical(shown(code, reference), reference.toString())),
                Optional.empty());
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
    private void write(Reply reply, Answer answer, Scene scene) throws IOException {
        Response response = request.getResponse();
        Audience audience = Audience.of(request);
        int status = reply.status(audience);
        response.setStatus(status);
        challenge(reply.challenge(audience), answer);
        if (reply == Reply.UNAVAILABLE) {
            response.setHeader("Retry-After", RETRY_AFTER);
        }
        response.setHeader("Cache-Control", "no-store");
        WaysOn.Signpost signpost = guide.ways().from(scene.situation(), scene.ofRule());
        request.removeAttribute(FALLBACK_LOCATION);
        signpost.links().otherSignIn().ifPresent(url -> request.setAttribute(FALLBACK_LOCATION, url));
        ProgramAnswer line = new ProgramAnswer(status, signpost.situation(), scene.technical());
        boolean leadsOn = status == HttpServletResponse.SC_FORBIDDEN
                && signpost.links().otherSignIn().isPresent();
        if (leadsOn || !pages.show(status, line.text().strip())) { // a page that says 403 means something else
            new PageWriter(request, guide.renderer()).write(guide.facts(signpost, scene.technical()));
        }
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
}
