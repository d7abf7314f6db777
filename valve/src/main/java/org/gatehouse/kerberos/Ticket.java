package org.gatehouse.kerberos;

import org.gatehouse.der.DerReader;
import org.gatehouse.der.Tag;
import org.gatehouse.wire.WireException;

/**
 * Ticket (RFC 4120 §5.3). Realm and name stand outside the seal: they tell which key to try, and only that the key opens
 * the ticket proves them.
 */
public record Ticket(String realm, PrincipalName sname, EncryptedData encPart) {
    private static final int TAG = Tag.application(1);

    static Ticket parse(DerReader der, int number) throws WireException {
        der.enterExplicit(number, "ticket", TAG);
        der.enter("Ticket", Tag.SEQUENCE);
        KerberosVersion.check(der, 0, "tkt-vno");
        String realm = der.string(1, "realm", PrincipalName.MAX_REALM_LENGTH);
        PrincipalName sname = PrincipalName.parse(der, 2, "sname");
        EncryptedData encPart = EncryptedData.parse(der, 3, "enc-part");
        der.leave();
        der.leave();
        return new Ticket(realm, sname, encPart);
    }

    /** {@code HTTP/portal.example.com@EXAMPLE.COM}. */
    public String service() {
        return sname.at(realm);
    }
}
