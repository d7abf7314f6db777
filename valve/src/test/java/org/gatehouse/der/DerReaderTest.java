package org.gatehouse.der;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.wire.Hex.hex;
import static org.gatehouse.wire.Malformed.assertMalformed;

import org.gatehouse.wire.WireException;
import org.gatehouse.wire.WireException.Reason;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the reader refuses, and what it tolerates; that both sides agree is in {@link DerTwinsTest}. */
class DerReaderTest {
    @Nested
    class Lengths_X690_8_1_3 {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "30 81 00",
                    "30 81 01 00",
                    "30 81 7f",
                    "30 82 00 80",
                    "30 82 00 ff",
                    "30 83 00 ff ff",
                    "30 84 00 ff ff ff",
                    "30 84 00 00 00 00"
                })
        void rejectsLengthNotEncodedInShortestForm(String der) {
            assertMalformed(() -> reader(der).enter("S", Tag.SEQUENCE), "T.S", Reason.BAD_LENGTH, 0);
        }

        @Test
        void rejectsIndefiniteLength() {
            assertMalformed(() -> reader("30 80 00 00").enter("S", Tag.SEQUENCE), "T.S", Reason.BAD_LENGTH, 0);
        }

        @ParameterizedTest
        @ValueSource(strings = {"30 85 01 00 00 00 00", "30 85 00 00 00 00 00", "30 fe", "30 ff"})
        void rejectsLengthOfMoreThanFourBytes(String der) {
            assertMalformed(() -> reader(der).enter("S", Tag.SEQUENCE), "T.S", Reason.BAD_LENGTH, 0);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "30 01",
                    "30 7f",
                    "30 82 ff ff 00",
                    "30 84 7f ff ff ff 00",
                    "30 84 80 00 00 00 00", // 2^31: negative as an int
                    "30 84 ff ff ff ff 00" // 2^32 - 1: -1 as an int
                })
        void rejectsLengthBeyondTheEndOfTheMessage(String der) {
            assertMalformed(() -> reader(der).enter("S", Tag.SEQUENCE), "T.S", Reason.TRUNCATED, 0);
        }

        @Test
        void rejectsLengthBeyondTheEndOfTheElementAround() throws WireException {
            DerReader der = reader("30 03 30 02 05 00");
            der.enter("outer", Tag.SEQUENCE);

            assertMalformed(() -> der.enter("inner", Tag.SEQUENCE), "T.outer.inner", Reason.TRUNCATED, 2);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "30", "30 81", "30 82 01", "30 84 01 02 03"})
        void rejectsHeaderThatIsCut(String der) {
            assertMalformed(() -> reader(der).enter("S", Tag.SEQUENCE), "T.S", Reason.TRUNCATED);
        }
    }

    @Nested
    class Tags_X690_8_1_2 {
        @ParameterizedTest
        @ValueSource(strings = {"31 00", "10 00", "70 00", "1f 30 00", "00 00"})
        void rejectsAnotherTagThanTheOneExpected(String der) {
            assertMalformed(() -> reader(der).enter("S", Tag.SEQUENCE), "T.S", Reason.BAD_TAG, 0);
        }

        @Test
        void recognisesOptionalFieldByItsNumber() {
            assertThat(reader("a1 00").has(1)).isTrue();
            assertThat(reader("a1 00").has(2)).isFalse();
        }

        @Test
        void hasNoFieldAtTheEnd() {
            assertThat(reader("").has(0)).isFalse();
            assertThat(reader("").atEnd()).isTrue();
        }

        @Test
        void rejectsFieldsOutOfOrder() throws WireException {
            DerReader der = reader("a1 03 02 01 07 a0 03 02 01 05");

            assertMalformed(() -> der.integer(0, "pvno", 5, 5), "T.pvno", Reason.BAD_TAG, 0);
        }
    }

    @Nested
    class ExplicitTags_X690_8_14 {
        @Test
        void rejectsInnerElementThatDoesNotFillTheTag() {
            assertMalformed(() -> anyInteger("a0 04 02 01 05 00"), "T.n", Reason.BAD_LENGTH, 0);
        }

        @Test
        void rejectsInnerElementThatReachesOutOfTheTag() {
            assertMalformed(() -> anyInteger("a0 03 02 02 05 00"), "T.n", Reason.BAD_LENGTH, 0);
        }

        @ParameterizedTest
        @ValueSource(strings = {"a0 00 02 01 05", "a0 01 02 01 05", "a0 02 02 01 05", "a0 02 02 81 80"})
        void rejectsTagThatEndsInsideTheInnerHeader(String der) {
            assertMalformed(() -> anyInteger(der + " 00".repeat(128)), "T.n", Reason.BAD_LENGTH, 0);
        }

        @Test
        void rejectsEmptyTagAtTheEnd() {
            assertMalformed(() -> anyInteger("a0 00"), "T.n", Reason.TRUNCATED, 2);
        }

        @Test
        void rejectsInnerElementOfAnotherType() {
            assertMalformed(() -> anyInteger("a0 03 04 01 05"), "T.n", Reason.BAD_TAG, 2);
        }
    }

    @Nested
    class Structures {
        @Test
        void rejectsTrailingMembers() throws WireException {
            DerReader der = reader("30 05 a0 03 02 01 05 00");
            der.enter("S", Tag.SEQUENCE);
            anyIntegerOf(der);
            der.leave();

            assertMalformed(der::expectEnd, "T.end", Reason.TRAILING, 7);
        }

        @Test
        void rejectsUnreadMembersOfASequence() throws WireException {
            DerReader der = reader("30 07 a0 03 02 01 05 05 00");
            der.enter("S", Tag.SEQUENCE);
            anyIntegerOf(der);

            assertMalformed(der::leave, "T.S.end", Reason.TRAILING, 7);
        }

        @Test
        void rejectsNestingDeeperThanAnyMessage() {
            String der = "";
            for (int i = 0; i < 40; i++) {
                der = "30 %02x %s".formatted(2 * i, der);
            }
            DerReader reader = reader(der);

            assertMalformed(
                    () -> {
                        for (int i = 0; i < 40; i++) {
                            reader.enter("S", Tag.SEQUENCE);
                        }
                    },
                    "T" + ".S".repeat(16),
                    Reason.TOO_DEEP,
                    32);
        }

        @Test
        void readsContentOfAnElementWithoutLookingIntoIt() throws WireException {
            DerReader der = reader("62 03 ff ff ff 05");

            assertThat(der.content("authenticator", Tag.application(2))).isEqualTo(hex("ff ff ff"));
            assertThat(der.rest("rest")).isEqualTo(hex("05"));
        }
    }

    @Nested
    class Integers_X690_8_3 {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "a0 04 02 02 00 00",
                    "a0 04 02 02 00 7f",
                    "a0 04 02 02 ff 80",
                    "a0 04 02 02 ff ff",
                    "a0 07 02 05 00 7f ff ff ff"
                })
        void rejectsIntegerNotEncodedInShortestForm(String der) {
            assertMalformed(() -> anyInteger(der), "T.n", Reason.BAD_LENGTH, 0);
        }

        @Test
        void rejectsIntegerWithoutContent() {
            assertMalformed(() -> anyInteger("a0 02 02 00"), "T.n", Reason.BAD_VALUE, 0);
        }

        @Test
        void rejectsIntegerOfMoreThanFiveBytes() {
            assertMalformed(() -> anyInteger("a0 08 02 06 01 00 00 00 00 00"), "T.n", Reason.BAD_VALUE, 0);
        }

        @ParameterizedTest
        @CsvSource({"a0 03 02 01 04", "a0 03 02 01 07", "a0 03 02 01 85", "a0 07 02 05 01 00 00 00 05"})
        void rejectsIntegerOutOfRange(String der) {
            assertMalformed(() -> reader(der).integer(0, "n", 5, 6), "T.n", Reason.BAD_VALUE, 0);
        }

        @ParameterizedTest
        @CsvSource({"a0 03 02 01 05, 5", "a0 03 02 01 06, 6"})
        void acceptsBothEndsOfTheRange(String der, long expected) throws WireException {
            assertThat(reader(der).integer(0, "n", 5, 6)).isEqualTo(expected);
        }
    }

    @Nested
    class Enumerated_X690_8_4 {
        @ParameterizedTest
        @ValueSource(strings = {"a0 03 0a 01 04", "a0 03 0a 01 ff"})
        void rejectsValueThatIsNotListed(String der) {
            assertMalformed(() -> reader(der).enumerated(0, "negState", 3), "T.negState", Reason.BAD_VALUE, 0);
        }

        @Test
        void rejectsIntegerInItsPlace() {
            assertMalformed(
                    () -> reader("a0 03 02 01 00").enumerated(0, "negState", 3), "T.negState", Reason.BAD_TAG, 2);
        }
    }

    @Nested
    class ObjectIdentifiers_X690_8_19 {
        @Test
        void rejectsIdentifierWithoutContent() {
            assertMalformed(() -> reader("06 00").oid("thisMech"), "T.thisMech", Reason.BAD_VALUE, 0);
            assertMalformed(() -> reader("a1 02 06 00").oid(1, "mech"), "T.mech", Reason.BAD_VALUE, 0);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "06 01 80",
                    "06 01 ff",
                    "06 02 2a 86",
                    "06 03 2a 86 c8",
                    "06 03 2a 81 80",
                    "06 02 81 80",
                    "06 04 2a 86 80 80",
                    "06 04 2a 86 ff 80"
                })
        void rejectsIdentifierWhoseLastNumberHasNoEnd(String der) {
            assertMalformed(() -> reader(der).oid("thisMech"), "T.thisMech", Reason.BAD_VALUE, 0);
        }

        @ParameterizedTest
        @ValueSource(strings = {"06 02 80 01", "06 03 2a 80 01", "06 04 2a 80 80 01", "06 05 2a 86 48 80 01"})
        void rejectsIdentifierOfANumberThatIsNotEncodedInShortestForm(String der) {
            assertMalformed(() -> reader(der).oid("thisMech"), "T.thisMech", Reason.BAD_VALUE, 0);
        }

        @ParameterizedTest
        @ValueSource(strings = {"06 01 00", "06 01 7f", "06 02 81 00", "06 04 2a ff 80 00", "06 04 81 80 80 01"})
        void acceptsZeroInsideAndAtTheEndOfNumbers(String der) throws WireException {
            assertThat(reader(der).oid("thisMech").isEmpty()).isFalse();
        }
    }

    @Nested
    class Strings_RFC4120_5_2_1 {
        @ParameterizedTest
        @ValueSource(strings = {"00", "61 00 62", "0a", "0d", "1b", "7f", "c2 85", "c2 9b"})
        void rejectsControlCharacters(String content) {
            assertStringMalformed(content, Reason.BAD_VALUE);
        }

        @ParameterizedTest
        @ValueSource(strings = {"ff", "c3", "c0 80", "ed a0 80", "e9"})
        void rejectsMalformedUtf8(String content) {
            assertStringMalformed(content, Reason.BAD_VALUE);
        }

        @Test
        void rejectsEmptyString() {
            assertStringMalformed("", Reason.BAD_VALUE);
        }

        @Test
        void acceptsStringOfTheLargestLengthOnly() throws WireException {
            assertThat(reader("1b 04 61 62 63 64").string("s", 4)).isEqualTo("abcd");
            assertStringMalformed("61 62 63 64 65", Reason.TOO_LONG);
        }

        @Test
        void countsBytesNotCharacters() {
            assertStringMalformed("c3 a4 c3 b6 c3 bc", Reason.TOO_LONG);
        }

        @Test
        void acceptsWhatIsNotAscii() throws WireException {
            assertThat(reader("1b 04 c3 a4 c3 b6").string("s", 4)).isEqualTo("äö");
        }

        @Test
        void rejectsUtf8StringInItsPlace() {
            assertMalformed(() -> reader("0c 01 61").string("s", 4), "T.s", Reason.BAD_TAG, 0);
        }

        private static void assertStringMalformed(String content, Reason reason) {
            String element = "1b %02x %s".formatted(hex(content).length(), content);
            String explicit = "a1 %02x %s".formatted(hex(element).length(), element);
            assertMalformed(() -> reader(element).string("s", 4), "T.s", reason, 0);
            assertMalformed(() -> reader(explicit).string(1, "s", 4), "T.s", reason, 0);
        }
    }

    @Nested
    class Flags_RFC4120_5_2_8 {
        @ParameterizedTest
        @CsvSource({
            "a0 04 03 02 05 a0, a0000000", // three flags
            "a0 03 03 01 00, 00000000", // none
            "a0 04 03 02 01 76, 76000000",
            "a0 07 03 05 07 40 81 00 80, 40810080",
            "a0 08 03 06 00 40 81 00 10 ff, 40810010", // more than 32
            "a0 0b 03 09 00 40 81 00 10 ff ff ff ff, 40810010"
        })
        void readsTheFirst32Flags(String der, String expected) throws WireException {
            assertThat(reader(der).flags(0, "flags")).isEqualTo(Integer.parseUnsignedInt(expected, 16));
        }

        @Test
        void rejectsBitStringWithoutContent() {
            assertMalformed(() -> reader("a0 02 03 00").flags(0, "flags"), "T.flags", Reason.BAD_LENGTH, 0);
        }

        @Test
        void rejectsMoreThan64Flags() {
            assertMalformed(
                    () -> reader("a0 0c 03 0a 00 00 00 00 00 00 00 00 00 00").flags(0, "flags"),
                    "T.flags",
                    Reason.BAD_LENGTH,
                    0);
        }

        /** X.690 11.2.1. */
        @ParameterizedTest
        @ValueSource(strings = {"a0 04 03 02 01 77", "a0 04 03 02 05 b0", "a0 07 03 05 07 40 81 00 81"})
        void rejectsUnusedBitsThatAreNotZero(String der) {
            assertMalformed(() -> reader(der).flags(0, "flags"), "T.flags", Reason.BAD_VALUE, 0);
        }

        @ParameterizedTest
        @ValueSource(strings = {"a0 07 03 05 08 00 00 00 00", "a0 07 03 05 ff 00 00 00 00", "a0 03 03 01 01"})
        void rejectsMoreUnusedBitsThanTheLastOctetHas(String der) {
            assertMalformed(() -> reader(der).flags(0, "flags"), "T.flags", Reason.BAD_VALUE, 0);
        }
    }

    private static DerReader reader(String der) {
        return new DerReader(hex(der).cursor("T"));
    }

    private static long anyInteger(String der) throws WireException {
        return anyIntegerOf(reader(der));
    }

    private static long anyIntegerOf(DerReader der) throws WireException {
        return der.integer(0, "n", Long.MIN_VALUE, Long.MAX_VALUE);
    }
}
