package org.gatehouse.lab.account;

import java.util.List;

/**
 * What a KDC tells services about an account, beyond its name: the content of KERB_VALIDATION_INFO ([MS-PAC] 2.5) and of
 * the claims, as far as the account's own domain knows it.
 *
 * @param sid of the account
 * @param primaryGroup its RID in the account's domain
 * @param groups the global and universal security groups that the account is in, its primary group among them, directly or
 *     through other such groups; in the order of the RIDs
 * @param claims what the directory's claim types say of it
 */
public record LogonFacts(
        DomainSid sid,
        LogonProfile profile,
        long primaryGroup,
        List<DomainSid> groups,
        List<AccountClaim> claims,
        int logonCount,
        int badPasswordCount) {
    public LogonFacts {
        groups = List.copyOf(groups);
        claims = List.copyOf(claims);
    }
}
