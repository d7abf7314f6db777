package org.gatehouse.spnego;

import java.util.Optional;
import org.gatehouse.der.DerWriter;
import org.gatehouse.der.Tag;
import org.gatehouse.wire.Bytes;

/**
 * NegTokenResp (RFC 4178 §4.2.2): the acceptor's answer.
 *
 * @param supportedMech content octets of the chosen mechanism's identifier, as the client wrote it
 * @param responseToken of the chosen mechanism
 */
public record NegTokenResp(NegState negState, Optional<Bytes> supportedMech, Optional<Bytes> responseToken) {
    /** {@code [1]}, NegotiationToken's choice of this type: the first octet of such a token. */
    public static final int TAG = 0xa1;

    public static NegTokenResp reject() {
        return new NegTokenResp(NegState.REJECT, Optional.empty(), Optional.empty());
    }

    public static NegTokenResp completed(Bytes supportedMech, Bytes responseToken) {
        return new NegTokenResp(
                NegState.ACCEPT_COMPLETED,
                Optional.of(supportedMech),
                Optional.of(responseToken).filter(token -> !token.isEmpty()));
    }

    /** A NegotiationToken: this answer has no InitialContextToken around it (RFC 4178 §4.2). */
    public Bytes encode() {
        DerWriter der = new DerWriter();
        int token = der.begin(TAG);
        int sequence = der.begin(Tag.SEQUENCE);
        der.enumerated(0, negState.number());
        supportedMech.ifPresent(oid -> der.oid(1, oid));
        responseToken.ifPresent(response -> der.octets(2, response));
        der.end(sequence);
        der.end(token);
        return der.toBytes();
    }
}
