package org.gatehouse.lab.kdc.exchange;

import java.util.List;
import java.util.Optional;
import org.apache.kerby.kerberos.kerb.type.kdc.KdcOption;
import org.gatehouse.lab.kdc.account.AccountDirectory;
import org.gatehouse.lab.kdc.account.AccountDirectory.Service;
import org.gatehouse.lab.kdc.message.KdcError;
import org.gatehouse.lab.kdc.message.KdcException;
import org.gatehouse.lab.kdc.message.KdcRequest;
import org.gatehouse.lab.kdc.message.KerberosName;
import org.gatehouse.lab.kdc.policy.Moment;
import org.gatehouse.lab.kdc.trust.RealmTrusts;

/** From the name of a service to what the ticket is for: here, the way to another realm, or a referral there. */
final class ServiceDirectory {
    private final String realm;
    private final AccountDirectory accounts;
    private final RealmTrusts trusts;

    ServiceDirectory(String realm, AccountDirectory accounts, RealmTrusts trusts) {
        this.realm = realm;
        this.accounts = accounts;
        this.trusts = trusts;
    }

    /** A service that the AS exchange gives tickets for. There are no referrals to services in it (RFC 6806 §8). */
    Service initial(KdcRequest request, Moment moment) throws KdcException {
        KerberosName name = nameIn(request);
        return name.isPasswordService()
                ? accounts.passwordService(name)
                : local(name, moment).orElseThrow(() -> new KdcException(KdcError.KDC_ERR_S_PRINCIPAL_UNKNOWN));
    }

    /**
     * A service that the TGS exchange gives tickets for. Who asks for a host that is not here, and says that any answer
     * will do, is referred to the realm in whose DNS domain the host is.
     */
    Service derived(KdcRequest request, Moment moment) throws KdcException {
        KerberosName name = nameIn(request);
        Optional<Service> local = local(name, moment);
        if (local.isPresent()) {
            return local.get();
        }
        Optional<Service> referral =
                request.asks(KdcOption.CANONICALIZE) ? host(name).flatMap(trusts::serviceForHost) : Optional.empty();
        return referral.orElseThrow(() -> new KdcException(KdcError.KDC_ERR_S_PRINCIPAL_UNKNOWN));
    }

    private static KerberosName nameIn(KdcRequest request) throws KdcException {
        return request.sname()
                .orElseThrow(
                        () -> new KdcException(KdcError.KDC_ERR_S_PRINCIPAL_UNKNOWN, "the request names no service"));
    }

    private Optional<Service> local(KerberosName name, Moment moment) throws KdcException {
        if (!name.isTicketGrantingService()) {
            return accounts.service(name, moment.policy().duplicateSpn());
        }
        String destination = name.components().get(1);
        if (destination.equalsIgnoreCase(realm)) {
            return Optional.of(accounts.ticketGrantingService());
        }
        return Optional.of(trusts.service(destination)
                .orElseThrow(() -> new KdcException(
                        KdcError.KDC_ERR_S_PRINCIPAL_UNKNOWN, "no realm of that name trusts " + realm)));
    }

    /** Of {@code HTTP/files.partner.localhost:8080} the host; a ticket-granting service is on none. */
    private static Optional<String> host(KerberosName name) {
        List<String> components = name.components();
        if (components.size() < 2) {
            return Optional.empty();
        }
        String host = components.get(1);
        int port = host.indexOf(':');
        return Optional.of(port < 0 ? host : host.substring(0, port));
    }
}
