package org.gatehouse.pac;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gatehouse.ndr.NdrWriter;
import org.gatehouse.pac.LogonInfoForge.Group;
import org.gatehouse.pac.LogonInfoForge.Membership;
import org.gatehouse.wire.Bytes;

/** Makes a PAC_DEVICE_INFO ([MS-PAC] 2.12) of a computer. */
public final class DeviceInfoForge {
    public int userId = 2001;
    public int primaryGroupId = 515;
    public String accountDomainId = LogonInfoForge.DOMAIN;
    public List<Membership> groups = List.of(new Membership(515));
    public List<Group> extraSids = List.of(new Group("S-1-18-1"));
    public List<DomainGroups> domainGroups =
            List.of(new DomainGroups(LogonInfoForge.RESOURCE_DOMAIN, List.of(new Membership(1107))));
    /** Wrong values, by the paths of their fields. */
    public final Map<String, Long> lies = new HashMap<>();

    /** DOMAIN_GROUP_MEMBERSHIP ([MS-PAC] 2.2.3). */
    public record DomainGroups(String domain, List<Membership> groups) {}

    public Bytes bytes() {
        return NdrWriter.serialized(this::write, lies);
    }

    private void write(NdrWriter ndr) {
        ndr.uint32("UserId", userId);
        ndr.uint32("PrimaryGroupId", primaryGroupId);
        LogonInfoForge.sidPointer(ndr, "AccountDomainId", accountDomainId);
        LogonInfoForge.memberships(ndr, "AccountGroupCount", "AccountGroupIds", groups);
        LogonInfoForge.sids(ndr, "SidCount", "ExtraSids", extraSids);
        ndr.uint32("DomainGroupCount", domainGroups.size());
        if (domainGroups.isEmpty()) {
            ndr.nullPointer("DomainGroup");
        } else {
            ndr.pointer("DomainGroup", array -> array.structure("DomainGroup", this::writeDomains));
        }
    }

    private void writeDomains(NdrWriter ndr) {
        ndr.uint32("MaximumCount", domainGroups.size());
        for (DomainGroups domain : domainGroups) {
            LogonInfoForge.sidPointer(ndr, "DomainId", domain.domain());
            LogonInfoForge.memberships(ndr, "GroupCount", "GroupIds", domain.groups());
        }
    }
}
