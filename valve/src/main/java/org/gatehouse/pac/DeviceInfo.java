package org.gatehouse.pac;

import java.util.ArrayList;
import java.util.List;
import org.gatehouse.dtyp.Sid;
import org.gatehouse.ndr.NdrReader;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;

/**
 * PAC_DEVICE_INFO ([MS-PAC] 2.12): the computer that the user signed in at, where the domain uses compound identity.
 *
 * @param deviceSid the computer's account
 * @param primaryGroupSid its primary group
 * @param groups of the computer's own domain
 * @param extraSids what SIDs of no domain, or of another one, say of the computer
 * @param domainGroups groups of other domains
 */
public record DeviceInfo(
        Sid deviceSid,
        Sid primaryGroupSid,
        GroupMemberships groups,
        List<SidAndAttributes> extraSids,
        List<GroupMemberships> domainGroups) {
    /** As many domains as a forest, with what it trusts, may have. */
    static final int MAX_DOMAINS = 1024;

    private static final String DOMAINS = "DomainGroup";

    /** In bytes: DOMAIN_GROUP_MEMBERSHIP ([MS-PAC] 2.2.3). */
    private static final int DOMAIN_SIZE = 12;

    /** As many as the PAC has. */
    public DeviceInfo {
        extraSids = List.copyOf(extraSids);
        domainGroups = List.copyOf(domainGroups);
    }

    static DeviceInfo parse(Bytes buffer) throws WireException {
        NdrReader ndr = NdrReader.open(PacBufferType.DEVICE_INFO.structure(), buffer);
        ndr.requiredPointer("referent");
        int userId = ndr.int32("UserId");
        int primaryGroupId = ndr.int32("PrimaryGroupId");
        ndr.requiredPointer("AccountDomainId");
        long groupCount = ndr.uint32("AccountGroupCount");
        boolean hasGroups = ndr.arrayPointer("AccountGroupIds", groupCount);
        long sidCount = ndr.uint32("SidCount");
        boolean hasSids = ndr.arrayPointer("ExtraSids", sidCount);
        long domainCount = ndr.uint32("DomainGroupCount");
        boolean hasDomains = ndr.arrayPointer(DOMAINS, domainCount);
        Sid domain = GroupMemberships.readDomain(ndr, "AccountDomainId");
        GroupMemberships groups = hasGroups
                ? GroupMemberships.read(ndr, "AccountGroupIds", groupCount).of(domain)
                : GroupMemberships.none(domain);
        List<SidAndAttributes> extraSids = hasSids ? SidAndAttributes.read(ndr, "ExtraSids", sidCount) : List.of();
        List<GroupMemberships> domains = hasDomains ? domains(ndr, domainCount) : List.of();
        ndr.end();
        return new DeviceInfo(domain.issued(userId), domain.issued(primaryGroupId), groups, extraSids, domains);
    }

    private static List<GroupMemberships> domains(NdrReader ndr, long declared) throws WireException {
        ndr.begin(DOMAINS);
        int size = ndr.conformance("MaximumCount", declared, MAX_DOMAINS, DOMAIN_SIZE);
        ndr.finish();
        long[] counts = new long[size];
        boolean[] haveGroups = new boolean[size];
        for (int i = 0; i < size; i++) {
            ndr.begin(DOMAINS, i);
            ndr.requiredPointer("DomainId");
            counts[i] = ndr.uint32("GroupCount");
            haveGroups[i] = ndr.arrayPointer("GroupIds", counts[i]);
            ndr.finish();
        }
        List<GroupMemberships> domains = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            ndr.begin(DOMAINS, i);
            Sid domain = GroupMemberships.readDomain(ndr, "DomainId");
            domains.add(
                    haveGroups[i]
                            ? GroupMemberships.read(ndr, "GroupIds", counts[i]).of(domain)
                            : GroupMemberships.none(domain));
            ndr.finish();
        }
        return domains;
    }
}
