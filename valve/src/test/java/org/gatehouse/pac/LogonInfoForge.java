package org.gatehouse.pac;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.gatehouse.ndr.NdrWriter;
import org.gatehouse.wire.Bytes;

/** Makes a KERB_VALIDATION_INFO of alice, right in everything that a test does not change. */
public final class LogonInfoForge {
    public static final String DOMAIN = "S-1-5-21-1004336348-1177238915-682003330";
    public static final String RESOURCE_DOMAIN = "S-1-5-21-3062750306-1230139592-1973306805";

    /** SE_GROUP_MANDATORY, _ENABLED_BY_DEFAULT and _ENABLED, which most groups have. */
    public static final int ENABLED = 7;

    public static final long NEVER = Long.MAX_VALUE;

    /** A group, or what else a SID says. */
    public record Group(String sid, int attributes) {
        /** An enabled one. */
        public Group(String sid) {
            this(sid, ENABLED);
        }
    }

    /** A group of a domain that stands elsewhere. */
    public record Membership(int rid, int attributes) {
        /** An enabled one. */
        public Membership(int rid) {
            this(rid, ENABLED);
        }
    }

    public long logonTime = 133_723_493_169_769_520L;
    public long logoffTime = NEVER;
    public long kickOffTime = NEVER;
    public long passwordLastSet = 133_722_597_806_825_730L;
    public long passwordCanChange = 133_723_461_806_825_730L;
    public long passwordMustChange = NEVER;
    public String effectiveName = "alice";
    public String fullName = "Alice Liddell";
    public String logonScript = "";
    public String profilePath = "";
    public String homeDirectory = "\\\\files\\alice";
    public String homeDirectoryDrive = "H:";
    public int logonCount = 42;
    public int badPasswordCount = 1;
    public int userId = 1104;
    public int primaryGroupId = 513;
    public List<Membership> groups = List.of(new Membership(513), new Membership(1110));
    /** LOGON_EXTRA_SIDS. */
    public int userFlags = 0x20;

    public String logonServer = "DC01";
    public String logonDomainName = "EXAMPLE";
    public String logonDomainId = DOMAIN;
    public int userAccountControl = 0x210;
    public int subAuthStatus;
    public long lastSuccessfulLogon;
    public long lastFailedLogon;
    public int failedLogonCount;
    public List<Group> extraSids = List.of(new Group("S-1-18-1"));
    /** Empty if there is none. */
    public String resourceDomain = "";

    public List<Membership> resourceGroups = List.of();
    /** Wrong values, by the paths of their fields. */
    public final Map<String, Long> lies = new HashMap<>();

    /** One with something changed. */
    public static LogonInfoForge with(Consumer<LogonInfoForge> change) {
        LogonInfoForge forge = new LogonInfoForge();
        change.accept(forge);
        return forge;
    }

    /** One with a number that is wrong; see {@link NdrWriter#serialized(NdrWriter.Referent, Map)}. */
    public static LogonInfoForge lyingAbout(String field, long value) {
        return with(forge -> forge.lies.put(field, value));
    }

    public Bytes bytes() {
        return NdrWriter.serialized(this::write, lies);
    }

    private void write(NdrWriter ndr) {
        ndr.twoUint32("LogonTime", logonTime);
        ndr.twoUint32("LogoffTime", logoffTime);
        ndr.twoUint32("KickOffTime", kickOffTime);
        ndr.twoUint32("PasswordLastSet", passwordLastSet);
        ndr.twoUint32("PasswordCanChange", passwordCanChange);
        ndr.twoUint32("PasswordMustChange", passwordMustChange);
        ndr.unicodeString("EffectiveName", effectiveName);
        ndr.unicodeString("FullName", fullName);
        ndr.unicodeString("LogonScript", logonScript);
        ndr.unicodeString("ProfilePath", profilePath);
        ndr.unicodeString("HomeDirectory", homeDirectory);
        ndr.unicodeString("HomeDirectoryDrive", homeDirectoryDrive);
        ndr.uint16("LogonCount", logonCount);
        ndr.uint16("BadPasswordCount", badPasswordCount);
        ndr.uint32("UserId", userId);
        ndr.uint32("PrimaryGroupId", primaryGroupId);
        memberships(ndr, "GroupCount", "GroupIds", groups);
        ndr.uint32("UserFlags", userFlags);
        ndr.bytes(Bytes.of(new byte[16]));
        ndr.unicodeString("LogonServer", logonServer);
        ndr.unicodeString("LogonDomainName", logonDomainName);
        sidPointer(ndr, "LogonDomainId", logonDomainId);
        writeTail(ndr);
    }

    private void writeTail(NdrWriter ndr) {
        ndr.uint32("Reserved1", 0);
        ndr.uint32("Reserved1", 0);
        ndr.uint32("UserAccountControl", userAccountControl);
        ndr.uint32("SubAuthStatus", subAuthStatus);
        ndr.twoUint32("LastSuccessfulILogon", lastSuccessfulLogon);
        ndr.twoUint32("LastFailedILogon", lastFailedLogon);
        ndr.uint32("FailedILogonCount", failedLogonCount);
        ndr.uint32("Reserved3", 0);
        sids(ndr, "SidCount", "ExtraSids", extraSids);
        sidPointer(ndr, "ResourceGroupDomainSid", resourceDomain);
        memberships(ndr, "ResourceGroupCount", "ResourceGroupIds", resourceGroups);
    }

    static void memberships(NdrWriter ndr, String count, String field, List<Membership> groups) {
        ndr.uint32(count, groups.size());
        if (groups.isEmpty()) {
            ndr.nullPointer(field);
            return;
        }
        ndr.pointer(
                field,
                array -> array.structure(field, content -> {
                    content.uint32("MaximumCount", groups.size());
                    for (Membership group : groups) {
                        content.uint32("RelativeId", group.rid());
                        content.uint32("Attributes", group.attributes());
                    }
                }));
    }

    static void sids(NdrWriter ndr, String count, String field, List<Group> sids) {
        ndr.uint32(count, sids.size());
        if (sids.isEmpty()) {
            ndr.nullPointer(field);
            return;
        }
        ndr.pointer(
                field,
                array -> array.structure(field, content -> {
                    content.uint32("MaximumCount", sids.size());
                    for (int i = 0; i < sids.size(); i++) {
                        Group sid = sids.get(i);
                        content.structure(
                                "Sid[" + i + "]", element -> element.pointer("referent", it -> it.sid(sid.sid())));
                        content.uint32("Attributes", sid.attributes());
                    }
                }));
    }

    /** @param sid empty for none */
    static void sidPointer(NdrWriter ndr, String field, String sid) {
        if (sid.isEmpty()) {
            ndr.nullPointer(field);
        } else {
            ndr.pointer(field, referent -> referent.structure(field, structure -> structure.sid(sid)));
        }
    }
}
