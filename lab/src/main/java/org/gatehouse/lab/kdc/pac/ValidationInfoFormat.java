package org.gatehouse.lab.kdc.pac;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gatehouse.lab.account.LogonProfile;
import org.gatehouse.lab.kdc.message.MalformedMessageException;
import org.gatehouse.lab.kdc.pac.ValidationInfo.Counts;
import org.gatehouse.lab.kdc.pac.ValidationInfo.ExtraSid;
import org.gatehouse.lab.kdc.pac.ValidationInfo.Group;
import org.gatehouse.lab.kdc.pac.ValidationInfo.LogonDomain;
import org.gatehouse.lab.kdc.pac.ValidationInfo.ResourceGroups;
import org.gatehouse.lab.kdc.pac.ValidationInfo.Times;

/** KERB_VALIDATION_INFO in the NDR of [MS-PAC] 2.5: the fixed part, then in order what its pointers point to. */
final class ValidationInfoFormat {
    private static final int SESSION_KEY = 16;
    private static final int RESERVED_1 = 2 * Integer.BYTES;

    /** SubAuthStatus, LastSuccessfulILogon, LastFailedILogon, FailedILogonCount, Reserved3. */
    private static final int RESERVED_2 = 7 * Integer.BYTES;

    private static final int SIZE_OF_GROUP = 8;

    /** Windows leaves room for a NUL behind the names of server and domain. */
    private static final int ROOM_FOR_NUL = 1;

    private ValidationInfoFormat() {}

    static byte[] encode(ValidationInfo info) {
        NdrOutput out = new NdrOutput();
        out.pointer();
        times(out, info.times());
        List<String> texts = texts(info);
        texts.forEach(text -> out.unicodeString(text, 0));
        out.uint16(info.counts().logons());
        out.uint16(info.counts().badPasswords());
        out.uint32(info.userId());
        out.uint32(info.primaryGroupId());
        arrayPointer(out, info.groups());
        out.uint32(info.userFlags());
        out.bytes(new byte[SESSION_KEY]);
        out.unicodeString(info.logonDomain().server(), ROOM_FOR_NUL);
        out.unicodeString(info.logonDomain().name(), ROOM_FOR_NUL);
        out.pointer();
        out.bytes(new byte[RESERVED_1]);
        out.uint32(info.userAccountControl());
        out.bytes(new byte[RESERVED_2]);
        arrayPointer(out, info.extraSids());
        int[] extraSids =
                info.extraSids().stream().mapToInt(extra -> out.referent()).toArray();
        resourceGroupPointers(out, info.resourceGroups());
        texts.forEach(text -> out.characters(text, 0));
        groups(out, info.groups());
        out.characters(info.logonDomain().server(), ROOM_FOR_NUL);
        out.characters(info.logonDomain().name(), ROOM_FOR_NUL);
        out.sid(info.logonDomain().sid());
        extraSids(out, info.extraSids(), extraSids);
        info.resourceGroups().ifPresent(resource -> {
            out.sid(resource.domain());
            groups(out, resource.groups());
        });
        return out.serialized();
    }

    private static void times(NdrOutput out, Times times) {
        out.fileTime(times.logon());
        out.fileTime(times.logoff());
        out.fileTime(times.kickOff());
        out.fileTime(times.passwordLastSet());
        out.fileTime(times.passwordCanChange());
        out.fileTime(times.passwordMustChange());
    }

    private static List<String> texts(ValidationInfo info) {
        LogonProfile profile = info.profile();
        return List.of(
                info.effectiveName(),
                profile.fullName(),
                profile.logonScript(),
                profile.profilePath(),
                profile.homeDirectory(),
                profile.homeDirectoryDrive());
    }

    private static void arrayPointer(NdrOutput out, List<?> elements) {
        out.uint32(elements.size());
        if (elements.isEmpty()) {
            out.nullPointer();
        } else {
            out.pointer();
        }
    }

    private static void resourceGroupPointers(NdrOutput out, Optional<ResourceGroups> resourceGroups) {
        if (resourceGroups.isPresent()) {
            out.pointer();
            arrayPointer(out, resourceGroups.get().groups());
        } else {
            out.nullPointer();
            arrayPointer(out, List.of());
        }
    }

    private static void groups(NdrOutput out, List<Group> groups) {
        if (!groups.isEmpty()) {
            out.uint32(groups.size());
            groups.forEach(group -> {
                out.uint32(group.rid());
                out.uint32(group.attributes());
            });
        }
    }

