package org.gatehouse.pac.sids;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.gatehouse.dtyp.Sid;
import org.gatehouse.dtyp.SidSet;
import org.gatehouse.identity.SidDropReason;
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

    /** @param onlyReported whether what is not believed counts all the same */
    BelievedSids(SidFilter filter, boolean onlyReported) {
        this.filter = filter;
        this.onlyReported = onlyReported;
    }

    /** A group of the user's own domain costs no object. */
    void add(Sid domain, int rid, int attributes, SidOrigin origin) {
        if (filter.isAccountDomain(domain)) {
            count(domain, rid, attributes);
        } else {
            add(domain.issued(rid), attributes, origin);
        }
    }

    void add(Sid sid, int attributes, SidOrigin origin) {
        Optional<Sid> issuer = sid.domain();
        if (issuer.isEmpty()) {
            return; // it names nobody
        }
        if (Circumstances.contains(sid)) {
            circumstances.add(sid);
            return;
        }
        Optional<SidDropReason> refusal = filter.refusal(sid, attributes, origin);
        refusal.ifPresent(reason ->
                dropped.computeIfAbsent(reason, any -> new SidSet.Builder()).add(sid));
        if (refusal.isEmpty() || (onlyReported && DomainSids.domainOf(sid).isPresent())) {
            count(issuer.get(), sid.rid().orElseThrow(), attributes);
        }
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
