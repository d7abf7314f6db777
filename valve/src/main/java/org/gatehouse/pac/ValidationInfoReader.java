package org.gatehouse.pac;

import java.util.List;
import java.util.Optional;
import org.gatehouse.dtyp.FileTime;
import org.gatehouse.dtyp.RpcUnicodeString;
import org.gatehouse.dtyp.Sid;
import org.gatehouse.ndr.NdrReader;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;
import org.gatehouse.wire.WireException.Reason;

/**
 * Reads a KERB_VALIDATION_INFO ([MS-PAC] 2.5, in the order of its IDL): first all fields, then what the pointers among them
 * point at.
 */
final class ValidationInfoReader {
    private static final int USER_SESSION_KEY_SIZE = 16;

    private final NdrReader ndr;

    ValidationInfoReader(Bytes buffer) throws WireException {
        this.ndr = NdrReader.open(PacBufferType.LOGON_INFO.structure(), buffer);
    }

    KerbValidationInfo read() throws WireException {
        ndr.requiredPointer("referent");
        Fields fields = new Fields(ndr);
        KerbValidationInfo info = fields.referents(ndr);
        ndr.end();
        return info;
    }

    private static FileTime time(NdrReader ndr, String field) throws WireException {
        return new FileTime(ndr.twoInt32(field));
    }

    /** The fields in their order. */
    private static final class Fields {
        private final FileTime logonTime;
        private final FileTime logoffTime;
        private final FileTime kickOffTime;
        private final FileTime passwordLastSet;
        private final FileTime passwordCanChange;
        private final FileTime passwordMustChange;
        private final RpcUnicodeString effectiveName;
        private final RpcUnicodeString fullName;
        private final RpcUnicodeString logonScript;
        private final RpcUnicodeString profilePath;
        private final RpcUnicodeString homeDirectory;
        private final RpcUnicodeString homeDirectoryDrive;
        private final int logonCount;
        private final int badPasswordCount;
        private final int userIdAt;
        private final int userId;
        private final int primaryGroupId;
        private final long groupCount;
        private final boolean hasGroupIds;
        private final int userFlags;
        private final RpcUnicodeString logonServer;
        private final RpcUnicodeString logonDomainName;
        private final Tail tail;

        Fields(NdrReader ndr) throws WireException {
            logonTime = time(ndr, "LogonTime");
            logoffTime = time(ndr, "LogoffTime");
            kickOffTime = time(ndr, "KickOffTime");
            passwordLastSet = time(ndr, "PasswordLastSet");
            passwordCanChange = time(ndr, "PasswordCanChange");
            passwordMustChange = time(ndr, "PasswordMustChange");
            effectiveName = RpcUnicodeString.read(ndr, "EffectiveName");
            fullName = RpcUnicodeString.read(ndr, "FullName");
            logonScript = RpcUnicodeString.read(ndr, "LogonScript");
            profilePath = RpcUnicodeString.read(ndr, "ProfilePath");
            homeDirectory = RpcUnicodeString.read(ndr, "HomeDirectory");
            homeDirectoryDrive = RpcUnicodeString.read(ndr, "HomeDirectoryDrive");
            logonCount = ndr.uint16("LogonCount");
            badPasswordCount = ndr.uint16("BadPasswordCount");
            userIdAt = ndr.position();
            userId = ndr.int32("UserId");
            primaryGroupId = ndr.int32("PrimaryGroupId");
            groupCount = ndr.uint32("GroupCount");
            hasGroupIds = ndr.arrayPointer("GroupIds", groupCount);
            userFlags = ndr.int32("UserFlags");
            ndr.octets("UserSessionKey", USER_SESSION_KEY_SIZE);
            logonServer = RpcUnicodeString.read(ndr, "LogonServer");
            logonDomainName = RpcUnicodeString.read(ndr, "LogonDomainName");
            ndr.requiredPointer("LogonDomainId");
            tail = new Tail(ndr);
        }

