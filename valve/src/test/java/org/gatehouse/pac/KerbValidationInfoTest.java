package org.gatehouse.pac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.gatehouse.wire.Malformed.assertMalformed;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.gatehouse.dtyp.FileTime;
import org.gatehouse.dtyp.Sid;
import org.gatehouse.pac.LogonInfoForge.Group;
import org.gatehouse.pac.LogonInfoForge.Membership;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;
import org.gatehouse.wire.WireException.Reason;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** KERB_VALIDATION_INFO ([MS-PAC] 2.5). */
class KerbValidationInfoTest {
    private static final int DENY_ONLY = SidAndAttributes.MANDATORY | SidAndAttributes.USE_FOR_DENY_ONLY;
    private static final int OF_THE_RESOURCE = LogonInfoForge.ENABLED | SidAndAttributes.RESOURCE;

    private static KerbValidationInfo read(LogonInfoForge forge) throws WireException {
        return KerbValidationInfo.parse(forge.bytes());
    }

    @Nested
    class Content {
        @Test
        void everyFieldIsRead() throws WireException {
            LogonInfoForge forge = new LogonInfoForge();
            forge.logonScript = "logon.cmd";
            forge.profilePath = "\\\\files\\profiles\\alice";
            forge.subAuthStatus = 7;
            forge.lastSuccessfulLogon = 1;
            forge.lastFailedLogon = 2;
            forge.failedLogonCount = -1;
            KerbValidationInfo info = read(forge);

            assertThat(info.times())
                    .isEqualTo(new KerbValidationInfo.Times(
                            new FileTime(133_723_493_169_769_520L),
                            FileTime.NEVER,
                            FileTime.NEVER,
                            new FileTime(133_722_597_806_825_730L),
                            new FileTime(133_723_461_806_825_730L),
                            FileTime.NEVER,
                            new FileTime(1),
                            new FileTime(2)));
            assertThat(info.texts())
                    .isEqualTo(new KerbValidationInfo.Texts(
                            "alice",
                            "Alice Liddell",
                            "logon.cmd",
                            "\\\\files\\profiles\\alice",
                            "\\\\files\\alice",
                            "H:",
                            "DC01",
                            "EXAMPLE"));
            assertThat(info.numbers())
                    .isEqualTo(new KerbValidationInfo.Numbers(42, 1, 1104, 513, 0x20, 0x210, 7, 0xffff_ffffL));
        }

        @Test
        void sidsOfTheAccountAreThoseOfItsDomain() throws WireException {
            KerbValidationInfo info = read(new LogonInfoForge());

            assertThat(info.logonDomainId()).hasToString(LogonInfoForge.DOMAIN);
            assertThat(info.userSid()).hasToString(PacForge.ALICES_SID);
            assertThat(info.primaryGroupSid()).hasToString(LogonInfoForge.DOMAIN + "-513");
        }

        @Test
        void groupsKeepTheirAttributesAndTheirOrder() throws WireException {
            KerbValidationInfo info = read(LogonInfoForge.with(logon -> {
                logon.groups = List.of(new Membership(1110), new Membership(512, DENY_ONLY), new Membership(-1, 0));
                logon.extraSids = List.of(new Group("S-1-18-1"), new Group("S-1-5-21-1-2-3-512", DENY_ONLY));
                logon.resourceDomain = LogonInfoForge.RESOURCE_DOMAIN;
                logon.resourceGroups = List.of(new Membership(1107, OF_THE_RESOURCE));
            }));

            assertThat(info.groups().groups())
                    .containsExactly(
                            sid(LogonInfoForge.DOMAIN + "-1110", LogonInfoForge.ENABLED),
                            sid(LogonInfoForge.DOMAIN + "-512", DENY_ONLY),
                            sid(LogonInfoForge.DOMAIN + "-4294967295", 0));
            assertThat(info.extraSids())
                    .containsExactly(sid("S-1-18-1", LogonInfoForge.ENABLED), sid("S-1-5-21-1-2-3-512", DENY_ONLY));
            assertThat(info.resourceGroups().orElseThrow().groups())
                    .containsExactly(sid(LogonInfoForge.RESOURCE_DOMAIN + "-1107", OF_THE_RESOURCE));
        }

