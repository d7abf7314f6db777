package org.gatehouse.lab.kdc;

import java.util.Optional;
import org.apache.kerby.kerberos.kerb.type.kdc.KdcOption;
import org.apache.kerby.kerberos.kerb.type.ticket.TicketFlag;
import org.gatehouse.lab.kdc.AccountDirectory.Client;
import org.gatehouse.lab.kdc.AccountDirectory.Service;
import org.gatehouse.lab.kdc.Grant.ClientName;

/** The Authentication Service exchange, RFC 4120 §3.1: a ticket for a password. */
final class AsExchange {
    private final String realm;
    private final AccountDirectory directory;
    private final Logons logons;

    AsExchange(String realm, AccountDirectory directory, Logons logons) {
        this.realm = realm;
        this.directory = directory;
        this.logons = logons;
    }

    Answer answer(KdcRequest request, Moment moment) throws KdcException {
        KerberosName cname = request.cname()
                .orElseThrow(
                        () -> new KdcException(KdcError.KDC_ERR_C_PRINCIPAL_UNKNOWN, "the request names no client"));
        KerberosName sname = request.sname()
                .orElseThrow(
                        () -> new KdcException(KdcError.KDC_ERR_S_PRINCIPAL_UNKNOWN, "the request names no service"));
        Client client = directory.client(cname);
        logons.requireAllowed(client.account(), moment);
        Service service = directory.initialService(sname);
        TicketTerms terms = new TicketPolicy(moment).initial(request, service);
        PreAuthentication.Result proof = new PreAuthentication(moment, logons).check(request, client);
        if (!sname.isPasswordService()) {
            logons.requireUsablePassword(client.account(), moment);
        }
        if (proof.proved()) {
            terms = terms.with(TicketFlag.PRE_AUTH);
        }
        if (service.trustedForDelegation()) {
            terms = terms.with(TicketFlag.OK_AS_DELEGATE);
        }
        Etype sessionKeyType = service.sessionKeyType(request.etypes());
        Grant grant = new Grant(
                new ClientName(realm, ticketName(request, cname, client)),
                service,
                terms,
                Sealing.randomKey(sessionKeyType),
                Optional.empty());
        byte[] reply = new ReplyBuilder(realm, moment.now())
                .asRep(
                        grant,
                        request.nonce(),
                        proof.replyKey(),
                        PreAuthentication.replyPadata(client, proof.replyKeyType()));
        return Answer.issued(reply, grant, sessionKeyType);
    }

    /** As it was sent, unless the client asked to be told the account's own name, RFC 6806 §5. */
    private static KerberosName ticketName(KdcRequest request, KerberosName cname, Client client) {
        return request.asks(KdcOption.CANONICALIZE)
                ? KerberosName.principal(client.account().samAccountName())
                : cname;
    }
}
