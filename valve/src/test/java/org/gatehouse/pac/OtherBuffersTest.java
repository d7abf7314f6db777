package org.gatehouse.pac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.gatehouse.wire.Hex.hex;
import static org.gatehouse.wire.Malformed.assertMalformed;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.gatehouse.ndr.NdrWriter;
import org.gatehouse.pac.DeviceInfoForge.DomainGroups;
import org.gatehouse.pac.LogonInfoForge.Membership;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;
import org.gatehouse.wire.WireException.Reason;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The buffers beside KERB_VALIDATION_INFO, each alone ([MS-PAC] 2.7 to 2.15). */
class OtherBuffersTest {
    /** Reads one structure. */
    @FunctionalInterface
    private interface Parser {
        Object parse(Bytes buffer) throws WireException;
    }

    private static void assertEveryPrefixIsRefused(Bytes whole, Parser parser) throws WireException {
        assertThat(parser.parse(whole)).isNotNull();
        for (int length = 0; length < whole.length(); length++) {
            Bytes prefix = whole.slice(0, length);
            assertThat(catchThrowable(() -> parser.parse(prefix)))
                    .as("%d bytes", length)
                    .isInstanceOf(WireException.class);
        }
    }

    @Nested
    class ClientInfo {
        private static final Bytes ALICE = PacForge.clientInfo("alice", PacForge.AUTH_TIME);

        @Test
        void everyPrefixIsRefused() throws WireException {
            assertEveryPrefixIsRefused(ALICE, PacClientInfo::parse);
        }

        @ParameterizedTest
        @CsvSource({
            "8, 8, end, TRAILING",
            "8, 9, Name.Name, BAD_LENGTH",
            "8, 12, Name, TRUNCATED",
            "9, 255, Name, TRUNCATED",
            "10, 0, Name.Name, BAD_VALUE",
            "19, 0xd8, Name.Name, BAD_VALUE"
        })
        void wrongLengthOrTextIsRefused(int at, String value, String field, Reason reason) {
            byte[] bytes = ALICE.toArray();
            bytes[at] = (byte) (int) Integer.decode(value);

            assertMalformed(() -> PacClientInfo.parse(Bytes.of(bytes)), "PAC_CLIENT_INFO." + field, reason);
        }
    }

    @Nested
    class UpnDns {
        private static final Bytes ALICE =
                PacForge.upnDnsInfo("alice@example.com", "EXAMPLE.COM", 3, "alice", PacForge.ALICES_SID);

        @Test
        void hasNamesAndSid() throws WireException {
            UpnDnsInfo info = UpnDnsInfo.parse(ALICE);

            assertThat(info.upn()).isEqualTo("alice@example.com");
            assertThat(info.dnsDomainName()).isEqualTo("EXAMPLE.COM");
            assertThat(info.isUpnConstructed()).isTrue();
            assertThat(info.extension().orElseThrow().samName()).isEqualTo("alice");
            assertThat(info.extension().orElseThrow().sid()).hasToString(PacForge.ALICES_SID);
        }

        @Test
        void everyPrefixIsRefusedUntilTheLastOfItsParts() {
            int end = ALICE.length() - 4; // the SID has 28 bytes
            for (int length = 0; length < end; length++) {
                Bytes prefix = ALICE.slice(0, length);
                assertThat(catchThrowable(() -> UpnDnsInfo.parse(prefix)))
                        .as("%d bytes", length)
                        .isInstanceOf(WireException.class);
            }
        }

        /** By field: the offset of the UPN, of the domain, of the SAM name and of the SID. */
        @ParameterizedTest
        @CsvSource({"2, Upn", "6, DnsDomainName", "14, SamName", "18, Sid"})
        void offsetsIntoTheFieldsAndBeyondTheEndAreRefused(int at, String part) {
            for (int offset : new int[] {0, 1, 12, 19, ALICE.length(), 0x7fff, 0xffff}) {
                byte[] bytes = ALICE.toArray();
                bytes[at] = (byte) offset;
                bytes[at + 1] = (byte) (offset >> 8);
                assertMalformed(() -> UpnDnsInfo.parse(Bytes.of(bytes)), "UPN_DNS_INFO." + part, Reason.BAD_OFFSET);
            }
        }

