package org.gatehouse.kerberos;

import org.gatehouse.der.DerReader;
import org.gatehouse.der.Tag;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;

/**
 * Ticket (RFC 4120 §5.3). Realm and name stand outside the encryption: they tell which key to try, and only
 * that the key decrypts the ticket proves them.
 *
 * @param encoded all of it as received, DER
 */
public record Ticket(String realm, PrincipalName sname, EncryptedData encPart, Bytes encoded) {
    private static final int TAG = Tag.application(1);

    /** A ticket alone, as {@link #encoded} has it. */
    public static Ticket parse(Bytes message) throws WireException {
        DerReader der = new DerReader(message.cursor("KRB5"));
        der.enter("ticket", TAG);
        Ticket ticket = fields(der, message);
        der.expectEnd();
        return ticket;
    }

    /** @param message that {@code der} reads */
    static Ticket parse(DerReader der, int number, Bytes message) throws WireException {
        int begin = der.position();
        der.enterExplicit(number, "ticket", TAG);
        Ticket ticket = fields(der, Bytes.EMPTY);
        Bytes encoded = DerReader.contentOf(message.slice(begin, der.position() - begin));
        return new Ticket(ticket.realm, ticket.sname, ticket.encPart, encoded);
    }

    private static Ticket fields(DerReader der, Bytes encoded) throws WireException {
        der.enter("Ticket", Tag.SEQUENCE);
        KerberosVersion.check(der, 0, "tkt-vno");
        String realm = der.string(1, "realm", PrincipalName.MAX_REALM_LENGTH);
        PrincipalName sname = PrincipalName.parse(der, 2, "sname");
        EncryptedData encPart = EncryptedData.parse(der, 3, "enc-part");
        der.leave();
        der.leave();
        return new Ticket(realm, sname, encPart, encoded);
    }

    /** {@code HTTP/portal.example.com@EXAMPLE.COM}. */
    public String service() {
        return sname.at(realm);
    }
}
