package org.gatehouse.acceptor;

import java.time.Instant;

/**
 * When and how an authenticator was used that has come again.
 *
 * @param time to the second
 */
public record FirstUse(Instant time, Over over) {
    /** The connection of the first use. */
    public enum Over {
        /** It is most probably that of the second use. */
        THE_SAME_CONNECTION,
        ANOTHER_CONNECTION,
        /** That of one of the uses is not known. */
        AN_UNKNOWN_CONNECTION,
        /** It has ended with the process. */
        ONE_BEFORE_A_RESTART
    }
}