        @ParameterizedTest
        @CsvSource({"0, Upn", "4, DnsDomainName", "12, SamName", "16, Sid"})
        void lengthsBeyondTheEndAreRefused(int at, String part) {
            byte[] bytes = ALICE.toArray();
            bytes[at + 1] = (byte) 0xff;

            assertMalformed(() -> UpnDnsInfo.parse(Bytes.of(bytes)), "UPN_DNS_INFO." + part, Reason.BAD_OFFSET);
        }

        @ParameterizedTest
        @CsvSource({"0, Upn.text", "4, DnsDomainName.text", "12, SamName.text"})
        void halfCharactersAreRefused(int at, String part) {
            byte[] bytes = ALICE.toArray();
            bytes[at]--;

            assertMalformed(() -> UpnDnsInfo.parse(Bytes.of(bytes)), "UPN_DNS_INFO." + part, Reason.BAD_LENGTH);
        }

        @ParameterizedTest
        @CsvSource({
            "27, SubAuthority, TRUNCATED",
            "29, end, TRAILING",
            "0, Revision, TRUNCATED",
            "24, SubAuthority, TRUNCATED"
        })
        void sidOfAnotherLengthIsRefused(int length, String field, Reason reason) {
            byte[] bytes = ALICE.toArray();
            bytes[16] = (byte) length;

            assertMalformed(() -> UpnDnsInfo.parse(Bytes.of(bytes)), "UPN_DNS_INFO.Sid." + field, reason);
        }

        @Test
        void emptyUpnIsNowhere() throws WireException {
            assertThat(UpnDnsInfo.parse(hex("0000 ffff 0000 0000 00000000")).upn())
                    .isEmpty();
        }
    }

    @Nested
    class Delegation {
        private static Bytes services(int count, Map<String, Long> lies) {
            return NdrWriter.serialized(
                    ndr -> {
                        ndr.unicodeString("S4U2proxyTarget", "sql/db.example.com");
                        ndr.uint32("TransitedListSize", count);
                        if (count == 0) {
                            ndr.nullPointer("S4UTransitedServices");
                            return;
                        }
                        ndr.pointer("S4UTransitedServices", array -> {
                            array.uint32("S4UTransitedServices.MaximumCount", count);
                            for (int i = 0; i < count; i++) {
                                array.unicodeString("Service[" + i + "]", "HTTP/web" + i + "@EXAMPLE.COM");
                            }
                        });
                    },
                    lies);
        }

        @Test
        void servicesAreReadInTheirOrder() throws WireException {
            S4uDelegationInfo info = S4uDelegationInfo.parse(services(2, Map.of()));

            assertThat(info.proxyTarget()).isEqualTo("sql/db.example.com");
            assertThat(info.transitedServices()).containsExactly("HTTP/web0@EXAMPLE.COM", "HTTP/web1@EXAMPLE.COM");
        }

        @Test
        void everyPrefixIsRefused() throws WireException {
            assertEveryPrefixIsRefused(services(2, Map.of()), S4uDelegationInfo::parse);
        }

        @Test
        void moreServicesThanTheLimitAreRefused() throws WireException {
            int limit = S4uDelegationInfo.MAX_TRANSITED_SERVICES;

            assertThat(S4uDelegationInfo.parse(services(limit, Map.of())).transitedServices())
                    .hasSize(limit);
            assertMalformed(
                    () -> S4uDelegationInfo.parse(services(limit + 1, Map.of())),
                    "S4U_DELEGATION_INFO.S4UTransitedServices.MaximumCount",
                    Reason.TOO_MANY);
        }