        @Test
        void attributesTellEnabledGroupsFromThoseForDenialsOnly() {
            assertThat(sid("S-1-5-21-1-2-3-512", LogonInfoForge.ENABLED).isEnabled())
                    .isTrue();
            assertThat(sid("S-1-5-21-1-2-3-512", LogonInfoForge.ENABLED).isForDenyOnly())
                    .isFalse();
            assertThat(sid("S-1-5-21-1-2-3-512", DENY_ONLY).isEnabled()).isFalse();
            assertThat(sid("S-1-5-21-1-2-3-512", DENY_ONLY).isForDenyOnly()).isTrue();
        }

        @Test
        void thereMayBeNoGroupsAtAll() throws WireException {
            KerbValidationInfo info = read(LogonInfoForge.with(logon -> {
                logon.groups = List.of();
                logon.extraSids = List.of();
            }));

            assertThat(info.groups().size()).isZero();
            assertThat(info.extraSids()).isEmpty();
            assertThat(info.resourceGroups()).isEmpty();
        }

        @Test
        void thousandGroupsOfEachKindAreRead() throws WireException {
            KerbValidationInfo info = read(LogonInfoForge.with(logon -> {
                logon.groups =
                        IntStream.range(0, 1000).mapToObj(Membership::new).toList();
                logon.extraSids = IntStream.range(0, 1000)
                        .mapToObj(i -> new Group("S-1-5-21-1-2-3-" + i))
                        .toList();
                logon.resourceDomain = LogonInfoForge.RESOURCE_DOMAIN;
                logon.resourceGroups =
                        IntStream.range(0, 1000).mapToObj(Membership::new).toList();
            }));

            assertThat(info.groups().rid(999)).isEqualTo(999);
            assertThat(info.extraSids()).hasSize(1000).endsWith(sid("S-1-5-21-1-2-3-999", LogonInfoForge.ENABLED));
            assertThat(info.resourceGroups().orElseThrow().size()).isEqualTo(1000);
        }

        private static SidAndAttributes sid(String sid, int attributes) {
            return new SidAndAttributes(Sid.parse(sid).orElseThrow(), attributes);
        }
    }

    @Nested
    class Lies {
        private static LogonInfoForge everything() {
            return LogonInfoForge.with(logon -> {
                logon.extraSids = List.of(new Group("S-1-5-21-1-2-3-4"), new Group("S-1-18-1"));
                logon.resourceDomain = LogonInfoForge.RESOURCE_DOMAIN;
                logon.resourceGroups = List.of(new Membership(1107), new Membership(1108));
            });
        }

