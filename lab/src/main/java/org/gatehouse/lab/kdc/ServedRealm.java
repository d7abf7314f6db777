package org.gatehouse.lab.kdc;

/** One realm at work: what it takes to answer requests for it, none of it shared with another realm. */
final class ServedRealm {
    private final KdcRealm realm;
    private final AccountDirectory directory;
    private final AsExchange as;
    private final TgsAuthentication tgsAuthentication;
    private final TgsExchange tgs;
    private final ReplayCache replays = new ReplayCache();

    ServedRealm(KdcRealm realm) {
        this.directory = new AccountDirectory(realm.name(), realm.accounts());
        this.realm = realm;
        Logons logons = new Logons(realm.accounts());
        this.as = new AsExchange(realm.name(), directory, logons);
        this.tgsAuthentication = new TgsAuthentication(realm.name(), directory);
        this.tgs = new TgsExchange(realm.name(), directory, logons);
    }

    /** @throws KdcException if the accounts lack {@code krbtgt}, without which there are no tickets */
    void requireTicketGrantingService() throws KdcException {
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

    ReplayCache replays() {
        return replays;
    }
}
