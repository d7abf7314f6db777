package org.gatehouse.mechanism;

import org.gatehouse.gss.Peer;
import org.gatehouse.wire.Bytes;

/** Accepts the tokens of clients that want to sign on. For any number of threads. */
public interface Mechanism {
    /**
     * Judges one token. Every kind of input has an outcome; nothing is thrown.
     *
     * @param token as the client sent it, without its base64
     */
    Outcome accept(Bytes token, Peer peer);
}
