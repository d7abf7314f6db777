package org.gatehouse.identity;

import java.util.List;
import org.gatehouse.dtyp.Sid;

/**
 * A user whose sign-in was accepted.
 *
 * @param name within the realm, e.g. {@code alice}; separators inside a component are escaped, so that it cannot be
 *     mistaken for another user's
 * @param realm the realm or domain that vouches for the user, e.g. {@code EXAMPLE.COM}
 * @param sids security identifiers that are proven to be the user's and their groups'; none where nobody vouches for any
 * @param evidence what the sign-in rests on
 */
public record Identity(String name, String realm, List<Sid> sids, Evidence evidence) {
    public Identity {
        sids = List.copyOf(sids);
    }

    /** {@code alice@EXAMPLE.COM}: two realms may have an alice each. */
    public String qualifiedName() {
        return name + "@" + realm;
    }
}
