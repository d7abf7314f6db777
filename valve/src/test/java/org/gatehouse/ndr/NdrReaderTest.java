package org.gatehouse.ndr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.wire.Hex.hex;
import static org.gatehouse.wire.Malformed.assertMalformed;

import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;
import org.gatehouse.wire.WireException.Reason;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NdrReaderTest {
    private static final int LIMIT = 8;

    @Nested
    class Headers {
        @Test
        void standsAtTheBeginningOfTheObject() throws WireException {
            NdrReader reader = NdrReader.open("T", hex("01100800cccccccc 0400000000000000 2a000000"));

            assertThat(reader.uint32("a")).isEqualTo(42);
            reader.end();
        }

        @Test
        void fillersMayBeOfAnyValue() throws WireException {
            NdrReader reader = NdrReader.open("T", hex("0110080020212223 0400000024252627 2a000000"));

            assertThat(reader.uint32("a")).isEqualTo(42);
        }

        @ParameterizedTest
        @CsvSource({
            "0010080000000000, Version",
            "0210080000000000, Version",
            "0100080000000000, Endianness",
            "0111080000000000, Endianness",
            "0110070000000000, CommonHeaderLength",
            "0110000800000000, CommonHeaderLength"
        })
        void refusesHeaderOfAnotherFormat(String header, String field) {
            assertMalformed(
                    () -> NdrReader.open("T", hex(header + "0000000000000000")),
                    "T.CommonTypeHeader." + field,
                    Reason.BAD_VERSION);
        }

        @ParameterizedTest
        @ValueSource(strings = {"05000000", "ffffff7f", "ffffffff", "00000080"})
        void refusesObjectLongerThanTheStream(String length) {
            assertMalformed(
                    () -> NdrReader.open("T", hex("01100800cccccccc" + length + "00000000 2a000000")),
                    "T.PrivateHeader.ObjectBufferLength",
                    Reason.BAD_LENGTH,
                    8);
        }

        @Test
        void refusesStreamLongerThanItsObject() {
            assertMalformed(
                    () -> NdrReader.open("T", hex("01100800cccccccc 0400000000000000 2a000000 00")),
                    "T.end",
                    Reason.TRAILING,
                    20);
        }

        @Test
        void refusesEveryPrefixOfTheHeaders() {
            Bytes headers = hex("01100800cccccccc 0000000000000000");
            for (int length = 0; length < headers.length(); length++) {
                Bytes prefix = headers.slice(0, length);
                assertThat(failureOf(() -> NdrReader.open("T", prefix)).reason())
                        .as("%d bytes", length)
                        .isEqualTo(Reason.TRUNCATED);
            }
        }
    }

    @Nested
    class Numbers {
        @Test
        void eachIsAlignedToItsSizeFromTheBeginningOfTheObject() throws WireException {
            NdrReader reader =
                    object("01ff 0203 04 ffffff 05000000 ffffffff 0600000000000080 07 ffffff ffffffff7fffffff");

            assertThat(reader.uint8("a")).isEqualTo(1);
            assertThat(reader.uint16("b")).isEqualTo(0x302);
            assertThat(reader.uint8("c")).isEqualTo(4);
            assertThat(reader.uint32("d")).isEqualTo(5);
            assertThat(reader.int64("e")).isEqualTo(Long.MIN_VALUE + 6);
            assertThat(reader.uint8("f")).isEqualTo(7);
            assertThat(reader.int32("g")).isEqualTo(-1);
            assertThat(reader.uint32("h")).isEqualTo(0xffffff7fL);
            reader.end();
        }

        @Test
        void twoHalvesOfATimeAreAlignedAsTheHalvesAre() throws WireException {
            NdrReader reader = object("01000000 02000000 03000000");

            assertThat(reader.uint32("a")).isEqualTo(1);
            assertThat(reader.twoInt32("b")).isEqualTo(0x3_0000_0002L);
        }

        @Test
        void refusesNumberBeyondTheEnd() {
            NdrReader reader = object("01 0000");
            assertMalformed(
                    () -> {
                        reader.uint8("a");
                        reader.uint32("b");
                    },
                    "T.padding",
                    Reason.TRUNCATED,
                    17);
        }
    }

    @Nested
    class End {
        @ParameterizedTest
        @ValueSource(strings = {"", "01", "00000000000000"})
        void mayBeFollowedByWhatFillsEightOctets(String padding) throws WireException {
            object(padding).end();
        }

        @Test
        void isNotFollowedByMore() {
            assertMalformed(() -> object("0000000000000000").end(), "T.end", Reason.TRAILING, 16);
        }
    }

    @Nested
    class Pointers {
        @Test
        void pointerIsThereUnlessItIsZero() throws WireException {
            NdrReader reader = object("00000200 00000000 04000200 00000000");

            assertThat(reader.pointer("a")).isTrue();
            assertThat(reader.pointer("b")).isFalse();
            assertThat(reader.pointer("c")).isTrue();
            assertThat(reader.pointer("d")).isFalse();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"00000200 04000200 00000200", "ffffffff 00000100 ffffffff", "03000000 01000000 01000000"})
        void refusesReferentThatIsPointedAtTwice(String pointers) {
            NdrReader reader = object(pointers);
            assertMalformed(
                    () -> {
                        reader.pointer("a");
                        reader.pointer("b");
                        reader.pointer("c");
                    },
                    "T.c",
                    Reason.DUPLICATE,
                    24);
        }

        @Test
        void identifiersNeedNotBeInOrder() throws WireException {
            NdrReader reader = object("05000000 01000000 03000000 02000000 ffffffff 04000000");
            for (int i = 0; i < 6; i++) {
                assertThat(reader.pointer("p")).isTrue();
            }
        }

        @Test
        void severalHundredPointersAreToldApart() throws WireException {
            StringBuilder pointers = new StringBuilder();
            for (int i = 1; i <= 400; i++) {
                pointers.append(String.format("%02x%02x0200", i & 0xff, i >> 8));
            }
            NdrReader reader = object(pointers + "05000200");
            for (int i = 0; i < 400; i++) {
                assertThat(reader.pointer("p")).isTrue();
            }

            assertMalformed(() -> reader.pointer("last"), "T.last", Reason.DUPLICATE);
        }

        @Test
        void refusesNullWhereAReferentMustBe() {
            assertMalformed(() -> object("00000000").requiredPointer("a"), "T.a", Reason.BAD_VALUE, 16);
        }

        @Test
        void refusesNullForAnArrayWithElements() {
            assertMalformed(() -> object("00000000").arrayPointer("a", 1), "T.a", Reason.BAD_VALUE, 16);
        }

        @Test
        void nullIsAnArrayWithoutElements() throws WireException {
            assertThat(object("00000000").arrayPointer("a", 0)).isFalse();
            assertThat(object("00000200").arrayPointer("a", 0)).isTrue();
        }
    }

    @Nested
    class Arrays {
        @Test
        void sizeIsThatOfItsField() throws WireException {
            NdrReader reader = object("02000000 0102");

            assertThat(reader.conformantOctets("a", 2, LIMIT)).isEqualTo(hex("0102"));
        }

        @ParameterizedTest
        @CsvSource({"1", "3", "0", "4294967298"})
        void refusesSizeThatDiffersFromItsField(long declared) {
            assertMalformed(
                    () -> object("02000000 0102").conformance("a", declared, LIMIT, 1), "T.a", Reason.BAD_LENGTH, 16);
        }

        @Test
        void refusesMoreElementsThanTheLimit() throws WireException {
            String room = "00".repeat(LIMIT + 1);

            assertThat(object("08000000" + room).conformance("a", LIMIT, LIMIT, 1))
                    .isEqualTo(LIMIT);
            assertMalformed(
                    () -> object("09000000" + room).conformance("a", LIMIT + 1, LIMIT, 1), "T.a", Reason.TOO_MANY, 16);
        }

        @ParameterizedTest
        @CsvSource({"03000000, 3", "ffffff7f, 2147483647", "ffffffff, 4294967295", "00000020, 536870912"})
        void refusesSizeThatTheStreamHasNoRoomFor(String size, long declared) {
            assertMalformed(
                    () -> object(size + "0000000000000000 0000000000000000")
                            .conformance("a", declared, Integer.MAX_VALUE, 8),
                    "T.a",
                    declared > Integer.MAX_VALUE ? Reason.TOO_MANY : Reason.TRUNCATED,
                    16);
        }
    }

    @Nested
    class Texts {
        @Test
        void isReadWithItsCounts() throws WireException {
            NdrReader reader = object("03000000 00000000 02000000 61006200 ffff 0100");

            assertThat(reader.varyingText("a", 3, 2)).isEqualTo("ab");
            reader.uint16("padding");
            assertThat(reader.uint16("next")).isEqualTo(1);
        }

        @Test
        void emptyTextTakesNoRoom() throws WireException {
            assertThat(object("00000000 00000000 00000000").varyingText("a", 0, 0))
                    .isEmpty();
        }

        @Test
        void everyCharacterIsKept() throws WireException {
            assertThat(object("04000000 00000000 04000000 e400 3bd82fdf 4c20").varyingText("a", 4, 4))
                    .isEqualTo("\u00e4\ud83b\udf2f\u204c");
        }

        @ParameterizedTest
        @CsvSource({
            "02000000 00000000 02000000, MaximumCount",
            "04000000 00000000 02000000, MaximumCount",
            "ffffffff 00000000 02000000, MaximumCount",
            "03000000 00000000 01000000, ActualCount",
            "03000000 00000000 03000000, ActualCount",
            "03000000 00000000 04000000, ActualCount",
            "03000000 00000000 ffffffff, ActualCount"
        })
        void refusesCountsThatDifferFromTheDeclaredOnes(String counts, String field) {
            assertMalformed(
                    () -> object(counts + "6100620063006400").varyingText("a", 3, 2),
                    "T.a." + field,
                    Reason.BAD_LENGTH);
        }

        @ParameterizedTest
        @ValueSource(strings = {"01000000", "ffffffff"})
        void refusesTextThatDoesNotBeginAtItsFirstUnit(String offset) {
            assertMalformed(
                    () -> object("03000000" + offset + "02000000 61006200").varyingText("a", 3, 2),
                    "T.a.Offset",
                    Reason.BAD_OFFSET);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"6100 0000", "0000 6100", "00d8 6100", "6100 00d8", "00dc 00d8", "00dc 6100", "00d8 00d8"})
        void refusesZerosAndLoneSurrogates(String units) {
            assertMalformed(
                    () -> object("02000000 00000000 02000000" + units).varyingText("a", 2, 2),
                    "T.a.Buffer",
                    Reason.BAD_VALUE,
                    28);
        }

        @Test
        void refusesTextThatTheStreamHasNoRoomFor() {
            assertMalformed(
                    () -> object("ffff0000 00000000 ffff0000 6100").varyingText("a", 0xffff, 0xffff),
                    "T.a.Buffer",
                    Reason.TRUNCATED);
        }
    }

    @Nested
    class TerminatedTexts {
        @Test
        void endsBeforeItsZero() throws WireException {
            assertThat(object("03000000 00000000 03000000 610062000000").terminatedText("a", LIMIT))
                    .isEqualTo("ab");
            assertThat(object("05000000 00000000 01000000 0000").terminatedText("a", LIMIT))
                    .isEmpty();
        }

        @Test
        void refusesTextWithoutItsZero() {
            assertMalformed(
                    () -> object("02000000 00000000 02000000 61006200").terminatedText("a", LIMIT),
                    "T.a.terminator",
                    Reason.BAD_VALUE,
                    30);
        }

        @ParameterizedTest
        @CsvSource({
            "00000000 00000000 00000000, ActualCount, BAD_LENGTH",
            "01000000 00000000 02000000, ActualCount, BAD_LENGTH",
            "02000000 01000000 01000000, Offset, BAD_OFFSET",
            "ffffffff 00000000 ffffffff, ActualCount, TOO_LONG",
            "00010000 00000000 08000000, Buffer, TRUNCATED"
        })
        void refusesCountsThatCannotBe(String counts, String field, Reason reason) {
            assertMalformed(() -> object(counts + "61000000").terminatedText("a", LIMIT), "T.a." + field, reason);
        }

        @Test
        void refusesTextOfMoreUnitsThanTheLimit() throws WireException {
            String eight = "6100".repeat(7) + "0000";
            String nine = "6100".repeat(8) + "0000";

            assertThat(object("08000000 00000000 08000000" + eight).terminatedText("a", LIMIT))
                    .hasSize(7);
            assertMalformed(
                    () -> object("09000000 00000000 09000000" + nine).terminatedText("a", LIMIT),
                    "T.a.ActualCount",
                    Reason.TOO_LONG);
        }

        @Test
        void refusesZeroInside() {
            assertMalformed(
                    () -> object("04000000 00000000 04000000 6100000062000000").terminatedText("a", LIMIT),
                    "T.a.Buffer",
                    Reason.BAD_VALUE);
        }
    }

    @Nested
    class Paths {
        @Test
        void nameTheStructureAndTheElement() throws WireException {
            NdrReader reader = object("00");
            reader.begin("ExtraSids");
            reader.begin("Sid", 3);

            assertThat(reader.failure("Revision", Reason.BAD_VERSION, 7).field())
                    .isEqualTo("T.ExtraSids.Sid[3].Revision");
            reader.finish();
            assertThat(reader.failure("SidCount", Reason.TOO_MANY, 7).field()).isEqualTo("T.ExtraSids.SidCount");
        }

        @Test
        void depthIsBounded() {
            NdrReader reader = object("00");

            assertThat(failureOf(() -> {
                                for (int i = 0; i < 1_000; i++) {
                                    reader.begin("S", i);
                                }
                            })
                            .reason())
                    .isEqualTo(Reason.TOO_DEEP);
        }
    }

    private static WireException failureOf(ThrowingCallable callable) {
        return Assertions.catchThrowableOfType(WireException.class, callable);
    }

    private static NdrReader object(String digits) {
        int length = hex(digits).length();
        String privateHeader = String.format("%02x%02x000000000000", length & 0xff, length >> 8);
        try {
            return NdrReader.open("T", hex("01100800cccccccc" + privateHeader + digits));
        } catch (WireException e) {
            throw new AssertionError(e);
        }
    }
}
