package org.gatehouse.lab.kdc.exchange;

import java.util.Optional;
import org.apache.kerby.kerberos.kerb.type.base.EncryptedData;
import org.apache.kerby.kerberos.kerb.type.base.EncryptionKey;
import org.apache.kerby.kerberos.kerb.type.base.KeyUsage;
import org.apache.kerby.kerberos.kerb.type.kdc.KdcOption;
import org.apache.kerby.kerberos.kerb.type.ticket.Ticket;
import org.gatehouse.lab.kdc.account.AccountDirectory;
import org.gatehouse.lab.kdc.crypto.Etype;
import org.gatehouse.lab.kdc.crypto.Sealing;
import org.gatehouse.lab.kdc.exchange.TgsAuthentication.Requester;
import org.gatehouse.lab.kdc.message.KdcError;
import org.gatehouse.lab.kdc.message.KdcException;
import org.gatehouse.lab.kdc.message.KdcRequest;
import org.gatehouse.lab.kdc.message.MalformedMessageException;
import org.gatehouse.lab.kdc.pac.TicketPac;

/**
 * The ticket of a user that a service shows to get one in the user's name (S4U2proxy, [MS-SFU] 3.2.5.2). The service has the
 * key that its tickets are encrypted with, and could write anything into one; so all four signatures of the PAC have to be
 * right before anybody asks whether the service may do that at all. In this realm none may.
 */
final class EvidenceTickets {
    private final String realm;
    private final AccountDirectory directory;

    EvidenceTickets(String realm, AccountDirectory directory) {
        this.realm = realm;
        this.directory = directory;
    }

    /**
     * Looks at the first additional ticket of a request that asks for such a thing.
     *
     * @throws KdcException KRB_AP_ERR_BAD_INTEGRITY if it is none of the requester's own, KRB_AP_ERR_MODIFIED if it is not as
     *     this KDC has made it
     */
    void check(KdcRequest request, Requester requester) throws KdcException {
        Optional<Ticket> evidence = request.additionalTicket();
        if (!request.asks(KdcOption.CNAME_IN_ADDL_TKT)
                || evidence.isEmpty()
                || !requester.client().realm().equals(realm)) {
            return;
        }
        EncryptedData sealed = evidence.get().getEncryptedEncPart();
        EncryptionKey key = Etype.of(sealed.getEType().getValue())
                .flatMap(directory.client(requester.client().name()).keys()::key)
                .orElseThrow(() -> notOpened("of a type that the requester has no key of"));
        try {
            byte[] encoded = Sealing.open(sealed, key, KeyUsage.KDC_REP_TICKET);
            TicketPac.requireSignatures(
                    encoded, key, directory.ticketGrantingService().keys().all());
        } catch (MalformedMessageException e) {
            throw notOpened(String.valueOf(e.getMessage()));
        }
    }

    private static KdcException notOpened(String reason) {
        return new KdcException(KdcError.KRB_AP_ERR_BAD_INTEGRITY, "evidence ticket: " + reason);
    }
}