        KerbValidationInfo referents(NdrReader ndr) throws WireException {
            String[] names = {
                effectiveName.text(ndr),
                fullName.text(ndr),
                logonScript.text(ndr),
                profilePath.text(ndr),
                homeDirectory.text(ndr),
                homeDirectoryDrive.text(ndr)
            };
            GroupMemberships.Numbers groups =
                    hasGroupIds ? GroupMemberships.read(ndr, "GroupIds", groupCount) : GroupMemberships.Numbers.NONE;
            String server = logonServer.text(ndr);
            String domainName = logonDomainName.text(ndr);
            Sid domain = GroupMemberships.readDomain(ndr, "LogonDomainId");
            List<SidAndAttributes> extraSids = tail.extraSids(ndr);
            if (userId == 0 && extraSids.isEmpty()) {
                throw ndr.failure("UserId", Reason.BAD_VALUE, userIdAt);
            }
            return new KerbValidationInfo(
                    times(),
                    new KerbValidationInfo.Texts(
                            names[0], names[1], names[2], names[3], names[4], names[5], server, domainName),
                    numbers(),
                    domain,
                    groups.of(domain),
                    extraSids,
                    tail.resourceGroups(ndr));
        }

        private KerbValidationInfo.Times times() {
            return new KerbValidationInfo.Times(
                    logonTime,
                    logoffTime,
                    kickOffTime,
                    passwordLastSet,
                    passwordCanChange,
                    passwordMustChange,
                    tail.lastSuccessfulILogon,
                    tail.lastFailedILogon);
        }

        private KerbValidationInfo.Numbers numbers() {
            return new KerbValidationInfo.Numbers(
                    logonCount,
                    badPasswordCount,
                    userId,
                    primaryGroupId,
                    userFlags,
                    tail.userAccountControl,
                    tail.subAuthStatus,
                    tail.failedILogonCount);
        }
    }

    /** The fields after LogonDomainId. */
    private static final class Tail {
        private final int userAccountControl;
        private final int subAuthStatus;
        private final FileTime lastSuccessfulILogon;
        private final FileTime lastFailedILogon;
        private final long failedILogonCount;
        private final long sidCount;
        private final boolean hasExtraSids;
        private final boolean hasResourceGroupDomainSid;
        private final long resourceGroupCount;
        private final boolean hasResourceGroupIds;

        Tail(NdrReader ndr) throws WireException {
            ndr.uint32("Reserved1");
            ndr.uint32("Reserved1");
            userAccountControl = ndr.int32("UserAccountControl");
            subAuthStatus = ndr.int32("SubAuthStatus");
            lastSuccessfulILogon = time(ndr, "LastSuccessfulILogon");
            lastFailedILogon = time(ndr, "LastFailedILogon");
            failedILogonCount = ndr.uint32("FailedILogonCount");
            ndr.uint32("Reserved3");
            sidCount = ndr.uint32("SidCount");
            hasExtraSids = ndr.arrayPointer("ExtraSids", sidCount);
            hasResourceGroupDomainSid = ndr.pointer("ResourceGroupDomainSid");
            int at = ndr.position();
            resourceGroupCount = ndr.uint32("ResourceGroupCount");
            if (resourceGroupCount != 0 && !hasResourceGroupDomainSid) {
                throw ndr.failure("ResourceGroupDomainSid", Reason.BAD_VALUE, at - Integer.BYTES);
            }
            hasResourceGroupIds = ndr.arrayPointer("ResourceGroupIds", resourceGroupCount);
        }

        List<SidAndAttributes> extraSids(NdrReader ndr) throws WireException {
            return hasExtraSids ? SidAndAttributes.read(ndr, "ExtraSids", sidCount) : List.of();
        }

        Optional<GroupMemberships> resourceGroups(NdrReader ndr) throws WireException {
            Optional<Sid> domain = hasResourceGroupDomainSid
                    ? Optional.of(GroupMemberships.readDomain(ndr, "ResourceGroupDomainSid"))
                    : Optional.empty();
            GroupMemberships.Numbers groups = hasResourceGroupIds
                    ? GroupMemberships.read(ndr, "ResourceGroupIds", resourceGroupCount)
                    : GroupMemberships.Numbers.NONE;
            return domain.map(groups::of);
        }
    }
}
