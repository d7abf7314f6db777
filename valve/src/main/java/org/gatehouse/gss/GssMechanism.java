package org.gatehouse.gss;

import java.util.List;
import org.gatehouse.wire.Bytes;

/**
 * The acceptor's side of a mechanism. Every kind of input has a {@link Step}; nothing is thrown. For any number of
 * threads.
 */
public interface GssMechanism {
    /** The identifiers that clients may name it by (RFC 4178 §3); at least one. */
    List<MechanismOid> oids();

    /**
     * Whether a token is a first one of this mechanism, by its framing. Clients send all kinds of tokens where SPNEGO
     * chose one, and each kind has its own advice.
     */
    boolean isOurs(Bytes token);

    /** Judges a client's first token. */
    Step<Leg> begin(Bytes token, Peer peer);
}
