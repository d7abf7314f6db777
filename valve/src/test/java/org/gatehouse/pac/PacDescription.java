package org.gatehouse.pac;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gatehouse.dtyp.FileTime;

/** What stands in a PAC, by the names of its fields, as the files of vectors tell it: without zeros and empty texts. */
final class PacDescription {
    private static final List<String> FIELDS = List.of(
            "LogonTime",
            "LogoffTime",
            "KickOffTime",
            "PasswordLastSet",
            "PasswordCanChange",
            "PasswordMustChange",
            "EffectiveName",
            "FullName",
            "LogonScript",
            "ProfilePath",
            "HomeDirectory",
            "HomeDirectoryDrive",
            "LogonServer",
            "LogonDomainName",
            "LogonCount",
            "BadPasswordCount",
            "UserId",
            "PrimaryGroupId",
            "UserFlags",
            "UserAccountControl",
            "LogonDomainId",
            "GroupIds",
            "ExtraSids",
            "ResourceGroupDomainSid",
            "ResourceGroupIds",
            "Upn",
            "DnsDomainName",
            "Flags",
            "SamName",
            "Sid",
            "Attributes",
            "Requestor");

    private final Map<String, String> fields = new TreeMap<>();

    private PacDescription() {}

    static Map<String, String> only(Map<String, String> fields) {
        Map<String, String> only = new TreeMap<>(fields);
        only.keySet().retainAll(FIELDS);
        only.computeIfPresent("Flags", (name, value) -> value.equals("0") ? null : value);
        return only;
    }

    static Map<String, String> of(VerifiedPac pac) {
        PacDescription description = new PacDescription();
        pac.logonInfo().ifPresent(description::logonInfo);
        pac.upnDnsInfo().ifPresent(description::upnDnsInfo);
        pac.attributes().ifPresent(attributes -> description.put("Attributes", attributes.flags()));
        pac.requestor().ifPresent(requestor -> description.put("Requestor", requestor.userSid()));
        return description.fields;
    }

    static Map<String, String> of(KerbValidationInfo info) {
        PacDescription description = new PacDescription();
        description.logonInfo(info);
        return description.fields;
    }

    private void logonInfo(KerbValidationInfo info) {
        KerbValidationInfo.Times times = info.times();
        put("LogonTime", times.logonTime());
        put("LogoffTime", times.logoffTime());
        put("KickOffTime", times.kickOffTime());
        put("PasswordLastSet", times.passwordLastSet());
        put("PasswordCanChange", times.passwordCanChange());
        put("PasswordMustChange", times.passwordMustChange());
        KerbValidationInfo.Texts texts = info.texts();
        put("EffectiveName", texts.effectiveName());
        put("FullName", texts.fullName());
        put("LogonScript", texts.logonScript());
        put("ProfilePath", texts.profilePath());
        put("HomeDirectory", texts.homeDirectory());
        put("HomeDirectoryDrive", texts.homeDirectoryDrive());
        put("LogonServer", texts.logonServer());
        put("LogonDomainName", texts.logonDomainName());
        KerbValidationInfo.Numbers numbers = info.numbers();
        put("LogonCount", numbers.logonCount());
        put("BadPasswordCount", numbers.badPasswordCount());
        put("UserId", numbers.userId());
        put("PrimaryGroupId", numbers.primaryGroupId());
        put("UserFlags", numbers.userFlags());
        put("UserAccountControl", numbers.userAccountControl());
        put("LogonDomainId", info.logonDomainId());
        put("GroupIds", rids(info.groups()));
        put("ExtraSids", sids(info.extraSids()));
        info.resourceGroups().ifPresent(groups -> {
            put("ResourceGroupDomainSid", groups.domain());
            put("ResourceGroupIds", rids(groups));
        });
    }

    private void upnDnsInfo(UpnDnsInfo info) {
        put("Upn", info.upn());
        put("DnsDomainName", info.dnsDomainName());
        put("Flags", (info.isUpnConstructed() ? 1 : 0) + (info.extension().isPresent() ? 2 : 0));
        info.extension().ifPresent(extension -> {
            put("SamName", extension.samName());
            put("Sid", extension.sid());
        });
    }

    private void put(String field, FileTime time) {
        put(field, time.intervals());
    }

    private void put(String field, Object value) {
        String text = value.toString();
        if (!text.isEmpty() && !text.equals("0")) {
            fields.put(field, text);
        }
    }

    private static String rids(GroupMemberships groups) {
        return IntStream.range(0, groups.size())
                .mapToObj(i -> groups.rid(i) + "/" + groups.attributes(i))
                .collect(Collectors.joining(","));
    }

    private static String sids(List<SidAndAttributes> sids) {
        return sids.stream().map(sid -> sid.sid() + "/" + sid.attributes()).collect(Collectors.joining(","));
    }
}
