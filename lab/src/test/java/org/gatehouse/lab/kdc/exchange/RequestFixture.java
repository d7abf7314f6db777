package org.gatehouse.lab.kdc.exchange;

import static org.gatehouse.lab.kdc.account.MemoryAccounts.user;

import java.util.List;
import java.util.Optional;
import org.apache.kerby.kerberos.kerb.type.base.KeyUsage;
import org.apache.kerby.kerberos.kerb.type.kdc.EncTgsRepPart;
import org.apache.kerby.kerberos.kerb.type.ticket.EncTicketPart;
import org.apache.kerby.kerberos.kerb.type.ticket.Ticket;
import org.gatehouse.lab.account.Account;
import org.gatehouse.lab.account.Accounts;
import org.gatehouse.lab.kdc.account.AccountDirectory.Service;
import org.gatehouse.lab.kdc.account.MemoryAccounts;
import org.gatehouse.lab.kdc.crypto.AccountKeys;
import org.gatehouse.lab.kdc.crypto.Etype;
import org.gatehouse.lab.kdc.crypto.Sealing;
import org.gatehouse.lab.kdc.event.KdcEvent;
import org.gatehouse.lab.kdc.event.KdcEvent.Transport;
import org.gatehouse.lab.kdc.event.KdcLog;
import org.gatehouse.lab.kdc.exchange.HandMadeClient.Credential;
import org.gatehouse.lab.kdc.message.ClientName;
import org.gatehouse.lab.kdc.message.KerberosName;
import org.gatehouse.lab.kdc.message.MalformedMessageException;
import org.gatehouse.lab.kdc.policy.KdcPolicy;
import org.gatehouse.lab.kdc.policy.KdcRealm;
import org.gatehouse.lab.kdc.ticket.Grant;
import org.gatehouse.lab.kdc.ticket.TicketAuthorization;
import org.gatehouse.lab.kdc.ticket.TicketTerms;
import org.gatehouse.lab.kdc.trust.TransitedPath;

/** A KDC without sockets, a client, and a clock that both go by. */
public final class RequestFixture {
    public static final String REALM = HandMadeClient.REALM;
    public static final Account KRBTGT = user("krbtgt", "Key1ngs!");
    public static final Account PORTAL = user("svc-portal", "Portal1!", "HTTP/portal.lab.localhost");

    private KdcPolicy policy = KdcPolicy.OF_A_NEW_DOMAIN;

    final SettableClock clock = new SettableClock();
    final MemoryAccounts accounts = MemoryAccounts.small().add(PORTAL);
    final KeptKdcLog log = new KeptKdcLog();
    final List<KdcEvent> events = log.events();
    final List<Throwable> faults = log.faults();
    public final KdcHandler handler = handler(log, accounts);
    final HandMadeClient client = new HandMadeClient(request -> handler.handle(request, Transport.TCP), clock);

    /** The policy from now on. */
    void setPolicy(KdcPolicy newPolicy) {
        policy = newPolicy;
    }

    KdcPolicy policy() {
        return policy;
    }

    /** Another KDC with the same clock and policy. */
    KdcHandler handler(KdcLog anotherLog, Accounts otherAccounts) {
        return new KdcHandler(
                anotherLog, List.of(new ServedRealm(new KdcRealm(REALM, otherAccounts, clock, this::policy))));
    }

    Credential alice() {
        return client.signOn("alice", "Wonderland1!");
    }

    /** A ticket-granting ticket of alice that this KDC would not make, sealed with its key. */
    static Credential forged(TicketTerms terms) {
        Service krbtgt = new Service(
                KerberosName.ticketGrantingService(REALM), Optional.of(KRBTGT), AccountKeys.of(REALM, KRBTGT));
        Grant grant = new Grant(
                new ClientName(REALM, KerberosName.principal("alice")),
                TransitedPath.NONE,
                krbtgt,
                terms,
                Sealing.randomKey(Etype.AES256_SHA1),
                TicketAuthorization.NONE);
        EncTgsRepPart part = new EncTgsRepPart();
        part.setKey(grant.sessionKey());
        return new Credential(grant.client().name(), grant.ticket(REALM), part);
    }

    /** What the owner of the ticket's service finds in it. */
    static EncTicketPart opened(Ticket ticket, Account service) {
        return opened(ticket, AccountKeys.of(REALM, service));
    }

    static EncTicketPart opened(Ticket ticket, AccountKeys keys) {
        try {
            return Sealing.open(
                    ticket.getEncryptedEncPart(), keys.strongest(), KeyUsage.KDC_REP_TICKET, EncTicketPart.class);
        } catch (MalformedMessageException e) {
            throw new AssertionError(e);
        }
    }
}