        @ParameterizedTest
        @CsvSource({
            "GroupCount, 1, GroupIds.MaximumCount, BAD_LENGTH",
            "GroupCount, 3, GroupIds.MaximumCount, BAD_LENGTH",
            "GroupCount, 0, GroupIds.MaximumCount, BAD_LENGTH",
            "GroupCount, 2147483647, GroupIds.MaximumCount, BAD_LENGTH",
            "GroupCount, 4294967295, GroupIds.MaximumCount, BAD_LENGTH",
            "GroupIds.MaximumCount, 3, GroupIds.MaximumCount, BAD_LENGTH",
            "GroupIds.MaximumCount, 536870914, GroupIds.MaximumCount, BAD_LENGTH",
            "GroupIds, 0, GroupIds, BAD_VALUE",
            "SidCount, 1, ExtraSids.MaximumCount, BAD_LENGTH",
            "SidCount, 3, ExtraSids.MaximumCount, BAD_LENGTH",
            "SidCount, 2147483647, ExtraSids.MaximumCount, BAD_LENGTH",
            "ExtraSids, 0, ExtraSids, BAD_VALUE",
            "ExtraSids.MaximumCount, 4294967295, ExtraSids.MaximumCount, BAD_LENGTH",
            "ExtraSids.Sid[0].referent, 0, ExtraSids.Sid[0].referent, BAD_VALUE",
            "ExtraSids.Sid[1].referent, 0, ExtraSids.Sid[1].referent, BAD_VALUE",
            "ExtraSids.Sid[0].SubAuthority, 4, ExtraSids.Sid[0].SubAuthority, BAD_LENGTH",
            "ExtraSids.Sid[0].SubAuthority, 4294967295, ExtraSids.Sid[0].SubAuthority, BAD_LENGTH",
            "ExtraSids.Sid[0].Revision, 2, ExtraSids.Sid[0].Revision, BAD_VERSION",
            "ExtraSids.Sid[0].SubAuthorityCount, 16, ExtraSids.Sid[0].SubAuthorityCount, TOO_MANY",
            "ExtraSids.Sid[0].SubAuthorityCount, 255, ExtraSids.Sid[0].SubAuthorityCount, TOO_MANY",
            "ExtraSids.Sid[0].SubAuthorityCount, 0, ExtraSids.Sid[0].SubAuthority, BAD_LENGTH",
            "ExtraSids.Sid[0].SubAuthorityCount, 15, ExtraSids.Sid[0].SubAuthority, BAD_LENGTH",
            "LogonDomainId, 0, LogonDomainId, BAD_VALUE",
            "LogonDomainId.SubAuthority, 3, LogonDomainId.SubAuthority, BAD_LENGTH",
            "ResourceGroupDomainSid, 0, ResourceGroupDomainSid, BAD_VALUE",
            "ResourceGroupIds, 0, ResourceGroupIds, BAD_VALUE",
            "ResourceGroupCount, 3, ResourceGroupIds.MaximumCount, BAD_LENGTH",
            "ResourceGroupIds.MaximumCount, 1, ResourceGroupIds.MaximumCount, BAD_LENGTH",
            "EffectiveName.Length, 9, EffectiveName.Length, BAD_LENGTH",
            "EffectiveName.Length, 12, EffectiveName.MaximumLength, BAD_LENGTH",
            "EffectiveName.Buffer, 0, EffectiveName.Buffer, BAD_VALUE",
            "FullName.Buffer, 131076, FullName.Buffer, DUPLICATE",
            "LogonServer.Length, 2, LogonServer.ActualCount, BAD_LENGTH",
            "LogonDomainName.MaximumLength, 16, LogonDomainName.MaximumCount, BAD_LENGTH",
            "referent, 0, referent, BAD_VALUE",
            "CommonTypeHeader.Version, 2, CommonTypeHeader.Version, BAD_VERSION",
            "CommonTypeHeader.Endianness, 0, CommonTypeHeader.Endianness, BAD_VERSION",
            "CommonTypeHeader.CommonHeaderLength, 16, CommonTypeHeader.CommonHeaderLength, BAD_VERSION",
            "PrivateHeader.ObjectBufferLength, 4294967295, PrivateHeader.ObjectBufferLength, BAD_LENGTH"
        })
        void areRefused(String field, long value, String path, Reason reason) {
            LogonInfoForge forge = everything();
            forge.lies.put(field, value);

            assertMalformed(() -> read(forge), "KERB_VALIDATION_INFO." + path, reason);
        }

        /** The pointer is null, the count is not zero: what comes next would be read as the array. */
        @ParameterizedTest
        @ValueSource(longs = {1, 0x7fff_ffffL, 0xffff_ffffL})
        void nullIsNoArrayWithElements(long count) {
            assertMalformed(
                    () -> read(LogonInfoForge.with(logon -> {
                        logon.groups = List.of();
                        logon.lies.put("GroupCount", count);
                    })),
                    "KERB_VALIDATION_INFO.GroupIds",
                    Reason.BAD_VALUE);
        }

        /** Both counts say so, and nothing is there: nothing is allocated. */
        @ParameterizedTest
        @CsvSource({"8192, TRUNCATED", "8193, TOO_MANY", "268435456, TOO_MANY", "4294967295, TOO_MANY"})
        void countsThatAgreeAreBoundByTheRest(long count, Reason reason) {
            LogonInfoForge forge = LogonInfoForge.with(logon -> {
                logon.lies.put("GroupCount", count);
                logon.lies.put("GroupIds.MaximumCount", count);
            });

            assertMalformed(() -> read(forge), "KERB_VALIDATION_INFO.GroupIds.MaximumCount", reason);
        }

        @Test
        void groupsAreRefusedAtOneMoreThanTheLimit() throws WireException {
            assertThat(read(LogonInfoForge.with(logon -> logon.groups = memberships(GroupMemberships.MAX_SIZE)))
                            .groups()
                            .size())
                    .isEqualTo(GroupMemberships.MAX_SIZE);
            assertMalformed(
                    () -> read(LogonInfoForge.with(logon -> logon.groups = memberships(GroupMemberships.MAX_SIZE + 1))),
                    "KERB_VALIDATION_INFO.GroupIds.MaximumCount",
                    Reason.TOO_MANY);
        }

