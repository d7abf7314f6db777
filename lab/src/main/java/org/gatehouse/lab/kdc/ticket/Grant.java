package org.gatehouse.lab.kdc.ticket;

import java.util.Optional;
import org.apache.kerby.kerberos.kerb.type.base.EncryptionKey;
import org.apache.kerby.kerberos.kerb.type.base.KeyUsage;
import org.apache.kerby.kerberos.kerb.type.ticket.EncTicketPart;
import org.apache.kerby.kerberos.kerb.type.ticket.Ticket;
import org.apache.kerby.kerberos.kerb.type.ticket.TicketFlags;
import org.gatehouse.lab.kdc.account.AccountDirectory.Service;
import org.gatehouse.lab.kdc.crypto.Sealing;
import org.gatehouse.lab.kdc.message.ClientName;
import org.gatehouse.lab.kdc.message.KerberosTimes;
import org.gatehouse.lab.kdc.message.KerbyCodec;
import org.gatehouse.lab.kdc.trust.TransitedPath;

/** A ticket that was decided on: who, come which way, for whom, on which terms. */
public record Grant(
        ClientName client,
        TransitedPath transited,
        Service service,
        TicketTerms terms,
        EncryptionKey sessionKey,
        TicketAuthorization authorization) {

    /** Sealed with the service's strongest key. */
    public Ticket ticket(String realm) {
        Ticket ticket = new Ticket();
        ticket.setRealm(realm);
        ticket.setSname(service.name().toPrincipalName());
        EncryptionKey key = service.keys().strongest();
        ticket.setEncryptedEncPart(Sealing.seal(encTicketPart(signedPac(key)), key, KeyUsage.KDC_REP_TICKET));
        return ticket;
    }

    /** A signature of the PAC is one of the whole ticket, so that the ticket is encoded twice. */
    private Optional<byte[]> signedPac(EncryptionKey key) {
        return authorization.pac().map(draft -> {
            EncTicketPart unsigned = encTicketPart(Optional.of(draft.placeholder()));
            return draft.sign(key, KerbyCodec.encode(unsigned));
        });
    }

    private EncTicketPart encTicketPart(Optional<byte[]> pac) {
        EncTicketPart part = new EncTicketPart();
        part.setFlags(new TicketFlags(terms.flags()));
        part.setKey(sessionKey);
        part.setCrealm(client.realm());
        part.setCname(client.name().toPrincipalName());
        part.setTransited(transited.encoding());
        part.setAuthTime(KerberosTimes.kerberosTime(terms.authTime()));
        part.setStartTime(KerberosTimes.kerberosTime(terms.startTime()));
        part.setEndTime(KerberosTimes.kerberosTime(terms.endTime()));
        terms.renewTill().map(KerberosTimes::kerberosTime).ifPresent(part::setRenewtill);
        authorization.elements(pac).ifPresent(part::setAuthorizationData);
        return part;
    }
}
