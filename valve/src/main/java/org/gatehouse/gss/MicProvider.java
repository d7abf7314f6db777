package org.gatehouse.gss;

import org.gatehouse.wire.Bytes;

/** Signs with the keys of an established context; each mechanism has its own way (RFC 4178 §5). */
public interface MicProvider {
    /** Our signature of {@code text}. */
    Bytes mic(Bytes text);

    /** Whether {@code mic} is the client's signature of {@code text}. */
    boolean verify(Bytes text, Bytes mic);
}