        @ParameterizedTest
        @CsvSource({
            "TransitedListSize, 1, S4UTransitedServices.MaximumCount, BAD_LENGTH",
            "TransitedListSize, 4294967295, S4UTransitedServices.MaximumCount, BAD_LENGTH",
            "S4UTransitedServices, 0, S4UTransitedServices, BAD_VALUE",
            "S4UTransitedServices.MaximumCount, 4294967295, S4UTransitedServices.MaximumCount, BAD_LENGTH",
            "Service[1].Length, 3, S4UTransitedServices[1].RPC_UNICODE_STRING.Length, BAD_LENGTH",
            "Service[1].Buffer, 0, S4UTransitedServices[1].RPC_UNICODE_STRING.Buffer, BAD_VALUE",
            "Service[0].Offset, 1, S4UTransitedServices[0].RPC_UNICODE_STRING.Offset, BAD_OFFSET"
        })
        void countsThatDoNotAgreeAreRefused(String field, long value, String path, Reason reason) {
            assertMalformed(
                    () -> S4uDelegationInfo.parse(services(2, Map.of(field, value))),
                    "S4U_DELEGATION_INFO." + path,
                    reason);
        }
    }

    @Nested
    class Device {
        @Test
        void computerAndItsGroupsAreRead() throws WireException {
            DeviceInfo info = DeviceInfo.parse(new DeviceInfoForge().bytes());

            assertThat(info.deviceSid()).hasToString(LogonInfoForge.DOMAIN + "-2001");
            assertThat(info.primaryGroupSid()).hasToString(LogonInfoForge.DOMAIN + "-515");
            assertThat(info.groups().rid(0)).isEqualTo(515);
            assertThat(info.extraSids()).singleElement().hasFieldOrPropertyWithValue("attributes", 7);
            assertThat(info.domainGroups().get(0).group(0).sid()).hasToString(LogonInfoForge.RESOURCE_DOMAIN + "-1107");
        }

        @Test
        void isPartOfThePac() throws Exception {
            VerifiedPac pac = Refusal.read(
                    PacForge.ofAlice().put(14, new DeviceInfoForge().bytes()).signed());

            assertThat(pac.deviceInfo().orElseThrow().deviceSid()).hasToString(LogonInfoForge.DOMAIN + "-2001");
        }

        @Test
        void severalDomainsAreReadEachWithItsGroups() throws WireException {
            DeviceInfoForge forge = new DeviceInfoForge();
            forge.domainGroups = List.of(
                    new DomainGroups("S-1-5-21-1-1-1", List.of(new Membership(1), new Membership(2))),
                    new DomainGroups("S-1-5-21-2-2-2", List.of()),
                    new DomainGroups("S-1-5-21-3-3-3", List.of(new Membership(3))));

            assertThat(DeviceInfo.parse(forge.bytes()).domainGroups())
                    .extracting(GroupMemberships::toString)
                    .containsExactly(
                            "2 groups of S-1-5-21-1-1-1", "0 groups of S-1-5-21-2-2-2", "1 groups of S-1-5-21-3-3-3");
        }

        @Test
        void everyPrefixIsRefused() throws WireException {
            assertEveryPrefixIsRefused(new DeviceInfoForge().bytes(), DeviceInfo::parse);
        }

        @Test
        void moreDomainsThanTheLimitAreRefused() throws WireException {
            DeviceInfoForge forge = new DeviceInfoForge();
            forge.domainGroups = domains(DeviceInfo.MAX_DOMAINS);
            assertThat(DeviceInfo.parse(forge.bytes()).domainGroups()).hasSize(DeviceInfo.MAX_DOMAINS);

            forge.domainGroups = domains(DeviceInfo.MAX_DOMAINS + 1);
            assertMalformed(
                    () -> DeviceInfo.parse(forge.bytes()), "PAC_DEVICE_INFO.DomainGroup.MaximumCount", Reason.TOO_MANY);
        }

