package org.gatehouse.lab.kdc.pac;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.gatehouse.lab.account.DomainSid;
import org.gatehouse.lab.account.LogonProfile;

/**
 * KERB_VALIDATION_INFO of [MS-PAC] 2.5: who the user is, and in which groups. The session key and the reserved fields are
 * zero for Kerberos; so are those of interactive logons, which this KDC does not count.
 *
 * @param effectiveName {@code sAMAccountName}
 * @param groups of the domain in {@code logonDomain}
 * @param resourceGroups of the service's domain; none in ticket-granting tickets
 */
public record ValidationInfo(
        Times times,
        String effectiveName,
        LogonProfile profile,
        Counts counts,
        long userId,
        long primaryGroupId,
        List<Group> groups,
        int userFlags,
        LogonDomain logonDomain,
        int userAccountControl,
        List<ExtraSid> extraSids,
        Optional<ResourceGroups> resourceGroups) {
    /** Of {@code userFlags}: ExtraSids has something. */
    static final int EXTRA_SIDS = 0x20;

    /** Of {@code userFlags}: ResourceGroupIds has something. */
    static final int RESOURCE_GROUPS = 0x200;

    public ValidationInfo {
        groups = List.copyOf(groups);
        extraSids = List.copyOf(extraSids);
    }

    /** FILETIMEs. */
    record Times(
            long logon,
            long logoff,
            long kickOff,
            long passwordLastSet,
            long passwordCanChange,
            long passwordMustChange) {}

    record Counts(int logons, int badPasswords) {}

    /**
     * Where the user has signed in.
     *
     * @param server the NetBIOS name of the domain controller
     */
    record LogonDomain(String server, String name, DomainSid sid) {}

    /** GROUP_MEMBERSHIP. */
    record Group(long rid, int attributes) {}

    /** KERB_SID_AND_ATTRIBUTES. */
    record ExtraSid(DomainSid sid, int attributes) {}

    /** Domain-local groups, compressed by their domain's SID. */
    record ResourceGroups(DomainSid domain, List<Group> groups) {
        ResourceGroups {
            groups = List.copyOf(groups);
        }
    }

    public DomainSid userSid() {
        return logonDomain.sid().withRid(userId);
    }

    /** The user and all the groups that are not domain-local: if one of them is in a group, so is the user. */
    List<DomainSid> identities() {
        List<DomainSid> all = new ArrayList<>();
        all.add(userSid());
        groups.forEach(group -> all.add(logonDomain.sid().withRid(group.rid())));
        extraSids.forEach(extra -> all.add(extra.sid()));
        return all;
    }

    /** The same of another user of the domain. */
    ValidationInfo ofUser(String otherName, long otherId) {
        return new ValidationInfo(
                times,
                otherName,
                LogonProfile.of(otherName),
                counts,
                otherId,
                primaryGroupId,
                groups,
                userFlags,
                logonDomain,
                userAccountControl,
                extraSids,
                resourceGroups);
    }

    ValidationInfo withGroups(UnaryOperator<List<Group>> change) {
        return with(change.apply(groups), extraSids, resourceGroups);
    }

    ValidationInfo withExtraSids(List<ExtraSid> newExtraSids) {
        return with(groups, newExtraSids, resourceGroups);
    }

    ValidationInfo withResourceGroups(Optional<ResourceGroups> newResourceGroups) {
        return with(groups, extraSids, newResourceGroups);
    }

    private ValidationInfo with(
            List<Group> newGroups, List<ExtraSid> newExtraSids, Optional<ResourceGroups> newResourceGroups) {
        int flags = (userFlags & ~EXTRA_SIDS & ~RESOURCE_GROUPS)
                | (newExtraSids.isEmpty() ? 0 : EXTRA_SIDS)
                | (newResourceGroups.isEmpty() ? 0 : RESOURCE_GROUPS);
        return new ValidationInfo(
                times,
                effectiveName,
                profile,
                counts,
                userId,
                primaryGroupId,
                newGroups,
                flags,
                logonDomain,
                userAccountControl,
                newExtraSids,
                newResourceGroups);
    }
}
