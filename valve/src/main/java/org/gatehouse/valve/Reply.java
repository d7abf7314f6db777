package org.gatehouse.valve;

import jakarta.servlet.http.HttpServletResponse;
import org.gatehouse.failure.FailureCategory;
import org.gatehouse.fallback.Situation;

/**
 * What a client is answered that is not signed in: one row for each thing that can happen. Every row has {@code
 * Cache-Control: no-store}, no cookie, and a body for its {@link Audience}.
 *
 * <p>A browser never gets a token with a refusal: Chromium would hand it to its GSS library, throw the page away with the code
 * on it, and ask once more as if it had sent no token at all.
 */
@SuppressWarnings("ImmutableEnumChecker") // a record of a number and an enum
enum Reply {
    /** No token: most first requests. RFC 4559 §4.1. */
    FIRST_REQUEST(asking(Challenge.FRESH)),
    /** A browser asks for its icon by itself: no prompt for the sake of that. */
    ICON(without(HttpServletResponse.SC_NOT_FOUND)),
    /** A negotiation goes on, on the same connection (RFC 4559 §5). */
    NEXT_TOKEN(asking(Challenge.CONTINUED)),
    /** A program learns from the token why it was refused: SPNEGO's reject, or Kerberos' KRB-ERROR with our time. */
    REFUSED(asking(Challenge.FRESH), asking(Challenge.FRESH), asking(Challenge.ANSWER)),
    /** A browser that sent NTLM would ask its user for a password, and send NTLM again. */
    OTHER_MECHANISM(without(HttpServletResponse.SC_FORBIDDEN), asking(Challenge.FRESH), asking(Challenge.ANSWER)),
    /** Nothing is wrong with the client: another ticket, or the same one with a new authenticator, will do. */
    ONCE_MORE(asking(Challenge.FRESH)),
    /** RFC 9110 §15.5.1: what can't be read says nothing of who sent it, and another try would be no better. */
    BAD_REQUEST(without(HttpServletResponse.SC_BAD_REQUEST)),
    /** The conditions say that such a client is not asked: a challenge would show it a prompt that never works. */
    NOT_ASKED(without(HttpServletResponse.SC_FORBIDDEN)),
    /** Nobody can sign in now; {@code Retry-After} says when to try again (RFC 9110 §15.6.4). */
    UNAVAILABLE(without(HttpServletResponse.SC_SERVICE_UNAVAILABLE));

    private final Cell toPerson;
    private final Cell toScript;
    private final Cell toProgram;

    Reply(Cell toAll) {
        this(toAll, toAll, toAll);
    }

    Reply(Cell toPerson, Cell toScript, Cell toProgram) {
        this.toPerson = toPerson;
        this.toScript = toScript;
        this.toProgram = toProgram;
    }

    private record Cell(int status, Challenge challenge) {}

    private static Cell asking(Challenge challenge) {
        return new Cell(HttpServletResponse.SC_UNAUTHORIZED, challenge);
    }

    /** RFC 9110 §15.5.2 demands a challenge of a 401 alone. */
    private static Cell without(int status) {
        return new Cell(status, Challenge.NONE);
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
            case NO_PROMPT -> OTHER_MECHANISM;
            case ONCE_MORE -> ONCE_MORE;
            case FORBIDDEN -> NOT_ASKED;
            case UNAVAILABLE -> UNAVAILABLE;
        };
    }

    /** What the user meets. */
    Situation situation() {
        return switch (this) {
            case FIRST_REQUEST, ICON -> Situation.ASKED;
            case NEXT_TOKEN, REFUSED, ONCE_MORE, BAD_REQUEST -> Situation.REFUSED;
            case OTHER_MECHANISM -> Situation.NTLM;
            case NOT_ASKED -> Situation.NOT_ASKED;
            case UNAVAILABLE -> Situation.UNAVAILABLE;
        };
    }

    int status(Audience audience) {
        return cell(audience).status();
    }

    Challenge challenge(Audience audience) {
        return cell(audience).challenge();
    }

    private Cell cell(Audience audience) {
        return switch (audience) {
            case PERSON -> toPerson;
            case SCRIPT -> toScript;
            case PROGRAM -> toProgram;
        };
    }
}
