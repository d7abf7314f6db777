package org.gatehouse.gss;

import java.util.Optional;
import org.gatehouse.der.DerReader;
import org.gatehouse.der.DerWriter;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;

/**
 * InitialContextToken (RFC 2743 §3.1): a mechanism's identifier and a token of its own making.
 *
 * @param thisMech content octets of the identifier
 */
public record InitialContextToken(Bytes thisMech, Bytes innerToken) {
    /** {@code [APPLICATION 0]}. */
    public static final int TAG = 0x60;

    public static InitialContextToken parse(Bytes token) throws WireException {
        DerReader der = new DerReader(token.cursor("GSS token"));
        der.enter("InitialContextToken", TAG);
        InitialContextToken parsed = new InitialContextToken(der.oid("thisMech"), der.rest("innerToken"));
        der.leave();
        der.expectEnd();
        return parsed;
    }

    /** The mechanism that a token's framing names; empty if it is unknown, or the token has no such framing. */
    public static Optional<MechanismOid> mechanismOf(Bytes token) {
        if (token.isEmpty() || token.at(0) != TAG) {
            return Optional.empty();
        }
        try {
            return MechanismOid.of(parse(token).thisMech());
        } catch (WireException e) {
            return Optional.empty();
        }
    }

    public Bytes encode() {
        DerWriter der = new DerWriter(thisMech.length() + innerToken.length() + 8);
        int mark = der.begin(TAG);
        der.oid(thisMech);
        der.raw(innerToken);
        der.end(mark);
        return der.toBytes();
    }
}
