package org.gatehouse.gss;

import org.gatehouse.wire.Bytes;

/**
 * What a mechanism waits for between two tokens. Nobody but its mechanism looks inside, so it brings its continuation
 * along: a mechanism that was handed any {@code Leg} would have to guess whether it is one of its own.
 */
public interface Leg extends LegState {
    /** Judges the client's next token. The leg is over then, whatever the result. */
    Step<Leg> next(Bytes token, Peer peer);
}
