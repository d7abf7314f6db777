package org.gatehouse.lab.kdc.pac;

import static org.gatehouse.lab.kdc.pac.SidAttributes.ENABLED;
import static org.gatehouse.lab.kdc.pac.SidAttributes.ENABLED_RESOURCE;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kerby.kerberos.kerb.type.base.EncryptionKey;
import org.gatehouse.lab.account.AccountClaim;
import org.gatehouse.lab.account.DomainSid;
import org.gatehouse.lab.account.LogonProfile;
import org.gatehouse.lab.kdc.pac.PacDraft.Owner;
import org.gatehouse.lab.kdc.pac.ValidationInfo.Counts;
import org.gatehouse.lab.kdc.pac.ValidationInfo.ExtraSid;
import org.gatehouse.lab.kdc.pac.ValidationInfo.Group;
import org.gatehouse.lab.kdc.pac.ValidationInfo.LogonDomain;
import org.gatehouse.lab.kdc.pac.ValidationInfo.ResourceGroups;
import org.gatehouse.lab.kdc.pac.ValidationInfo.Times;

/**
 * A PAC that says what somebody wants it to say who has the key of a trust, or of krbtgt.
 *
 * @param owner whom PAC_CLIENT_INFO names
 * @param resourceGroups of the user's own domain
 * @param requestor empty for a PAC without PAC_REQUESTOR
 */
public record ForgedPac(
        DomainSid user,
        String owner,
        List<String> extraSids,
        List<Long> resourceGroups,
        Optional<DomainSid> requestor,
        List<AccountClaim> claims) {
    /** What a KDC would make of such a user. */
    public static ForgedPac of(DomainSid user, String name) {
        return new ForgedPac(user, name, List.of("S-1-18-1"), List.of(), Optional.of(user), List.of());
    }

    public ForgedPac withExtraSids(String... sids) {
        return new ForgedPac(user, owner, List.of(sids), resourceGroups, requestor, claims);
    }

    public ForgedPac withResourceGroups(Long... rids) {
        return new ForgedPac(user, owner, extraSids, List.of(rids), requestor, claims);
    }

    public ForgedPac withRequestor(Optional<DomainSid> sid) {
        return new ForgedPac(user, owner, extraSids, resourceGroups, sid, claims);
    }

    public ForgedPac withClaims(AccountClaim... some) {
        return new ForgedPac(user, owner, extraSids, resourceGroups, requestor, List.of(some));
    }

    /** For a ticket-granting ticket. */
    public PacDraft draft(Instant authTime, EncryptionKey kdcKey) {
        SortedMap<PacPart, byte[]> others = new TreeMap<>();
        requestor.ifPresent(sid -> others.put(PacPart.REQUESTOR, sid.toBytes()));
        if (!claims.isEmpty()) {
            others.put(PacPart.CLIENT_CLAIMS, ClaimsFormat.encode(claims));
        }
        PacBuffers content = new PacBuffers(info(), others);
        return new PacDraft(content, new Owner(owner, authTime), kdcKey, false, Optional.empty());
    }

    private ValidationInfo info() {
        return new ValidationInfo(
                new Times(0, 0, 0, 0, 0, 0),
                owner,
                LogonProfile.of(owner),
                new Counts(0, 0),
                user.rid(),
                513,
                List.of(new Group(513, ENABLED), new Group(512, ENABLED)),
                ValidationInfo.EXTRA_SIDS,
                new LogonDomain("DC1", "X", user.domain()),
                0x10,
                extraSids.stream()
                        .map(sid -> new ExtraSid(DomainSid.of(sid), ENABLED))
                        .toList(),
                resourceGroups.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new ResourceGroups(
                                user.domain(),
                                resourceGroups.stream()
                                        .map(rid -> new Group(rid, ENABLED_RESOURCE))
                                        .toList())));
    }
}
