package org.gatehouse.pac;

import java.util.List;
import java.util.Optional;
import org.gatehouse.dtyp.FileTime;
import org.gatehouse.dtyp.Sid;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;

/**
 * KERB_VALIDATION_INFO ([MS-PAC] 2.5): the account and its groups. Every field is here but UserSessionKey, which is a key of
 * NTLM and zero in tickets, and the reserved ones.
 *
 * @param logonDomainId the SID of the account's domain
 * @param groups of the account's own domain, its primary group among them
 * @param extraSids groups of other domains, and what else SIDs say of the user
 * @param resourceGroups domain-local groups of the domain that the service is in
 */
public record KerbValidationInfo(
        Times times,
        Texts texts,
        Numbers numbers,
        Sid logonDomainId,
        GroupMemberships groups,
        List<SidAndAttributes> extraSids,
        Optional<GroupMemberships> resourceGroups) {
    /** What the parser has checked: an account without a RID has a SID among the extra ones. */
    public KerbValidationInfo {
        extraSids = List.copyOf(extraSids);
        if (numbers.userId() == 0 && extraSids.isEmpty()) {
            throw new IllegalArgumentException("An account without a SID");
        }
    }

    static KerbValidationInfo parse(Bytes buffer) throws WireException {
        return new ValidationInfoReader(buffer).read();
    }

    /** The account's SID. Where the account has no RID (UserId is 0), it is the first one of the extra SIDs. */
    public Sid userSid() {
        return numbers.userId() == 0 ? extraSids.get(0).sid() : logonDomainId.issued(numbers.userId());
    }

    /** The SID of the primary group, which is one of the account's own domain. */
    public Sid primaryGroupSid() {
        return logonDomainId.issued(numbers.primaryGroupId());
    }

    /** The times of account and sign-in; many are never. */
    public record Times(
            FileTime logonTime,
            FileTime logoffTime,
            FileTime kickOffTime,
            FileTime passwordLastSet,
            FileTime passwordCanChange,
            FileTime passwordMustChange,
            FileTime lastSuccessfulILogon,
            FileTime lastFailedILogon) {}

    /**
     * The texts, each of which may be empty.
     *
     * @param effectiveName the account's SAM name
     * @param logonServer the NetBIOS name of the domain controller that authenticated the user
     * @param logonDomainName the NetBIOS name of the account's domain
     */
    public record Texts(
            String effectiveName,
            String fullName,
            String logonScript,
            String profilePath,
            String homeDirectory,
            String homeDirectoryDrive,
            String logonServer,
            String logonDomainName) {}

    /**
     * The numbers. RIDs and flags have all their 32 bits.
     *
     * @param userId the account's RID, or 0
     * @param userAccountControl in the bits of [MS-SAMR] 2.2.1.12
     */
    public record Numbers(
            int logonCount,
            int badPasswordCount,
            int userId,
            int primaryGroupId,
            int userFlags,
            int userAccountControl,
            int subAuthStatus,
            long failedILogonCount) {}
}
