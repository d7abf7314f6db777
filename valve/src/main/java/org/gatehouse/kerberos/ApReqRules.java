package org.gatehouse.kerberos;

import java.time.Duration;
import java.time.Instant;
import org.gatehouse.failure.RefusedException;
import org.gatehouse.mechanism.Peer;

/**
 * The rules that a ticket and an authenticator must obey once both have opened (RFC 4120 §3.2.3), in the order of that
 * section.
 */
final class ApReqRules {
    private final Duration skew;

    ApReqRules(Duration skew) {
        this.skew = skew;
    }

    /** When, and from whom, a request came. */
    record Moment(Instant now, Peer peer) {}

    /** Returns the checksum, without which no authenticator passes. */
    GssChecksum check(Ticket ticket, EncTicketPart part, Authenticator authenticator, Moment moment)
            throws RefusedException {
        sameClient(part, authenticator);
        GssChecksum checksum =
                authenticator.gssChecksum().orElseThrow(() -> KerberosRefusals.noGssChecksum(part.client()));
        clocksAgree(authenticator, moment);
        validNow(part, moment.now());
        transitChecked(ticket, part);
        nothingCritical(part.client(), part.authorizationData());
        nothingCritical(part.client(), authenticator.authorizationData());
        return checksum;
    }

    private static void sameClient(EncTicketPart part, Authenticator authenticator) throws RefusedException {
        if (!part.cname().sameAs(authenticator.cname()) || !part.crealm().equals(authenticator.crealm())) {
            throw KerberosRefusals.wrongClient(part, authenticator);
        }
    }

    private void clocksAgree(Authenticator authenticator, Moment moment) throws RefusedException {
        Duration ahead = Duration.between(moment.now(), authenticator.time());
        if (ahead.abs().compareTo(skew) > 0) {
            throw KerberosRefusals.skew(authenticator.client(), moment.peer(), ahead, skew);
        }
    }

    private void validNow(EncTicketPart part, Instant now) throws RefusedException {
        if (part.flags().invalid()) {
            throw KerberosRefusals.invalid(part);
        }
        if (part.validFrom().isAfter(now.plus(skew))) {
            throw KerberosRefusals.notYetValid(part, now);
        }
        if (part.endTime().isBefore(now.minus(skew))) {
            throw KerberosRefusals.expired(part, now);
        }
    }

    /** RFC 4120 §2.7: between two realms, either the KDC has checked the path, or the service must. */
    private static void transitChecked(Ticket ticket, EncTicketPart part) throws RefusedException {
        if (!part.crealm().equals(ticket.realm()) && !part.flags().transitedPolicyChecked()) {
            throw KerberosRefusals.transitNotChecked(part, ticket.realm());
        }
    }

    private static void nothingCritical(String client, AuthorizationData data) throws RefusedException {
        for (AuthorizationData.Element element : data.elements()) {
            if (element.critical()) {
                throw KerberosRefusals.criticalAuthorizationData(client, element.type());
            }
        }
    }
}
