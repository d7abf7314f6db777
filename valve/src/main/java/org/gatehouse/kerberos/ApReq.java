package org.gatehouse.kerberos;

import org.gatehouse.der.DerReader;
import org.gatehouse.der.Tag;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;

/** AP-REQ (RFC 4120 §5.5.1): a ticket, and the proof that its sender holds the session key inside. */
public record ApReq(boolean useSessionKey, boolean mutualRequired, Ticket ticket, EncryptedData authenticator) {
    private static final int MSG_TYPE = 14;
    private static final int TAG = Tag.application(MSG_TYPE);
    /** Bits 1 and 2 of APOptions, counted from the most significant one. */
    private static final int USE_SESSION_KEY = 1 << 30;

    private static final int MUTUAL_REQUIRED = 1 << 29;

    public static ApReq parse(Bytes message) throws WireException {
        DerReader der = new DerReader(message.cursor("KRB5"));
        der.enter("AP-REQ", TAG);
        der.enter("SEQUENCE", Tag.SEQUENCE);
        KerberosVersion.check(der, 0, "pvno");
        der.integer(1, "msg-type", MSG_TYPE, MSG_TYPE);
        int options = der.flags(2, "ap-options");
        Ticket ticket = Ticket.parse(der, 3, message);
        EncryptedData authenticator = EncryptedData.parse(der, 4, "authenticator");
        der.leave();
        der.leave();
        der.expectEnd();
        return new ApReq((options & USE_SESSION_KEY) != 0, (options & MUTUAL_REQUIRED) != 0, ticket, authenticator);
    }
}
