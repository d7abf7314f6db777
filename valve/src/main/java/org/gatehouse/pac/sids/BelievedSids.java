package org.gatehouse.pac.sids;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.gatehouse.dtyp.Sid;
import org.gatehouse.dtyp.SidSet;
import org.gatehouse.identity.SidDropReason;
import org.gatehouse.pac.GroupMemberships;
import org.gatehouse.pac.SidAndAttributes;

/**
 * Collects the groups of one user: what counts, what counts for denials alone, and what is not believed. A group that stands
 * in the PAC twice counts as what denies more.
 */
final class BelievedSids {
    private final SidFilter filter;
    private final boolean onlyReported;
    private final SidSet.Builder enabled = new SidSet.Builder();
    private final SidSet.Builder denyOnly = new SidSet.Builder();
    private final SidSet.Builder circumstances = new SidSet.Builder();
    private final Map<SidDropReason, SidSet.Builder> dropped = new EnumMap<>(SidDropReason.class);
    private Optional<Sid> latestIssuer = Optional.empty();

    /** @param onlyReported whether what is not believed counts all the same */
    BelievedSids(SidFilter filter, boolean onlyReported) {
        this.filter = filter;
        this.onlyReported = onlyReported;
    }

    /** The groups of a domain, which is judged once, and whose SIDs are not made. */
    void add(GroupMemberships groups, SidOrigin origin) {
        Sid domain = groups.domain();
        boolean isOwn = filter.isAccountDomain(domain);
        for (int i = 0; i < groups.size(); i++) {
            if (isOwn) {
                count(domain, groups.rid(i), groups.attributes(i));
            } else {
                add(domain, (int) groups.rid(i), groups.attributes(i), origin);
            }
        }
    }

    void add(Sid domain, int rid, int attributes, SidOrigin origin) {
        if (DomainSids.isDomain(domain)) {
            addOfDomain(domain, Integer.toUnsignedLong(rid), attributes, origin);
        } else {
            add(domain.issued(rid), attributes, origin);
        }
    }

    void add(Sid sid, int attributes, SidOrigin origin) {
        Optional<Sid> issuer = issuer(sid);
        if (issuer.isEmpty()) {
            return; // it names nobody
        }
        long rid = sid.rid().orElseThrow();
        if (DomainSids.isDomain(issuer.get())) {
            addOfDomain(issuer.get(), rid, attributes, origin);
        } else if (Circumstances.contains(sid)) {
            circumstances.add(sid);
        } else {
            Optional<SidDropReason> refusal = filter.refusalOfOther(sid);
            if (refusal.isPresent()) {
                drop(issuer.get(), rid, refusal.get());
            } else {
                count(issuer.get(), rid, attributes);
            }
        }
    }

    /** SIDs of one domain stand together, and share it. */
    private Optional<Sid> issuer(Sid sid) {
        if (latestIssuer.isEmpty() || !sid.isIn(latestIssuer.get())) {
            latestIssuer = sid.domain();
        }
        return latestIssuer;
    }

    private void addOfDomain(Sid domain, long rid, int attributes, SidOrigin origin) {
        Optional<SidDropReason> refusal = filter.refusal(domain, rid, attributes, origin);
        if (refusal.isPresent()) {
            drop(domain, rid, refusal.get());
        }
        if (refusal.isEmpty() || onlyReported) {
            count(domain, rid, attributes);
        }
    }

    private void drop(Sid domain, long rid, SidDropReason reason) {
        dropped.computeIfAbsent(reason, any -> new SidSet.Builder()).add(domain, rid);
    }

    private void count(Sid domain, long rid, int attributes) {
        if ((attributes & SidAndAttributes.USE_FOR_DENY_ONLY) != 0) {
            denyOnly.add(domain, rid);
        } else if ((attributes & SidAndAttributes.ENABLED) != 0) {
            enabled.add(domain, rid);
        }
    }

    Sid account() {
        return filter.account();
    }

    SidSet groups() {
        return enabled.build().minus(denyOnly.build());
    }

    SidSet denyOnly() {
        return denyOnly.build();
    }

    SidSet circumstances() {
        return circumstances.build();
    }

    Map<SidDropReason, SidSet> dropped() {
        Map<SidDropReason, SidSet> sets = new EnumMap<>(SidDropReason.class);
        dropped.forEach((reason, sids) -> sets.put(reason, sids.build()));
        return sets;
    }
}
