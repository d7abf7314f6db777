package org.gatehouse.lab.kdc.pac;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gatehouse.lab.account.DomainSid;
import org.gatehouse.lab.kdc.message.KdcException;
import org.gatehouse.lab.kdc.message.MalformedMessageException;
import org.gatehouse.lab.kdc.pac.ValidationInfo.ExtraSid;
import org.gatehouse.lab.kdc.pac.ValidationInfo.Group;
import org.gatehouse.lab.kdc.pac.ValidationInfo.ResourceGroups;

/**
 * What a PAC says, without its signatures: made by {@link PacMint}, or read from a ticket whose PAC was verified.
 *
 * @param others every buffer but the logon information and the signatures, as bytes
 */
public record PacBuffers(ValidationInfo info, SortedMap<PacPart, byte[]> others) {
    public PacBuffers {
        others = Collections.unmodifiableSortedMap(new TreeMap<>(others));
    }

    /**
     * Of a PAC whose signatures are right; empty for one without logon information, as KDCs other than Windows' make them.
     *
     * @throws KdcException KRB_AP_ERR_MODIFIED if it cannot be read all the same
     */
    public static Optional<PacBuffers> of(SignedPac verified) throws KdcException {
        SortedMap<PacPart, byte[]> content = verified.content();
        byte[] logonInfo = content.remove(PacPart.LOGON_INFO);
        if (logonInfo == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new PacBuffers(ValidationInfoFormat.decode(logonInfo), content));
        } catch (MalformedMessageException e) {
            throw SignedPac.modified(String.valueOf(e.getMessage()));
        }
    }

    /**
     * A PAC belongs to the ticket that it was made for, [MS-KILE] 3.3.5.7.
     *
     * @throws KdcException KRB_AP_ERR_MODIFIED
     */
    public void requireClient(String name, Instant authTime) throws KdcException {
        if (!Arrays.equals(FlatBuffers.clientInfo(name, authTime), others.get(PacPart.CLIENT_INFO))) {
            throw SignedPac.modified("PAC: PAC_CLIENT_INFO names another client or another time than the ticket");
        }
    }

    /** Whether PAC_REQUESTOR, which only ticket-granting tickets have, names this account. */
    public boolean isRequestedBy(DomainSid account) {
        return Arrays.equals(account.toBytes(), others.get(PacPart.REQUESTOR));
    }

    public boolean hasRequestor() {
        return others.containsKey(PacPart.REQUESTOR);
    }

    public DomainSid user() {
        return info.userSid();
    }

    /** The domain that the user is of. */
    public DomainSid domain() {
        return info.logonDomain().sid();
    }

    /** The user and their groups, of which a service's domain may have some in its own groups. */
    public List<DomainSid> identities() {
        return info.identities();
    }

    /** What this realm believes of it that another realm has made. */
    public PacBuffers acrossTrust() {
        return without(PacPart.CLIENT_CLAIMS).with(TrustFilter.across(info));
    }

    /** For a service's ticket: without what belongs into ticket-granting tickets alone. */
    public PacBuffers forService() {
        return without(PacPart.ATTRIBUTES).without(PacPart.REQUESTOR);
    }

    /** With these domain-local groups of the service's domain, [MS-KILE] 3.3.5.7.3. */
    public PacBuffers withResourceGroups(DomainSid domain, List<DomainSid> groups) {
        if (groups.isEmpty()) {
            return with(info.withResourceGroups(Optional.empty()));
        }
        List<Group> members = groups.stream()
                .map(sid -> new Group(sid.rid(), SidAttributes.ENABLED_RESOURCE))
                .toList();
        return with(info.withResourceGroups(Optional.of(new ResourceGroups(domain, members))));
    }

    /** With these domain-local groups at full length, for a service that cannot read them compressed. */
    public PacBuffers withResourceSids(List<DomainSid> groups) {
        List<ExtraSid> sids = new ArrayList<>(info.extraSids());
        groups.forEach(sid -> sids.add(new ExtraSid(sid, SidAttributes.ENABLED_RESOURCE)));
        return with(info.withResourceGroups(Optional.empty()).withExtraSids(sids));
    }

    PacBuffers with(ValidationInfo newInfo) {
        return new PacBuffers(newInfo, others);
    }

    PacBuffers with(PacPart part, byte[] buffer) {
        SortedMap<PacPart, byte[]> changed = new TreeMap<>(others);
        changed.put(part, buffer);
        return new PacBuffers(info, changed);
    }

    private PacBuffers without(PacPart part) {
        SortedMap<PacPart, byte[]> changed = new TreeMap<>(others);
        changed.remove(part);
        return new PacBuffers(info, changed);
    }

    /** All buffers. */
    SortedMap<PacPart, byte[]> buffers() {
        SortedMap<PacPart, byte[]> all = new TreeMap<>(others);
        all.put(PacPart.LOGON_INFO, ValidationInfoFormat.encode(info));
        return all;
    }
}
