package org.gatehouse.lab.kdc.pac;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gatehouse.lab.account.DomainSid;
import org.gatehouse.lab.kdc.pac.ValidationInfo.ExtraSid;

/**
 * The boundary to another forest, [MS-PAC] 4.1.2.2: of the SIDs that its KDC vouches for, those of the user's own domain
 * survive, and the few that say how the user signed in. Everything else is dropped: this domain's and third ones', those
 * that are the same on every computer (S-1-5-32-544 and the like), and the domain-local groups of the other side. So are
 * claims, for which a trust would need a transformation policy.
 */
final class TrustFilter {
    /** Authentication Authority Asserted Identity, Service Asserted Identity. */
    private static final Set<DomainSid> PASSED = Set.of(DomainSid.of("S-1-18-1"), DomainSid.of("S-1-18-2"));

    private TrustFilter() {}

    static ValidationInfo across(ValidationInfo info) {
        DomainSid domain = info.logonDomain().sid();
        List<ExtraSid> believed = info.extraSids().stream()
                .filter(extra -> PASSED.contains(extra.sid()) || extra.sid().isIn(domain))
                .toList();
        return info.withResourceGroups(Optional.empty()).withExtraSids(believed);
    }
}
