package org.gatehouse.negotiate;

import java.util.Set;
import org.gatehouse.pac.sids.PacBelief;
import org.gatehouse.pac.sids.SidBoundaries;
import org.gatehouse.policy.UserNameFormat;

/** Rules for what is proven of users, in tests. */
public final class UserProofs {
    private UserProofs() {}

    /** As a valve without attributes has it. */
    public static UserProof standard() {
        return new UserProof(
                new UserProof.Rules(false, false, new PacBelief(SidBoundaries.STANDARD), UserNameFormat.STANDARD),
                Set.of("example.com"));
    }
}
