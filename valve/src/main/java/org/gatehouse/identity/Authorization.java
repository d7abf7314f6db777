package org.gatehouse.identity;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.gatehouse.dtyp.Sid;
import org.gatehouse.dtyp.SidSet;

/**
 * What the domain vouches for: who the user is, and what they are a member of.
 *
 * @param groups that count, also where something is allowed
 * @param denyOnly that count where something is denied, and nowhere else ([MS-PAC] 2.2.1, SE_GROUP_USE_FOR_DENY_ONLY)
 * @param circumstances how the user signed in, which is no group: asserted identity, claims, another organization
 * @param dropped what else the ticket says, and what is not believed
 * @param claims of the user
 * @param deviceClaims of the computer that the user signed in at
 * @param unknownBuffers how many parts of the PAC were skipped, since they are of unknown types
 */
public record Authorization(
        WindowsAccount account,
        SidSet groups,
        SidSet denyOnly,
        SidSet circumstances,
        Map<SidDropReason, SidSet> dropped,
        ClaimSet claims,
        ClaimSet deviceClaims,
        int unknownBuffers) {
    public Authorization {
        dropped = Map.copyOf(dropped);
    }

    /** Whether a SID is the user's, or that of a group that counts. */
    public boolean isMember(Sid sid) {
        return groups.contains(sid) || account.sid().equals(sid);
    }

    /** Why claims of the user or of the computer were left out; empty if none was. */
    public Set<UnreadableClaims> unreadableClaims() {
        Set<UnreadableClaims> all = EnumSet.noneOf(UnreadableClaims.class);
        all.addAll(claims.unreadable());
        all.addAll(deviceClaims.unreadable());
        return Collections.unmodifiableSet(all);
    }
}
