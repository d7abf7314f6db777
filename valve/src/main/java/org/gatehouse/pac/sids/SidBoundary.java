package org.gatehouse.pac.sids;

import java.util.Set;
import java.util.stream.Collectors;
import org.gatehouse.dtyp.Sid;

/**
 * What is believed of a realm.
 *
 * @param domains SIDs of the domains whose users and groups it may speak for; empty if the administrator named none
 */
record SidBoundary(SidTrust trust, Set<Sid> domains) {
    /** Of the service's own realm, unless the administrator says something else. */
    static final SidBoundary OWN = new SidBoundary(SidTrust.MEMBER, Set.of());
    /** Of every other realm. */
    static final SidBoundary FOREIGN = new SidBoundary(SidTrust.QUARANTINED, Set.of());

    SidBoundary {
        domains = Set.copyOf(domains);
    }

    /** Whether a domain is one of those named, if any are. */
    boolean mayName(Sid domain) {
        return domains.isEmpty() || domains.contains(domain);
    }

    /** {@code forest}, {@code quarantined:S-1-5-21-1-2-3}. */
    @Override
    public String toString() {
        return trust.attributeValue()
                + domains.stream().sorted().map(domain -> ":" + domain).collect(Collectors.joining());
    }
}
