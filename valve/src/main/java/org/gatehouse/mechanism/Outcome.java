package org.gatehouse.mechanism;

import org.gatehouse.failure.Failure;
import org.gatehouse.identity.Identity;
import org.gatehouse.wire.Bytes;

/** What became of a token. The token that goes back to the client may be empty. */
public sealed interface Outcome {
    Bytes token();

    /** The client is who it says. */
    record Established(Identity identity, Bytes token) implements Outcome {}

    /**
     * The client has to send another token, on the same connection.
     *
     * @param unfinished what to say of a client that never does
     */
    record Continue(Bytes token, Failure unfinished) implements Outcome {}

    /** The client is refused. */
    record Rejected(Failure failure, Bytes token) implements Outcome {}
}
