package org.gatehouse.identity;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The claims of a user or of a computer. A source has at most one claim of an id; two sources may have one each, and
 * are told apart by {@link #find(ClaimSource, String)}. Ids are compared exactly. Immutable.
 *
 * @param claims in the order of the PAC
 * @param unreadable why other claims are missing here; empty if all are here
 */
public record ClaimSet(List<Claim> claims, Set<UnreadableClaims> unreadable) {
    /** Of a user without claims, and of a domain that issues none. */
    public static final ClaimSet EMPTY = new ClaimSet(List.of(), Set.of());

    public ClaimSet {
        claims = List.copyOf(claims);
        Set<UnreadableClaims> ordered = EnumSet.noneOf(UnreadableClaims.class);
        ordered.addAll(unreadable);
        unreadable = Collections.unmodifiableSet(ordered);
    }

    /** The claims with this id, whatever their source. */
    public List<Claim> withId(String id) {
        return claims.stream().filter(claim -> claim.id().equals(id)).toList();
    }

    /** The claim with this id from this source. */
    public Optional<Claim> find(ClaimSource source, String id) {
        return claims.stream()
                .filter(claim -> claim.source() == source && claim.id().equals(id))
                .findFirst();
    }

    public boolean isEmpty() {
        return claims.isEmpty();
    }
}