        @Test
        void extraSidsAreRefusedAtOneMoreThanTheLimit() {
            List<Group> tooMany = IntStream.rangeClosed(0, GroupMemberships.MAX_SIZE)
                    .mapToObj(i -> new Group("S-1-18-" + i))
                    .toList();

            assertMalformed(
                    () -> read(LogonInfoForge.with(logon -> logon.extraSids = tooMany)),
                    "KERB_VALIDATION_INFO.ExtraSids.MaximumCount",
                    Reason.TOO_MANY);
        }

        /** There would be no room for the RID of the user or of a group. */
        @Test
        void domainWithoutRoomForARidIsRefused() throws WireException {
            String longest = "S-1-5" + "-1".repeat(15);

            assertThat(read(LogonInfoForge.with(logon -> logon.logonDomainId = "S-1-5" + "-1".repeat(14)))
                            .userSid())
                    .hasToString("S-1-5" + "-1".repeat(14) + "-1104");
            assertMalformed(
                    () -> read(LogonInfoForge.with(logon -> logon.logonDomainId = longest)),
                    "KERB_VALIDATION_INFO.LogonDomainId.SubAuthorityCount",
                    Reason.TOO_MANY);
            assertMalformed(
                    () -> read(LogonInfoForge.with(logon -> {
                        logon.resourceDomain = longest;
                        logon.resourceGroups = memberships(1);
                    })),
                    "KERB_VALIDATION_INFO.ResourceGroupDomainSid.SubAuthorityCount",
                    Reason.TOO_MANY);
        }

        @ParameterizedTest
        @ValueSource(strings = {"admin\0x", "\0", "\ud83d", "\ude00"})
        void namesWithZerosAndLoneSurrogatesAreRefused(String name) {
            Bytes bytes = LogonInfoForge.with(logon -> logon.effectiveName = "x".repeat(name.length()))
                    .bytes();
            byte[] changed = bytes.toArray();
            int at = indexOf(changed, "x".repeat(name.length()));
            for (int i = 0; i < name.length(); i++) {
                changed[at + 2 * i] = (byte) name.charAt(i);
                changed[at + 2 * i + 1] = (byte) (name.charAt(i) >> 8);
            }

            assertMalformed(
                    () -> KerbValidationInfo.parse(Bytes.of(changed)),
                    "KERB_VALIDATION_INFO.EffectiveName.Buffer",
                    Reason.BAD_VALUE);
        }

        @Test
        void moreThanTheStructureIsRefused() {
            byte[] longer = Arrays.copyOf(
                    new LogonInfoForge().bytes().toArray(),
                    new LogonInfoForge().bytes().length() + 8);
            longer[8] = (byte) (longer[8] + 8);

            assertMalformed(
                    () -> KerbValidationInfo.parse(Bytes.of(longer)), "KERB_VALIDATION_INFO.end", Reason.TRAILING);
        }

        @Test
        void everyPrefixIsRefusedWithAndWithoutItsLength() {
            byte[] whole = everything().bytes().toArray();
            for (int length = 0; length < whole.length; length++) {
                byte[] prefix = Arrays.copyOf(whole, length);
                assertThat(catchThrowable(() -> KerbValidationInfo.parse(Bytes.of(prefix))))
                        .as("%d bytes", length)
                        .isInstanceOf(WireException.class);
                if (length >= 16) {
                    int object = length - 16;
                    prefix[8] = (byte) object;
                    prefix[9] = (byte) (object >> 8);
                    assertThat(catchThrowable(() -> KerbValidationInfo.parse(Bytes.of(prefix))))
                            .as("%d bytes, as the header says", length)
                            .isInstanceOf(WireException.class);
                }
            }
        }

        private static List<Membership> memberships(int count) {
            return IntStream.range(0, count).mapToObj(Membership::new).toList();
        }

        private static int indexOf(byte[] bytes, String name) {
            byte[] wanted = PacForge.utf16(name).toArray();
            for (int at = 0; at <= bytes.length - wanted.length; at++) {
                if (Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
                    return at;
                }
            }
            throw new AssertionError("Not there");
        }
    }
}
