package org.gatehouse.lab.kdc.exchange;

import java.util.List;
import org.apache.kerby.kerberos.kerb.type.kdc.KdcOption;
import org.apache.kerby.kerberos.kerb.type.pa.PaDataType;
import org.apache.kerby.kerberos.kerb.type.ticket.TicketFlag;
import org.gatehouse.lab.kdc.account.AccountDirectory.Client;
import org.gatehouse.lab.kdc.account.AccountDirectory.Service;
import org.gatehouse.lab.kdc.crypto.Etype;
import org.gatehouse.lab.kdc.crypto.Sealing;
import org.gatehouse.lab.kdc.message.ClientName;
import org.gatehouse.lab.kdc.message.KdcError;
import org.gatehouse.lab.kdc.message.KdcException;
import org.gatehouse.lab.kdc.message.KdcRequest;
import org.gatehouse.lab.kdc.message.KerberosName;
import org.gatehouse.lab.kdc.policy.Moment;
import org.gatehouse.lab.kdc.ticket.Grant;
import org.gatehouse.lab.kdc.ticket.ReplyBuilder;
import org.gatehouse.lab.kdc.ticket.TicketAuthorization;
import org.gatehouse.lab.kdc.ticket.TicketPolicy;
import org.gatehouse.lab.kdc.ticket.TicketTerms;
import org.gatehouse.lab.kdc.trust.TransitedPath;

/** The Authentication Service exchange, RFC 4120 §3.1: a ticket for a password. */
final class AsExchange {
    private final String realm;
    private final Clients clients;
    private final ServiceDirectory services;
    private final TicketPacs pacs;

    AsExchange(String realm, Clients clients, ServiceDirectory services, TicketPacs pacs) {
        this.realm = realm;
        this.clients = clients;
        this.services = services;
        this.pacs = pacs;
    }

    Answer answer(KdcRequest request, Moment moment) throws KdcException {
        KerberosName cname = request.cname()
                .orElseThrow(
                        () -> new KdcException(KdcError.KDC_ERR_C_PRINCIPAL_UNKNOWN, "the request names no client"));
        Client client = clients.initial(cname, moment);
        Service service = services.initial(request, moment);
        TicketTerms terms = new TicketPolicy(moment).initial(request, service);
        PreAuthentication.Result proof = new PreAuthentication(moment, clients.logons()).check(request, client);
        if (!service.name().isPasswordService()) {
            clients.logons().requireUsablePassword(client.account(), moment);
        }
        if (proof.proved()) {
            terms = terms.with(TicketFlag.PRE_AUTH);
        }
        if (service.trustedForDelegation()) {
            terms = terms.with(TicketFlag.OK_AS_DELEGATE);
        }
        if (request.padata(PaDataType.ENCPADATA_REQ_ENC_PA_REP).isPresent()) {
            terms = terms.with(TicketFlag.ENC_PA_REP);
        }
        Etype sessionKeyType = service.sessionKeyType(request.etypes());
        ClientName name = new ClientName(realm, ticketName(request, cname, client));
        TicketPacs.Order order = new TicketPacs.Order(service, name, terms.authTime(), moment);
        Grant grant = new Grant(
                name,
                TransitedPath.NONE,
                service,
                terms,
                Sealing.randomKey(sessionKeyType),
                new TicketAuthorization(pacs.initial(request, client.account(), order), List.of()));
        byte[] reply = new ReplyBuilder(realm, moment.now())
                .asRep(grant, request, proof.replyKey(), PreAuthentication.replyPadata(client, proof.replyKeyType()));
        return Answer.issued(reply, request, grant);
    }

    /** As it was sent, unless the client asked to be told the account's own name, RFC 6806 §5. */
    private static KerberosName ticketName(KdcRequest request, KerberosName cname, Client client) {
        return request.asks(KdcOption.CANONICALIZE)
                ? KerberosName.principal(client.account().samAccountName())
                : cname;
    }
}
