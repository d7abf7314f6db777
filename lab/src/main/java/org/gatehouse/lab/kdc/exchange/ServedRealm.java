package org.gatehouse.lab.kdc.exchange;

import org.gatehouse.lab.kdc.account.AccountDirectory;
import org.gatehouse.lab.kdc.account.Logons;
import org.gatehouse.lab.kdc.crypto.KeyCache;
import org.gatehouse.lab.kdc.message.KdcException;
import org.gatehouse.lab.kdc.policy.KdcRealm;
import org.gatehouse.lab.kdc.policy.Moment;
import org.gatehouse.lab.kdc.trust.RealmTrusts;

/** One realm at work: what it takes to answer requests for it, none of it shared with another realm. */
public final class ServedRealm {
    private final KdcRealm realm;
    private final AccountDirectory directory;
    private final AsExchange as;
    private final TgsAuthentication tgsAuthentication;
    private final TgsExchange tgs;
    private final TgsReplayCache replays = new TgsReplayCache();

    public ServedRealm(KdcRealm realm) {
        KeyCache keys = new KeyCache();
        this.directory = new AccountDirectory(realm.name(), realm.accounts(), keys);
        this.realm = realm;
        Logons logons = new Logons(realm.accounts());
        RealmTrusts trusts = new RealmTrusts(realm.name(), realm.accounts(), keys);
        ServiceDirectory services = new ServiceDirectory(realm.name(), directory, trusts);
        Clients clients = new Clients(realm.name(), directory, trusts, logons);
        TicketPacs pacs = new TicketPacs(realm.name(), realm.accounts(), directory, trusts);
        this.as = new AsExchange(realm.name(), clients, services, pacs);
        this.tgsAuthentication = new TgsAuthentication(realm.name(), directory, trusts);
        this.tgs = new TgsExchange(realm.name(), clients, services, pacs);
    }

    /**
     * Looks for the ticket-granting service before the first request does.
     *
     * @throws KdcException if the accounts lack {@code krbtgt}, without which there are no tickets
     */
    public void requireTicketGrantingService() throws KdcException {
        directory.ticketGrantingService();
    }

    String name() {
        return realm.name();
    }

    Moment moment() {
        return realm.moment();
    }

    AsExchange as() {
        return as;
    }

    TgsAuthentication tgsAuthentication() {
        return tgsAuthentication;
    }

    TgsExchange tgs() {
        return tgs;
    }

    TgsReplayCache replays() {
        return replays;
    }
}
