package org.gatehouse.kerberos;

import java.time.Instant;
import java.util.Optional;
import org.gatehouse.der.DerReader;
import org.gatehouse.der.Tag;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;

/**
 * EncTicketPart (RFC 4120 §5.3): what the KDC says of the client, under the service's key. The addresses in it are not
 * kept: proxies and address translation have made them useless, and Active Directory leaves them out.
 *
 * @param transited the realms between the client's and this one
 */
public record EncTicketPart(
        TicketFlags flags,
        SessionKey key,
        String crealm,
        PrincipalName cname,
        TransitedRealms transited,
        Instant authTime,
        Optional<Instant> startTime,
        Instant endTime,
        AuthorizationData authorizationData) {
    private static final int TAG = Tag.application(3);

    /**
     * Parses a decrypted part.
     *
     * @param plaintext is wiped by its owner afterwards: nothing of the result is a view of it
     */
    public static EncTicketPart parse(Bytes plaintext) throws WireException {
        DerReader der = new DerReader(plaintext.cursor("Ticket"));
        der.enter("EncTicketPart", TAG);
        der.enter("SEQUENCE", Tag.SEQUENCE);
        TicketFlags flags = new TicketFlags(der.flags(0, "flags"));
        try (CopiedSecrets copied = new CopiedSecrets()) {
            SessionKey key = SessionKey.parse(der, 1, "key");
            copied.add(key.keyValue());
            String crealm = der.string(2, "crealm", PrincipalName.MAX_REALM_LENGTH);
            PrincipalName cname = PrincipalName.parse(der, 3, "cname");
            TransitedRealms transited = TransitedRealms.parse(der, 4);
            Instant authTime = der.time(5, "authtime");
            Optional<Instant> startTime = der.has(6) ? Optional.of(der.time(6, "starttime")) : Optional.empty();
            Instant endTime = der.time(7, "endtime");
            if (der.has(8)) {
                der.time(8, "renew-till");
            }
            if (der.has(9)) {
                der.content("caddr", Tag.context(9));
            }
            AuthorizationData authorizationData =
                    der.has(10) ? AuthorizationData.parse(der, 10, plaintext) : AuthorizationData.NONE;
            der.leave();
            der.leave();
            der.expectEnd();
            copied.handOver();
            return new EncTicketPart(
                    flags, key, crealm, cname, transited, authTime, startTime, endTime, authorizationData);
        }
    }

    /** From when on it is valid. */
    public Instant validFrom() {
        return startTime.orElse(authTime);
    }

    /** {@code alice@EXAMPLE.COM}. */
    public String client() {
        return cname.at(crealm);
    }
}
