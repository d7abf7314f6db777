package org.gatehouse.lab.kdc.exchange;

import org.gatehouse.lab.account.Account;
import org.gatehouse.lab.kdc.account.AccountDirectory;
import org.gatehouse.lab.kdc.account.AccountDirectory.Client;
import org.gatehouse.lab.kdc.account.Logons;
import org.gatehouse.lab.kdc.exchange.TgsAuthentication.Requester;
import org.gatehouse.lab.kdc.message.KdcError;
import org.gatehouse.lab.kdc.message.KdcException;
import org.gatehouse.lab.kdc.message.KerberosName;
import org.gatehouse.lab.kdc.policy.Moment;
import org.gatehouse.lab.kdc.trust.RealmTrusts;
import org.gatehouse.lab.kdc.trust.TransitedPath;

/** Who asks: an account of this realm, or somebody whom another realm vouches for. */
final class Clients {
    private final String realm;
    private final AccountDirectory accounts;
    private final RealmTrusts trusts;
    private final Logons logons;

    Clients(String realm, AccountDirectory accounts, RealmTrusts trusts, Logons logons) {
        this.realm = realm;
        this.accounts = accounts;
        this.trusts = trusts;
        this.logons = logons;
    }

    Logons logons() {
        return logons;
    }

    /** The account that an AS-REQ names; a name that says to which other realm it belongs is referred there. */
    Client initial(KerberosName name, Moment moment) throws KdcException {
        Client client;
        try {
            client = accounts.client(name);
        } catch (KdcException e) {
            throw e.error() == KdcError.KDC_ERR_C_PRINCIPAL_UNKNOWN ? elsewhere(name, e) : e;
        }
        logons.requireAllowed(client.account(), moment);
        return client;
    }

    /** The suffix of an enterprise name need not be a realm's name, but where it is one there is nothing to guess. */
    private KdcException elsewhere(KerberosName name, KdcException unknown) {
        String text = name.toString();
        boolean enterprise = name.type() == KerberosName.NT_ENTERPRISE;
        return trusts.partner(text.substring(text.lastIndexOf('@') + 1))
                .filter(partner -> enterprise)
                .map(KdcException::referral)
                .orElse(unknown);
    }

    /**
     * The owner of a ticket is looked at again: an account has to be there still and to be allowed to log on. Of another
     * realm's clients nothing is known here but the path that they have come.
     *
     * @return the realms that they have come through
     */
    TransitedPath derived(Requester requester, Moment moment) throws KdcException {
        TransitedPath listed = TransitedPath.of(requester.ticket().getTransited());
        TransitedPath path =
                trusts.path(requester.client(), requester.presented().issuer(), listed);
        if (requester.client().realm().equals(realm)) {
            Account account = accounts.client(requester.client().name()).account();
            logons.requireAllowed(account, moment);
        }
        return path;
    }
}
