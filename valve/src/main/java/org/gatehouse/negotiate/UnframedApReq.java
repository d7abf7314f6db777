package org.gatehouse.negotiate;

import java.util.Optional;
import org.gatehouse.kerberos.ApReq;
import org.gatehouse.kerberos.GssTokenId;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;

/**
 * An AP-REQ that stands where a token of GSS-API belongs, as the programs of DCE RPC send it ([MS-KILE] 3.4.5.1). One that is
 * cut or malformed is not meant: something else is wrong with it.
 */
final class UnframedApReq {
    private UnframedApReq() {}

    /** Whether a token is such a message, as it is or after the TOK_ID of an AP-REQ. */
    static boolean isOne(Bytes token) {
        try {
            boolean hasId = GssTokenId.of(token).equals(Optional.of(GssTokenId.AP_REQ));
            ApReq.parse(hasId ? GssTokenId.strip(token) : token);
            return true;
        } catch (WireException e) {
            return false;
        }
    }
}
