package org.gatehouse.dtyp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.gatehouse.wire.Hex.hex;
import static org.gatehouse.wire.Malformed.assertMalformed;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gatehouse.ndr.NdrReader;
import org.gatehouse.wire.ByteCursor;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;
import org.gatehouse.wire.WireException.Reason;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class SidTest {
    /** The domain's SID in the PAC of [MS-PAC] 3, as the PAC has it. */
    private static final String DOMAIN_PACKET = "0104000000000005 15000000 5951b817 66725d25 64633b0b";

    private static final String DOMAIN = "S-1-5-21-397955417-626881126-188441444";

    @Nested
    class PacketRepresentation_MsDtyp_2_4_2_2 {
        @ParameterizedTest
        @CsvSource({
            "010100000000000100000000, S-1-1-0",
            "010100000000000512000000, S-1-5-18",
            "01020000000000052000000020020000, S-1-5-32-544",
            "010100000000001201000000, S-1-18-1",
            "01010000ffffffff00000000, S-1-4294967295-0",
            "010100010000000000000000, S-1-0x000100000000-0",
            "0101ffffffffffffffffffff, S-1-0xffffffffffff-4294967295",
            "0102000000000005ffffff7f00000080, S-1-5-2147483647-2147483648",
            DOMAIN_PACKET + ", " + DOMAIN
        })
        void readsSidAsItsTextHasIt(String packet, String text) throws WireException {
            Sid sid = parsed(packet);

            assertThat(sid).hasToString(text);
            assertThat(Sid.parse(text)).contains(sid);
        }

        @Test
        void readsSidWithoutSubAuthoritiesThoughItsTextHasNoFormat() throws WireException {
            assertThat(parsed("0100000000000005")).hasToString("S-1-5");
        }

        @Test
        void readsSidWithFifteenSubAuthoritiesAndNoMore() throws WireException {
            assertThat(parsed("010f000000000005" + "01000000".repeat(15))).hasToString("S-1-5" + "-1".repeat(15));
            for (int count = 16; count <= 255; count++) {
                ByteCursor cursor = hex("01%02x000000000005".formatted(count) + "00".repeat(4 * count))
                        .cursor("SID");

                assertMalformed(() -> Sid.parse(cursor), "SID.SubAuthorityCount", Reason.TOO_MANY, 1);
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"00", "02", "81", "ff"})
        void refusesSidOfAnotherRevision(String revision) {
            ByteCursor cursor = hex(revision + "0100000000000512000000").cursor("SID");

            assertMalformed(() -> Sid.parse(cursor), "SID.Revision", Reason.BAD_VERSION, 0);
        }

        @Test
        void refusesSidThatIsCutAnywhere() {
            Bytes packet = hex(DOMAIN_PACKET);
            for (int length = 0; length < packet.length(); length++) {
                ByteCursor cursor = packet.slice(0, length).cursor("SID");
                String field = length < 1
                        ? "Revision"
                        : length < 2 ? "SubAuthorityCount" : length < 8 ? "IdentifierAuthority" : "SubAuthority";

                assertMalformed(() -> Sid.parse(cursor), "SID." + field, Reason.TRUNCATED);
            }
        }

        @Test
        void refusesSidThatItsStructureCutsThoughTheMessageGoesOn() throws WireException {
            ByteCursor cursor = hex("eeee" + DOMAIN_PACKET).cursor("M");
            cursor.skip("before", 2);
            cursor.enter("DomainId", 23);

            assertMalformed(() -> Sid.parse(cursor), "M.DomainId.SubAuthority", Reason.TRUNCATED, 22);
        }

        @Test
        void leavesWhatFollowsTheSid() throws WireException {
            ByteCursor cursor = hex("010100000000000512000000" + "0107").cursor("M");

            Sid.parse(cursor);

            assertThat(cursor.remaining()).isEqualTo(2);
        }
    }

    @Nested
    class StringFormat_MsDtyp_2_4_2_1 {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "S-1-0-0",
                    "S-1-5-32-544",
                    DOMAIN + "-512",
                    "S-1-4294967295-4294967295",
                    "S-1-0x000100000000-1",
                    "S-1-0x89abcdefffff-0-0",
                    "S-1-5-1-2-3-4-5-6-7-8-9-10-11-12-13-14-15"
                })
        void readsTextAndWritesItAgain(String text) {
            assertThat(Sid.parse(text))
                    .hasValueSatisfying(sid -> assertThat(sid).hasToString(text));
        }

        @ParameterizedTest
        @CsvSource({"s-1-5-18, S-1-5-18", "S-1-0XABCDEF012345-1, S-1-0xabcdef012345-1"})
        void readsLettersOfEitherCase(String text, String written) {
            assertThat(Sid.parse(text))
                    .hasValueSatisfying(sid -> assertThat(sid).hasToString(written));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "S",
                    "S-1",
                    "S-1-",
                    "S-1-5",
                    "S-1-5-",
                    "S-1--5",
                    "S-1-5--18",
                    "S-1-5-18-",
                    "-S-1-5-18",
                    "S-2-5-18",
                    "S-0-5-18",
                    "S-01-5-18",
                    "S-11-5-18",
                    "T-1-5-18",
                    "ſ-1-5-18", // a long s, which is an S in upper case
                    "S1-5-18",
                    "S 1 5 18",
                    "S-1-5-18 ",
                    " S-1-5-18",
                    "S-1-5-18\n",
                    "S-1-5-18\0",
                    "S-1-5- 18",
                    "S-1-5-+18",
                    "S-1-5--1",
                    "S-1-5-018",
                    "S-1-05-18",
                    "S-1-5-00",
                    "S-1-5-1a",
                    "S-1-5-0x12",
                    "S-1-5-1.8",
                    "S-1-5-1_8",
                    "S-1-5-4294967296",
                    "S-1-5-9999999999",
                    "S-1-5-10000000000",
                    "S-1-5-18446744073709551634",
                    "S-1-4294967296-1",
                    "S-1-9999999999-1",
                    "S-1-281474976710655-1",
                    "S-1-0x000000000005-18", // this authority is written in decimal
                    "S-1-0x0000ffffffff-1",
                    "S-1-0x1-1",
                    "S-1-0x00010000000-1",
                    "S-1-0x0001000000000-1",
                    "S-1-0x1000000000000-1",
                    "S-1-0x00010000000g-1",
                    "S-1-0x000100000000",
                    "S-1-0x-1",
                    "S-1-x000100000000-1",
                    "S-1-5-٣", // a digit, though not one of ASCII
                    "S-1-5-１８",
                    "S\u20111\u20115\u201118",
                    "S-1-5-1-2-3-4-5-6-7-8-9-10-11-12-13-14-15-16",
                    "S-1-5-32-544,S-1-5-18",
                    "BUILTIN\\Administrators"
                })
        void refusesEveryOtherText(String text) {
            assertThat(Sid.parse(text)).isEmpty();
        }

        @Test
        void refusesTextThatIsCutWhereItIsNoOtherSid() {
            String text = "S-1-0x000100000000-7";
            for (int length = 0; length < text.length(); length++) {
                assertThat(Sid.parse(text.substring(0, length)))
                        .as("%d characters", length)
                        .isEmpty();
            }
        }

        @Test
        void refusesTextOfAnyLength() {
            assertThat(Sid.parse("S-1-5" + "-1".repeat(1_000_000))).isEmpty();
            assertThat(Sid.parse("S-1-5-" + "9".repeat(1_000_000))).isEmpty();
            assertThat(Sid.parse("S-1-0x" + "f".repeat(1_000_000) + "-1")).isEmpty();
        }
    }

    @Nested
    class Parts {
        @Test
        void domainAndRidAreWhatTheSidOfAnAccountIsMadeOf() {
            Sid user = sid(DOMAIN + "-1104");

            assertThat(user.domain()).contains(sid(DOMAIN));
            assertThat(user.rid()).hasValue(1104);
        }

        @Test
        void ridHasNoSign() {
            assertThat(sid("S-1-5-21-4294967295").rid()).hasValue(0xffff_ffffL);
        }

        @Test
        void sidWithoutSubAuthoritiesHasNeitherDomainNorRid() throws WireException {
            Sid authority = parsed("0100000000000005");

            assertThat(authority.domain()).isEmpty();
            assertThat(authority.rid()).isEmpty();
            assertThat(sid("S-1-5-18").domain()).contains(authority);
        }
    }

    @Nested
    class Comparison {
        private static final List<String> IN_ORDER = List.of(
                "S-1-0-0",
                "S-1-5-18",
                "S-1-5-21",
                "S-1-5-21-0",
                "S-1-5-21-1-2-3",
                "S-1-5-21-1-2-3-500",
                "S-1-5-21-1-2-3-2147483648",
                "S-1-5-21-1-2-3-4294967295",
                "S-1-5-21-1-2-4",
                "S-1-5-21-2",
                "S-1-5-32-544",
                "S-1-18-1",
                "S-1-4294967295-1",
                "S-1-0x000100000000-1",
                "S-1-0xffffffffffff-1");

        @Test
        void sidsAreOrderedByAuthorityThenBySubAuthoritiesWithoutSign() {
            List<Sid> sids = IN_ORDER.stream().map(SidTest::sid).toList();
            List<Sid> reversed = Stream.iterate(sids.size() - 1, i -> i >= 0, i -> i - 1)
                    .map(sids::get)
                    .toList();

            assertThat(reversed.stream().sorted().toList()).isEqualTo(sids);
        }

        @ParameterizedTest
        @FieldSource("IN_ORDER")
        void sidEqualsItselfOnly(String text) {
            Sid one = sid(text);

            for (String other : IN_ORDER) {
                boolean same = text.equals(other);
                assertThat(one.equals(sid(other))).as(other).isEqualTo(same);
                assertThat(one.compareTo(sid(other)) == 0).as(other).isEqualTo(same);
            }
            assertThat(one).hasSameHashCodeAs(sid(text)).isNotEqualTo(text);
        }

        @Test
        void hashCodesOfADomainsAccountsDiffer() {
            List<Integer> hashes = Stream.iterate(500, rid -> rid + 1)
                    .limit(1000)
                    .map(rid -> sid(DOMAIN + "-" + rid).hashCode())
                    .toList();

            assertThat(Collections.frequency(hashes, hashes.get(0))).isEqualTo(1);
        }
    }

    private static Sid parsed(String packet) throws WireException {
        ByteCursor cursor = hex(packet).cursor("SID");
        Sid sid = Sid.parse(cursor);
        cursor.expectEnd();
        return sid;
    }

    private static Sid sid(String text) {
        Optional<Sid> sid = Sid.parse(text);
        return sid.orElseThrow();
    }

    @Nested
    class OfADomain {
        @Test
        void isIssuedWithARelativeIdentifier() {
            Sid domain = Sid.parse("S-1-5-21-1-2-3").orElseThrow();

            assertThat(domain.issued(513)).hasToString("S-1-5-21-1-2-3-513");
            assertThat(domain.issued(-1)).hasToString("S-1-5-21-1-2-3-4294967295");
            assertThat(domain.issued(513).domain()).contains(domain);
        }

        @Test
        void isNotIssuedByOneWithoutRoom() {
            Sid longest = Sid.parse("S-1-5" + "-1".repeat(15)).orElseThrow();

            assertThat(longest.canIssue()).isFalse();
            assertThat(Sid.parse("S-1-5" + "-1".repeat(14)).orElseThrow().canIssue())
                    .isTrue();
            assertThatIllegalStateException().isThrownBy(() -> longest.issued(1));
        }
    }

    @Nested
    class InNdr {
        private static final String SID = "0500000000000515000000010000000200000003000000f4010000";

        private Sid read(String digits) throws WireException {
            NdrReader ndr = NdrReader.open(
                    "T", hex("01100800cccccccc" + digits.substring(0, 2) + "00000000000000" + digits.substring(2)));
            Sid sid = Sid.read(ndr);
            ndr.end();
            return sid;
        }

        @Test
        void isReadWithItsSizeInFront() throws WireException {
            assertThat(read("20 05000000 01" + SID)).hasToString("S-1-5-21-1-2-3-500");
        }

        @ParameterizedTest
        @ValueSource(strings = {"00000000", "04000000", "06000000", "ffffffff"})
        void refusesSizeThatIsNotThatOfTheSid(String size) {
            assertMalformed(() -> read("20" + size + "01" + SID), "T.SubAuthority", Reason.BAD_LENGTH, 16);
        }
    }
}
