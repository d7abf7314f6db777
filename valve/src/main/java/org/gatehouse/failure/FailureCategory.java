package org.gatehouse.failure;

/**
 * What a failure means for those who meet it: what the client is told, whether another try can help, whose fault it is.
 * Every {@link FailureCode} has one; code that decides by a failure asks its category, and never for single codes.
 */
public enum FailureCategory {
    /** The request cannot be read, which says nothing of who sent it: 400, and no other try would be better. */
    BAD_REQUEST(Answer.BAD_REQUEST),
    /** The client sent something else than the token it was asked for: the log names what it sent. */
    WRONG_TOKEN(Answer.REFUSED, Trait.NAMES_THE_TOKEN),
    /**
     * The client uses a mechanism that is not offered, and would use it again: a browser that is asked once more shows a
     * prompt that never works.
     */
    OTHER_MECHANISM(Answer.NO_PROMPT, Trait.NAMES_THE_TOKEN),
    /** The token is what it should be, and is refused. */
    REFUSED(Answer.REFUSED),
    /** No key decrypts the ticket: the key files may hold newer keys than those in use. */
    NO_KEY(Answer.REFUSED, Trait.NEWER_KEYS_MAY_HELP),
    /** The clocks differ: the client is told this server's time, so that it can correct itself. */
    CLOCK(Answer.REFUSED, Trait.TELLS_OUR_TIME),
    /** The administrator decided that such a client is not asked: 403 without a challenge. */
    NOT_ASKED(Answer.FORBIDDEN),
    /** Nothing is wrong with the client: the same ticket with a new authenticator will do. */
    TRY_AGAIN(Answer.ONCE_MORE),
    /** This server cannot sign anyone in at the moment: 503 with Retry-After. */
    OUTAGE(Answer.UNAVAILABLE, Trait.OUR_FAULT),
    /** Found at the start, by a command, or beside requests; no request is ever answered with it. */
    CONFIGURATION(Answer.UNAVAILABLE, Trait.OUR_FAULT);

    private final Answer answer;
    private final Trait trait;

    FailureCategory(Answer answer) {
        this(answer, Trait.NONE);
    }

    FailureCategory(Answer answer, Trait trait) {
        this.answer = answer;
        this.trait = trait;
    }

    /** What the client is told. */
    public enum Answer {
        /** What it sent makes no sense. */
        BAD_REQUEST,
        /** Its token is refused; another ticket may be accepted. */
        REFUSED,
        /** Its token is refused this time; it may try again at once. */
        ONCE_MORE,
        /** Its token is refused. A program may try another mechanism; a browser is not asked again. */
        NO_PROMPT,
        /** It does not get what it wanted, and is not asked for anything. */
        FORBIDDEN,
        /** Nobody can sign in now; it may try again later. */
        UNAVAILABLE
    }

    private enum Trait {
        NONE,
        NAMES_THE_TOKEN,
        NEWER_KEYS_MAY_HELP,
        TELLS_OUR_TIME,
        OUR_FAULT
    }

    public Answer answer() {
        return answer;
    }

    /** Whether the client may try again without anything having changed at its side. */
    public boolean mayRetry() {
        return answer == Answer.ONCE_MORE || answer == Answer.UNAVAILABLE;
    }

    /** Whether only this server's administrator can put it right. */
    public boolean ourFault() {
        return trait == Trait.OUR_FAULT;
    }

    /** Whether the client is told this server's time (a KRB-ERROR inside SPNEGO's reject). */
    public boolean tellsOurTime() {
        return trait == Trait.TELLS_OUR_TIME;
    }

    /** Whether the line in the log says what the token was. */
    public boolean namesTheToken() {
        return trait == Trait.NAMES_THE_TOKEN;
    }

    /** Whether the same token may be accepted once the key files have been read again. */
    public boolean newerKeysMayHelp() {
        return trait == Trait.NEWER_KEYS_MAY_HELP;
    }
}
