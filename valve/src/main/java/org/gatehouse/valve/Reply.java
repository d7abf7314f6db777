package org.gatehouse.valve;

import jakarta.servlet.http.HttpServletResponse;
import org.gatehouse.failure.FailureCode;

/**
 * What a client is answered that is not signed on: one row for each thing that can happen. Every row has {@code
 * Cache-Control: no-store}, no cookie, and a body in HTML for browsers and in one line for programs.
 *
 * <p>A browser never gets a token with a refusal: Chromium would hand it to its GSS library, throw the page away with the code
 * on it, and ask once more as if it had sent no token at all.
 */
enum Reply {
    /** No token: most first requests. RFC 4559 §4.1. */
    FIRST_REQUEST(HttpServletResponse.SC_UNAUTHORIZED, Challenge.FRESH, Challenge.FRESH),
    /** A negotiation goes on, on the same connection (RFC 4559 §5). */
    NEXT_TOKEN(HttpServletResponse.SC_UNAUTHORIZED, Challenge.ANSWER, Challenge.ANSWER),
    /** A program learns from the token why it was refused: SPNEGO's reject, or Kerberos' KRB-ERROR with our time. */
    REFUSED(HttpServletResponse.SC_UNAUTHORIZED, Challenge.FRESH, Challenge.ANSWER),
    /** Nothing is wrong with the client: another ticket, or the same one with a new authenticator, will do. */
    ONCE_MORE(HttpServletResponse.SC_UNAUTHORIZED, Challenge.FRESH, Challenge.FRESH),
    /** RFC 9110 §15.5.1: what can't be read says nothing of who sent it, and another try would be no better. */
    BAD_REQUEST(HttpServletResponse.SC_BAD_REQUEST, Challenge.NONE, Challenge.NONE),
    /** This server is configured so that nobody can sign on. */
    OUT_OF_ORDER(HttpServletResponse.SC_SERVICE_UNAVAILABLE, Challenge.NONE, Challenge.NONE);

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
        /** {@code Negotiate}: begin anew. */
        FRESH,
        /** {@code Negotiate} with the mechanism's answer to the client's token. */
        ANSWER
    }

    /** The row for a refusal with this code. */
    static Reply to(FailureCode code) {
        return switch (code) {
            case NOT_BASE64, SEVERAL_AUTHORIZATIONS -> BAD_REQUEST;
            case ANOTHER_AUTHENTICATION -> OUT_OF_ORDER;
            case REPLAY, REPLAY_CACHE_FULL, BEFORE_THE_START -> ONCE_MORE;
            default -> REFUSED;
        };
    }

    int status() {
        return status;
    }

    Challenge challenge(boolean browser) {
        return browser ? toBrowser : toProgram;
    }
}