        @ParameterizedTest
        @CsvSource({
            "AccountDomainId, 0, AccountDomainId, BAD_VALUE",
            "AccountGroupCount, 2, AccountGroupIds.MaximumCount, BAD_LENGTH",
            "AccountGroupIds, 0, AccountGroupIds, BAD_VALUE",
            "SidCount, 2, ExtraSids.MaximumCount, BAD_LENGTH",
            "ExtraSids, 0, ExtraSids, BAD_VALUE",
            "DomainGroupCount, 2, DomainGroup.MaximumCount, BAD_LENGTH",
            "DomainGroup, 0, DomainGroup, BAD_VALUE",
            "DomainGroup.DomainId, 0, DomainGroup[0].DomainId, BAD_VALUE",
            "DomainGroup.GroupCount, 2, DomainGroup[0].GroupIds.MaximumCount, BAD_LENGTH",
            "DomainGroup.GroupIds, 0, DomainGroup[0].GroupIds, BAD_VALUE",
            "referent, 0, referent, BAD_VALUE"
        })
        void countsThatDoNotAgreeAreRefused(String field, long value, String path, Reason reason) {
            DeviceInfoForge forge = new DeviceInfoForge();
            forge.lies.put(field, value);

            assertMalformed(() -> DeviceInfo.parse(forge.bytes()), "PAC_DEVICE_INFO." + path, reason);
        }

        private static List<DomainGroups> domains(int count) {
            return IntStream.range(0, count)
                    .mapToObj(i -> new DomainGroups("S-1-5-21-1-1-" + i, List.of()))
                    .toList();
        }
    }

    @Nested
    class AttributesAndRequestor {
        @ParameterizedTest
        @CsvSource({
            "02000000 01000000, 1",
            "02000000 02000000, 2",
            "20000000 03000000, 3",
            "21000000 01000000 ffffffff, 1"
        })
        void flagsAreTheFirst(String bytes, int flags) throws WireException {
            assertThat(PacAttributes.parse(hex(bytes)).flags()).isEqualTo(flags);
        }

        @ParameterizedTest
        @CsvSource({
            "00000000 01000000, FlagsLength, BAD_LENGTH",
            "00000000, FlagsLength, BAD_LENGTH",
            "ffffffff 01000000, FlagsLength, TOO_LONG",
            "01010000 01000000, FlagsLength, TOO_LONG",
            "21000000 01000000, Flags, TRUNCATED",
            "02000000 010000, Flags, TRUNCATED",
            "02000000 01000000 00000000, end, TRAILING"
        })
        void flagsOfAnotherLengthAreRefused(String bytes, String field, Reason reason) {
            assertMalformed(() -> PacAttributes.parse(hex(bytes)), "PAC_ATTRIBUTES_INFO." + field, reason);
        }

        @Test
        void everyPrefixIsRefused() throws WireException {
            assertEveryPrefixIsRefused(PacForge.attributes(1), PacAttributes::parse);
            assertEveryPrefixIsRefused(PacForge.sid(PacForge.ALICES_SID), PacRequestor::parse);
        }

        @Test
        void moreThanASidIsRefused() {
            Bytes longer = PacForge.joined(PacForge.sid(PacForge.ALICES_SID), hex("00"));

            assertMalformed(() -> PacRequestor.parse(longer), "PAC_REQUESTOR.UserSid.end", Reason.TRAILING);
        }
    }

    @Nested
    class Skipped {
        @ParameterizedTest
        @ValueSource(ints = {0, 3, 4, 5, 8, 9, 20, 21, 100, -1})
        void unknownTypesAreSkippedAndCounted(int type) throws Exception {
            VerifiedPac pac = Refusal.read(PacForge.ofAlice()
                    .put(type, hex("ffffffffffffff"))
                    .put(4711, Bytes.EMPTY)
                    .signed());

            assertThat(pac.unknownBuffers()).isEqualTo(2);
            assertThat(pac.logonInfo()).isPresent();
        }

        @Test
        void credentialsAreNotOpened() throws Exception {
            assertThat(Refusal.read(PacForge.ofAlice().put(2, hex("ff")).signed())
                            .hasCredentials())
                    .isTrue();
            assertThat(Refusal.read(PacForge.alice()).hasCredentials()).isFalse();
        }
    }
}