    private static void extraSids(NdrOutput out, List<ExtraSid> extraSids, int[] referents) {
        if (!extraSids.isEmpty()) {
            out.uint32(extraSids.size());
            for (int i = 0; i < referents.length; i++) {
                out.uint32(referents[i]);
                out.uint32(extraSids.get(i).attributes());
            }
            extraSids.forEach(extra -> out.sid(extra.sid()));
        }
    }

    /** @throws MalformedMessageException for what is not well-formed, and for pointers that are null where Windows has none */
    static ValidationInfo decode(byte[] serialized) throws MalformedMessageException {
        NdrInput in = new NdrInput(serialized);
        required(in.pointer());
        Times times =
                new Times(in.fileTime(), in.fileTime(), in.fileTime(), in.fileTime(), in.fileTime(), in.fileTime());
        Text effectiveName = Text.of(in);
        Text[] profile = {Text.of(in), Text.of(in), Text.of(in), Text.of(in), Text.of(in)};
        Counts counts = new Counts(in.uint16(), in.uint16());
        long userId = in.uint32() & 0xffff_ffffL;
        long primaryGroupId = in.uint32() & 0xffff_ffffL;
        Array groups = Array.of(in);
        int userFlags = in.uint32();
        in.bytes(SESSION_KEY);
        Text server = Text.of(in);
        Text domain = Text.of(in);
        required(in.pointer());
        in.bytes(RESERVED_1);
        int userAccountControl = in.uint32();
        in.bytes(RESERVED_2);
        Array extraSids = Array.of(in);
        boolean resourceDomain = in.pointer();
        Array resourceGroups = Array.of(in);
        return new ValidationInfo(
                times,
                effectiveName.read(in),
                profile(profile, in),
                counts,
                userId,
                primaryGroupId,
                groups.groups(in),
                userFlags,
                new LogonDomain(server.read(in), domain.read(in), in.sid()),
                userAccountControl,
                extraSids.sids(in),
                resourceDomain
                        ? Optional.of(new ResourceGroups(in.sid(), resourceGroups.groups(in)))
                        : Optional.empty());
    }

    private static LogonProfile profile(Text[] texts, NdrInput in) throws MalformedMessageException {
        return new LogonProfile(
                texts[0].read(in), texts[1].read(in), texts[2].read(in), texts[3].read(in), texts[4].read(in));
    }

    private static void required(boolean pointer) throws MalformedMessageException {
        if (!pointer) {
            throw new MalformedMessageException("KERB_VALIDATION_INFO: a pointer is null");
        }
    }

    /** The fixed part of an RPC_UNICODE_STRING. */
    private record Text(int length, boolean present) {
        static Text of(NdrInput in) throws MalformedMessageException {
            int length = in.uint16();
            in.uint16(); // MaximumLength
            return new Text(length, in.pointer());
        }

        String read(NdrInput in) throws MalformedMessageException {
            return present ? in.characters(length) : "";
        }
    }

    /** Count and pointer of a conformant array. */
    private record Array(int count, boolean present) {
        static Array of(NdrInput in) throws MalformedMessageException {
            int count = in.uint32();
            boolean present = in.pointer();
            if (count != 0 && !present) {
                throw new MalformedMessageException("KERB_VALIDATION_INFO: an array without elements");
            }
            return new Array(count, present);
        }

        List<Group> groups(NdrInput in) throws MalformedMessageException {
            List<Group> groups = new ArrayList<>();
            if (present) {
                in.count(count);
                for (int left = in.elements(count, SIZE_OF_GROUP); left > 0; left--) {
                    groups.add(new Group(in.uint32() & 0xffff_ffffL, in.uint32()));
                }
            }
            return groups;
        }

        List<ExtraSid> sids(NdrInput in) throws MalformedMessageException {
            List<ExtraSid> sids = new ArrayList<>();
            if (present) {
                in.count(count);
                int[] attributes = new int[in.elements(count, SIZE_OF_GROUP)];
                for (int i = 0; i < attributes.length; i++) {
                    required(in.pointer());
                    attributes[i] = in.uint32();
                }
                for (int attribute : attributes) {
                    sids.add(new ExtraSid(in.sid(), attribute));
                }
            }
            return sids;
        }
    }
}
