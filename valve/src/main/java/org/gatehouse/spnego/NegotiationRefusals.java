package org.gatehouse.spnego;

import org.gatehouse.failure.Failure;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;

/**
 * The words for negotiations that fail. SPNEGO finds out what happened; which mechanisms are offered, and what to do on a
 * workstation that has none of them, is known to the one who put them together.
 */
public interface NegotiationRefusals {
    /** A token that cannot be read. */
    Failure malformed(WireException e);

    /** The client offers no mechanism of ours. */
    Failure noCommonMechanism(NegTokenInit init);

    /**
     * The client offers a mechanism of ours, sends no token of it along, and never sends one later.
     *
     * @param preferred whether it is the client's first choice
     */
    Failure tokenMissing(NegTokenInit init, boolean preferred);

    /** The client was asked for its mechanism's token, and sends none. */
    Failure noToken();

    /** What came as the chosen mechanism's token is not one. */
    Failure foreignToken(Bytes token);

    /** The client was asked for a mechanism, and rejects it. */
    Failure clientRejected();

    /** The list of mechanisms has to be signed, and the chosen one has no signatures for it. */
    Failure noMicKey();

    /** The client's signature of its list is missing or wrong. */
    Failure badMic(boolean missing);
}
