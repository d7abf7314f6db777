package org.gatehouse.pac;

import org.gatehouse.dtyp.Sid;
import org.gatehouse.wire.ByteCursor;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;

/**
 * PAC_REQUESTOR ([MS-PAC] 2.15): the account that asked for the ticket, whatever its name is by then (CVE-2021-42287). KDCs put
 * it into TGTs, for themselves ([MS-KILE] 3.3.5.6.4.8). A service ticket which has it is accepted; then it must be the account
 * that the rest of the PAC speaks of, unless another service asked for the ticket on the user's behalf (S4U).
 */
public record PacRequestor(Sid userSid) {
    static PacRequestor parse(Bytes buffer) throws WireException {
        ByteCursor cursor = buffer.cursor(PacBufferType.REQUESTOR.structure());
        cursor.begin("UserSid");
        Sid sid = Sid.parse(cursor);
        cursor.expectEnd();
        return new PacRequestor(sid);
    }
}
