package org.gatehouse.acceptor;

import java.util.Optional;

/**
 * What the replay memory says of an authenticator.
 *
 * @param firstUse of a replay
 */
public record Remembered(Verdict verdict, Optional<FirstUse> firstUse) {
    /** What is known of an authenticator. */
    public enum Verdict {
        /** It was not seen before, and will be remembered. */
        FRESH,
        /** It was seen before. */
        REPLAY,
        /** It was not seen before, and there is no room to remember it. */
        FULL,
        /** It was not seen before, and its client has as many in this half minute as a client may have. */
        CLIENT_LIMIT,
        /** It is older than this memory, which may have forgotten it, or had a predecessor that has accepted it. */
        OLDER_THAN_MEMORY,
        /** The memory has just been lost or closed: nothing is known of it. */
        LOST
    }

    Remembered(Verdict verdict) {
        this(verdict, Optional.empty());
    }

    static Remembered replay(FirstUse firstUse) {
        return new Remembered(Verdict.REPLAY, Optional.of(firstUse));
    }
}
