package org.gatehouse.acceptor;

import java.util.List;
import java.util.stream.Collectors;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.failure.RefusedException;
import org.gatehouse.kerberos.EncTicketPart;
import org.gatehouse.kerberos.Ticket;
import org.gatehouse.keytab.ServiceKey;
import org.gatehouse.text.Printable;

/** The words for refusals of the service's realm, of the client's, and of those between. */
final class RealmRefusals {
    /** More names than this do not help whoever reads the line. */
    private static final int MAX_LISTED = 6;

    private RealmRefusals() {}

    static RefusedException otherRealm(Ticket ticket, List<ServiceKey> named) {
        return new RefusedException(
                FailureCode.OTHER_REALM,
                "the ticket for " + KerberosRefusals.service(ticket) + " comes from realm "
                        + Printable.of(ticket.realm()) + "; " + KerberosRefusals.sources(named) + " has that name in "
                        + KerberosRefusals.listed(named, ServiceKey::realm) + " only.",
                "Register the SPN in one realm, or check the client's mapping of host names to realms (domain_realm).");
    }

    static RefusedException untrustedRealm(EncTicketPart ticket) {
        return new RefusedException(
                FailureCode.UNTRUSTED_REALM,
                "the client " + Printable.of(ticket.client())
                        + " comes from a realm that is not among the trusted ones.",
                "Add the realm to the attribute trustedRealms if its users may sign on here.");
    }

    static RefusedException transitNotChecked(EncTicketPart ticket, String realm) {
        return new RefusedException(
                FailureCode.TRANSIT_NOT_CHECKED,
                "between the realm of the client " + Printable.of(ticket.client()) + " and that of the service ("
                        + Printable.of(realm) + ") stand others, and the KDC did not check them.",
                "Let the two realms trust each other directly, look at why the KDC leaves the flag"
                        + " TRANSITED-POLICY-CHECKED out, or list all realms that may be on the way in the attribute"
                        + " trustedRealms: then the check is made here.");
    }

    /** @param strangers none if the ticket does not say through which realms it came */
    static RefusedException transitNotTrusted(EncTicketPart ticket, List<String> strangers) {
        String way = strangers.isEmpty()
                ? "realms that it does not name in full"
                : strangers.stream().limit(MAX_LISTED).map(Printable::of).collect(Collectors.joining(", "));
        return new RefusedException(
                FailureCode.TRANSIT_NOT_TRUSTED,
                "the ticket of " + Printable.of(ticket.client()) + " came through " + way
                        + ", which the attribute trustedRealms does not list: a realm on the way could have made it up.",
                strangers.isEmpty()
                        ? "Let the two realms trust each other directly."
                        : "Add what is missing to trustedRealms if users may come that way, or let the two realms trust"
                                + " each other directly.");
    }
}
