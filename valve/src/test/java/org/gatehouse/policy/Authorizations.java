package org.gatehouse.policy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gatehouse.dtyp.Sid;
import org.gatehouse.dtyp.SidSet;
import org.gatehouse.identity.Authorization;
import org.gatehouse.identity.ClaimSet;
import org.gatehouse.identity.LogonTimes;
import org.gatehouse.identity.WindowsAccount;

/** What a domain vouches for, in tests. */
public final class Authorizations {
    private static final LogonTimes NO_TIMES = new LogonTimes(Optional.empty(), Optional.empty(), Optional.empty());

    private Authorizations() {}

    /** Alice of the domain EXAMPLE with these groups. */
    public static Authorization of(String account, List<String> groups, List<String> denyOnly) {
        return of(alice(account), groups, denyOnly);
    }

    /** An account with these groups. */
    public static Authorization of(WindowsAccount account, List<String> groups, List<String> denyOnly) {
        return new Authorization(
                account, set(groups), set(denyOnly), SidSet.EMPTY, Map.of(), ClaimSet.EMPTY, ClaimSet.EMPTY, 0);
    }

    /** Alice of the domain EXAMPLE, by her SID. */
    public static WindowsAccount alice(String sid) {
        return account(sid, "alice", "alice@example.com", "EXAMPLE");
    }

    /** An account by its names. */
    public static WindowsAccount account(String sid, String sam, String upn, String netbiosDomain) {
        return new WindowsAccount(
                Sid.parse(sid).orElseThrow(),
                sam,
                Optional.of(upn).filter(name -> !name.isEmpty()),
                netbiosDomain,
                Optional.of("EXAMPLE.COM"),
                "Alice Liddell",
                "DC1",
                7,
                NO_TIMES);
    }

    private static SidSet set(List<String> sids) {
        return SidSet.of(
                sids.stream().map(text -> Sid.parse(text).orElseThrow()).toList());
    }
}
