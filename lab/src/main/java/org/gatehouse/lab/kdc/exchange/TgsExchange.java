package org.gatehouse.lab.kdc.exchange;

import java.util.ArrayList;
import java.util.List;
import org.apache.kerby.kerberos.kerb.type.ad.AuthorizationData;
import org.apache.kerby.kerberos.kerb.type.ad.AuthorizationDataEntry;
import org.apache.kerby.kerberos.kerb.type.base.EncryptionKey;
import org.apache.kerby.kerberos.kerb.type.base.KeyUsage;
import org.apache.kerby.kerberos.kerb.type.kdc.KdcOption;
import org.apache.kerby.kerberos.kerb.type.ticket.TicketFlag;
import org.gatehouse.lab.kdc.account.AccountDirectory.Service;
import org.gatehouse.lab.kdc.crypto.Etype;
import org.gatehouse.lab.kdc.crypto.Sealing;
import org.gatehouse.lab.kdc.exchange.TgsAuthentication.Requester;
import org.gatehouse.lab.kdc.message.KdcError;
import org.gatehouse.lab.kdc.message.KdcException;
import org.gatehouse.lab.kdc.message.KdcRequest;
import org.gatehouse.lab.kdc.message.KerberosName;
import org.gatehouse.lab.kdc.message.MalformedMessageException;
import org.gatehouse.lab.kdc.pac.TicketPac;
import org.gatehouse.lab.kdc.policy.Moment;
import org.gatehouse.lab.kdc.ticket.Grant;
import org.gatehouse.lab.kdc.ticket.ReplyBuilder;
import org.gatehouse.lab.kdc.ticket.TicketAuthorization;
import org.gatehouse.lab.kdc.ticket.TicketPolicy;
import org.gatehouse.lab.kdc.ticket.TicketTerms;
import org.gatehouse.lab.kdc.trust.TransitedPath;

/** The Ticket-Granting Service exchange, RFC 4120 §3.3: a ticket for a ticket. */
final class TgsExchange {
    private final String realm;
    private final Clients clients;
    private final ServiceDirectory services;
    private final TicketPacs pacs;

    TgsExchange(String realm, Clients clients, ServiceDirectory services, TicketPacs pacs) {
        this.realm = realm;
        this.clients = clients;
        this.services = services;
        this.pacs = pacs;
    }

    Answer answer(KdcRequest request, Requester requester, Moment moment) throws KdcException {
        TransitedPath path = clients.derived(requester, moment);
        pacs.requireEvidence(request, requester);
        Service service = services.derived(request, moment);
        requireSameTicket(request, requester, service);
        TicketTerms terms = new TicketPolicy(moment).derived(request, requester.ticket(), service);
        if (service.trustedForDelegation()) {
            terms = terms.with(TicketFlag.OK_AS_DELEGATE);
        }
        Etype sessionKeyType = service.sessionKeyType(request.etypes());
        TicketPacs.Order order = new TicketPacs.Order(service, requester.client(), terms.authTime(), moment);
        Grant grant = new Grant(
                requester.client(),
                path,
                service,
                terms,
                Sealing.randomKey(sessionKeyType),
                new TicketAuthorization(pacs.derived(requester, order), authorizationData(request, requester)));
        ReplyBuilder builder = new ReplyBuilder(realm, moment.now());
        byte[] reply = requester.subkey().isPresent()
                ? builder.tgsRep(grant, request.nonce(), requester.subkey().get(), KeyUsage.TGS_REP_ENCPART_SUBKEY)
                : builder.tgsRep(grant, request.nonce(), requester.sessionKey(), KeyUsage.TGS_REP_ENCPART_SESSKEY);
        return Answer.issued(reply, request, grant);
    }

    /**
     * A ticket is renewed or validated for the service that it is for, and by the realm that issued it: how long another
     * realm's may be renewed is not for this one to say.
     */
    private void requireSameTicket(KdcRequest request, Requester requester, Service service) throws KdcException {
        boolean same = requester.presented().issuer().equals(realm)
                && service.name().sameAs(KerberosName.ticketGrantingService(realm));
        if ((request.asks(KdcOption.RENEW) || request.asks(KdcOption.VALIDATE)) && !same) {
            throw new KdcException(
                    KdcError.KDC_ERR_BADOPTION,
                    "the ticket to renew or to validate is for another service or of another realm");
        }
    }

    /**
     * What restricts the ticket-granting ticket restricts this one too, and so does what the client adds (§3.3.3). A PAC is
     * none of it: the KDC makes those itself.
     */
    private static List<AuthorizationDataEntry> authorizationData(KdcRequest request, Requester requester)
            throws KdcException {
        List<AuthorizationDataEntry> all =
                new ArrayList<>(TicketPac.elements(requester.ticket().getAuthorizationData()));
        if (request.authorizationData().isPresent()) {
            EncryptionKey key = requester.subkey().orElse(requester.sessionKey());
            KeyUsage usage = requester.subkey().isPresent() ? KeyUsage.TGS_REQ_AD_SUBKEY : KeyUsage.TGS_REQ_AD_SESSKEY;
            try {
                all.addAll(Sealing.open(request.authorizationData().get(), key, usage, AuthorizationData.class)
                        .getElements());
            } catch (MalformedMessageException e) {
                throw new KdcException(KdcError.KRB_AP_ERR_BAD_INTEGRITY, "enc-authorization-data: " + e.getMessage());
            }
        }
        return TicketPac.withoutPac(all);
    }
}
