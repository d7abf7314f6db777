package org.gatehouse.valve;

import jakarta.servlet.http.HttpServletResponse;
import org.gatehouse.failure.FailureCategory;

/**
 * What a client is answered that is not signed in: one row for each thing that can happen. Every row has {@code
 * Cache-Control: no-store}, no cookie, and a body in HTML for browsers and in one line for programs.
 *
 * <p>A browser never gets a token with a refusal: Chromium would hand it to its GSS library, throw the page away with the code
 * on it, and ask once more as if it had sent no token at all.
 */
enum Reply {
    /** No token: most first requests. RFC 4559 §4.1. */
    FIRST_REQUEST(HttpServletResponse.SC_UNAUTHORIZED, Challenge.FRESH, Challenge.FRESH),
    /** A negotiation goes on, on the same connection (RFC 4559 §5). */
    NEXT_TOKEN(HttpServletResponse.SC_UNAUTHORIZED, Challenge.CONTINUED, Challenge.CONTINUED),
    /** A program learns from the token why it was refused: SPNEGO's reject, or Kerberos' KRB-ERROR with our time. */
    REFUSED(HttpServletResponse.SC_UNAUTHORIZED, Challenge.FRESH, Challenge.ANSWER),
    /** Nothing is wrong with the client: another ticket, or the same one with a new authenticator, will do. */
    ONCE_MORE(HttpServletResponse.SC_UNAUTHORIZED, Challenge.FRESH, Challenge.FRESH),
    /** RFC 9110 §15.5.1: what can't be read says nothing of who sent it, and another try would be no better. */
    BAD_REQUEST(HttpServletResponse.SC_BAD_REQUEST, Challenge.NONE, Challenge.NONE),
    /** The conditions say that such a client is not asked: a challenge would show it a prompt that never works. */
    NOT_ASKED(HttpServletResponse.SC_FORBIDDEN, Challenge.NONE, Challenge.NONE),
    /** Nobody can sign in now; {@code Retry-After} says when to try again (RFC 9110 §15.6.4). */
    UNAVAILABLE(HttpServletResponse.SC_SERVICE_UNAVAILABLE, Challenge.NONE, Challenge.NONE);

    private final int status;
    private final Challenge toBrowser;
    private final Challenge toProgram;

    Reply(int status, Challenge toBrowser, Challenge toProgram) {
        this.status = status;
        this.toBrowser = toBrowser;
        this.toProgram = toProgram;
    }

    /** What stands in {@code WWW-Authenticate}. */
    enum Challenge {
        /** No such header. */
        NONE,
        /** Every scheme that is offered: begin again. */
        FRESH,
        /** The client's own scheme alone, with the mechanism's token. */
        CONTINUED,
        /** The client's own scheme with the mechanism's answer to its token, and the others. */
        ANSWER
    }

    /** The row for a refusal. */
    static Reply to(FailureCategory category) {
        return switch (category.answer()) {
            case BAD_REQUEST -> BAD_REQUEST;
            case REFUSED -> REFUSED;
            case ONCE_MORE -> ONCE_MORE;
            case FORBIDDEN -> NOT_ASKED;
            case UNAVAILABLE -> UNAVAILABLE;
        };
    }

    int status() {
        return status;
    }

    Challenge challenge(boolean browser) {
        return browser ? toBrowser : toProgram;
    }
}
