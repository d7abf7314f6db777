package org.gatehouse.pac.sids;

import java.util.Optional;
import java.util.Set;
import org.gatehouse.dtyp.Sid;
import org.gatehouse.identity.SidDropReason;
import org.gatehouse.pac.SidAndAttributes;

/**
 * Judges the SIDs of one user at the boundary where a service stands ([MS-PAC] 4.1.2.2). The document lists what is filtered;
 * here the list is of what passes, so that a kind of SID that nobody has thought of is dropped.
 *
 * <p>A key of this service vouches for what its own KDC said. That KDC filtered what came over a trust, as far as it was told
 * to; this is the second line.
 */
final class SidFilter {
    /** Enterprise Domain Controllers. */
    private static final Sid ENTERPRISE_DOMAIN_CONTROLLERS = sid("S-1-5-9");

    private final SidBoundary boundary;
    /** Domains of the service's realm; empty if the administrator named none. */
    private final Set<Sid> serviceDomains;

    private final Sid account;
    private final Sid accountDomain;

    private SidFilter(SidBoundary boundary, Set<Sid> serviceDomains, Sid account, Sid accountDomain) {
        this.boundary = boundary;
        this.serviceDomains = serviceDomains;
        this.account = account;
        this.accountDomain = accountDomain;
    }

    /**
     * A filter for the groups of one user.
     *
     * @param realm the user's
     * @param serviceRealm of the key that opened the ticket
     * @return empty if the account itself is one that the realm must not speak for
     */
    static Optional<SidFilter> of(SidBoundaries boundaries, String realm, String serviceRealm, Sid account) {
        SidBoundary boundary = boundaries.of(realm, serviceRealm);
        Set<Sid> serviceDomains = boundaries.domains(serviceRealm);
        return DomainSids.domainOf(account)
                .filter(boundary::mayName)
                // Whatever a realm may say of groups, it has no accounts of the service's domain.
                .filter(domain -> boundary.domains().contains(domain) || !serviceDomains.contains(domain))
                .map(domain -> new SidFilter(boundary, serviceDomains, account, domain));
    }

    Sid account() {
        return account;
    }

    /** Whether a domain is the user's own, whose groups are all believed. */
    boolean isAccountDomain(Sid domain) {
        return domain.equals(accountDomain);
    }

    /**
     * Why a group of a domain is not believed; empty if it is.
     *
     * @param rid of the group, without a sign
     */
    Optional<SidDropReason> refusal(Sid domain, long rid, int attributes, SidOrigin origin) {
        if (isAccountDomain(domain)) {
            return Optional.empty();
        }
        if (rid < DomainSids.FIRST_OWN_RID) {
            return Optional.of(SidDropReason.PRIVILEGED);
        }
        return isSpokenFor(domain, attributes, origin) ? Optional.empty() : Optional.of(SidDropReason.FOREIGN_DOMAIN);
    }

    /** Why a SID that no domain gave is not believed; empty if it is. */
    Optional<SidDropReason> refusalOfOther(Sid sid) {
        if (!sid.equals(ENTERPRISE_DOMAIN_CONTROLLERS)) {
            return Optional.of(SidDropReason.NOT_OF_A_DOMAIN);
        }
        return boundary.trust() == SidTrust.QUARANTINED ? Optional.of(SidDropReason.FOREIGN_DOMAIN) : Optional.empty();
    }

    private boolean isSpokenFor(Sid domain, int attributes, SidOrigin origin) {
        return isAddedHere(domain, attributes, origin)
                || (boundary.trust() != SidTrust.QUARANTINED && boundary.mayName(domain));
    }

    /**
     * Whether our own KDC added it: a group of the service's domain ([MS-KILE] 3.3.5.7.3). KDCs that do not compress resource
     * groups write them as extra SIDs, where only the domain's SID tells them from a foreign KDC's.
     */
    private boolean isAddedHere(Sid domain, int attributes, SidOrigin origin) {
        return switch (origin) {
            case RESOURCE_GROUP -> serviceDomains.isEmpty() || serviceDomains.contains(domain);
            case EXTRA_SID -> (attributes & SidAndAttributes.RESOURCE) != 0 && serviceDomains.contains(domain);
            case DOMAIN_GROUP -> false;
        };
    }

    private static Sid sid(String text) {
        return Sid.parse(text).orElseThrow();
    }
}
