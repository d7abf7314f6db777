package org.gatehouse.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.gatehouse.wire.Hex.hex;
import static org.gatehouse.wire.Malformed.assertMalformed;

import org.gatehouse.wire.WireException.Reason;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cursors over what an offset and a length point at, and the padding in them. */
class ByteCursorWindowTest {
    /** Each byte tells its offset. */
    private static final Bytes MESSAGE = hex("000102030405060708090a0b0c0d0e0f");

    private static final int HEADER = 4;

    private final ByteCursor cursor = MESSAGE.cursor("M");

    @Nested
    class Windows {
        @Test
        void windowIsWhatItsOffsetAndLengthPointAt() throws WireException {
            ByteCursor window = cursor.window("W", 5, 3, HEADER);

            assertThat(window.bytes("all", window.remaining())).isEqualTo(hex("050607"));
            window.expectEnd();
        }

        @Test
        void windowLeavesTheCursorWhereItIs() throws WireException {
            cursor.skip("header", HEADER);

            cursor.window("W", 10, 3, HEADER).skip("a", 2);

            assertThat(cursor.position()).isEqualTo(HEADER);
        }

        @Test
        void windowMayBeginBeforeTheCursorDoes() throws WireException {
            cursor.skip("all", 16);

            assertThat(cursor.window("W", 4, 1, HEADER).uint8("a")).isEqualTo(4);
        }

        @ParameterizedTest
        @CsvSource({"4, 12", "4, 0", "15, 1", "16, 0"})
        void windowMayTouchTheFloorAndTheEnd(long offset, long length) throws WireException {
            assertThat(cursor.window("W", offset, length, HEADER).remaining()).isEqualTo((int) length);
        }

        @ParameterizedTest
        @CsvSource(textBlock = """
                3, 1
                0, 0
                0, 16
                -1, 1
                -1, 2
                -9223372036854775808, 1
                4, 13
                16, 1
                17, 0
                4, -1
                4, -9223372036854775808
                5, 2147483643
                5, 2147483647
                5, 4294967295
                5, 4294967296
                5, 9223372036854775807
                2147483647, 1
                2147483647, 2147483647
                2147483648, 2147483648
                4294967295, 1
                4294967300, 4
                4294967295, 4294967295
                4611686018427387904, 4611686018427387904
                9223372036854775807, 1
                9223372036854775807, 9223372036854775807
                -2147483644, 8
                """)
        void refusesWindowThatIsNotInsideTheMessageAndBehindTheFloor(long offset, long length) throws WireException {
            cursor.skip("descriptor", 8);

            assertMalformed(() -> cursor.window("W", offset, length, HEADER), "M.W", Reason.BAD_OFFSET, 8);
        }

        @Test
        void refusesNegativeOffsetWhateverTheFloor() {
            assertMalformed(() -> cursor.window("W", -1, 1, -5), "M.W", Reason.BAD_OFFSET, 0);
        }

        @Test
        void refusesWindowBehindTheSliceThoughTheArrayGoesOn() {
            ByteCursor slice = MESSAGE.slice(2, 6).cursor("M");

            assertMalformed(() -> slice.window("W", 4, 3, 0), "M.W", Reason.BAD_OFFSET, 0);
        }

        @Test
        void refusesWindowBehindTheStructureThatWasEntered() throws WireException {
            cursor.skip("before", 2);
            cursor.enter("S", 6);

            assertThat(cursor.window("W", 6, 2, 2).uint16Big("a")).isEqualTo(0x0607);
            assertMalformed(() -> cursor.window("W", 6, 3, 2), "M.S.W", Reason.BAD_OFFSET, 2);
        }

        @Test
        void offsetsInAWindowCountFromItsBeginning() throws WireException {
            ByteCursor outer = cursor.window("W", 4, 8, HEADER);

            assertThat(outer.window("V", 2, 2, 1).uint16Big("a")).isEqualTo(0x0607);
            assertMalformed(() -> outer.window("V", 0, 2, 1), "W.V", Reason.BAD_OFFSET, 4);
            assertMalformed(() -> outer.window("V", 2, 7, 1), "W.V", Reason.BAD_OFFSET, 4);
        }

        @Test
        void readingEndsWhereTheWindowEnds() throws WireException {
            ByteCursor window = cursor.window("W", 5, 3, HEADER);

            assertMalformed(() -> window.uint32Little("a"), "W.a", Reason.TRUNCATED, 5);
            assertMalformed(() -> window.bytes("a", 4), "W.a", Reason.TRUNCATED, 5);
            assertMalformed(() -> window.enter("S", 4), "W.S", Reason.TRUNCATED, 5);
            assertThat(window.peekAt(3)).isEqualTo(-1);
            assertThat(window.peekUint32Big()).isEqualTo(-1);
        }

        @Test
        void windowNamesPlacesInTheMessage() throws WireException {
            ByteCursor window = cursor.window("W", 5, 3, HEADER);
            window.skip("a", 1);

            assertThat(window.position()).isEqualTo(6);
            assertMalformed(window::expectEnd, "W.end", Reason.TRAILING, 6);
        }

        @Test
        void windowEntersAndLeavesStructures() throws WireException {
            ByteCursor window = cursor.window("W", 5, 3, HEADER);

            window.enter("S", 2);
            assertThat(window.uint16Little("a")).isEqualTo(0x0605);
            window.leave();

            assertThat(window.uint8("b")).isEqualTo(7);
        }

        @Test
        void windowsNestFifteenDeepAndNoDeeper() throws WireException {
            ByteCursor inner = cursor;
            for (int i = 1; i <= 15; i++) {
                inner = inner.window("W", 0, 16, 0);
            }
            ByteCursor innermost = inner;

            assertMalformed(() -> innermost.window("V", 0, 16, 0), "W.V", Reason.TOO_DEEP, 0);
        }

        @Test
        void structuresAroundAWindowCountAsDepth() throws WireException {
            for (int i = 1; i <= 14; i++) {
                cursor.enter("S", 16);
            }
            ByteCursor window = cursor.window("W", 0, 16, 0);

            assertMalformed(() -> window.window("V", 0, 16, 0), "W.V", Reason.TOO_DEEP, 0);
        }
    }

    @Nested
    class Alignment {
        @ParameterizedTest
        @CsvSource({
            "0, 2, 0",
            "1, 2, 2",
            "2, 2, 2",
            "0, 4, 0",
            "1, 4, 4",
            "3, 4, 4",
            "4, 4, 4",
            "5, 4, 8",
            "0, 8, 0",
            "1, 8, 8",
            "7, 8, 8",
            "8, 8, 8",
            "9, 8, 16"
        })
        void alignsToTheNextMultiple(int read, int alignment, int expected) throws WireException {
            ByteCursor zeros = Bytes.of(new byte[16]).cursor("M");
            zeros.skip("read", read);
            cursor.skip("read", read);

            zeros.alignOverZeros("padding", alignment);
            cursor.alignOverAnything("padding", alignment);

            assertThat(zeros.position()).isEqualTo(expected);
            assertThat(cursor.position()).isEqualTo(expected);
        }

        @ParameterizedTest
        @CsvSource({"1, 2, 2", "1, 4, 4", "1, 8, 8", "3, 4, 4", "2, 2, 2", "5, 8, 8"})
        void alignsFromTheBeginningOfAWindow(int read, int alignment, int expected) throws WireException {
            ByteCursor window = cursor.window("W", 5, 11, HEADER);
            window.skip("read", read);

            window.alignOverAnything("padding", alignment);

            assertThat(window.position()).isEqualTo(5 + expected);
        }

        @Test
        void alignsFromTheBeginningOfASlice() throws WireException {
            ByteCursor slice = MESSAGE.slice(3, 13).cursor("M");
            slice.skip("read", 1);

            slice.alignOverAnything("padding", 4);

            assertThat(slice.uint8("a")).isEqualTo(7);
        }

        @Test
        void alignsFromTheBeginningOfTheWindowInStructuresToo() throws WireException {
            cursor.skip("before", 3);
            cursor.enter("S", 10);
            cursor.skip("read", 2);

            cursor.alignOverAnything("padding", 8);

            assertThat(cursor.uint8("a")).isEqualTo(8);
        }

        @ParameterizedTest
        @CsvSource({"ee010000, 1", "ee000100, 2", "ee000080, 3"})
        void refusesPaddingThatMustBeZeroAndIsNot(String digits, int odd) throws WireException {
            ByteCursor padded = hex(digits).cursor("M");
            padded.skip("read", 1);

            assertMalformed(() -> padded.alignOverZeros("padding", 4), "M.padding", Reason.BAD_VALUE, odd);

            assertThat(padded.position()).isEqualTo(1);
        }

        @ParameterizedTest
        @CsvSource({"1, 2", "1, 4", "2, 4", "3, 4", "1, 8", "4, 8", "7, 8"})
        void refusesPaddingThatTheWindowDoesNotHave(int length, int alignment) throws WireException {
            ByteCursor zeros = Bytes.of(new byte[16]).slice(0, length).cursor("M");
            zeros.skip("read", length);

            assertMalformed(() -> zeros.alignOverAnything("padding", alignment), "M.padding", Reason.TRUNCATED, length);
            assertMalformed(() -> zeros.alignOverZeros("padding", alignment), "M.padding", Reason.TRUNCATED, length);

            assertThat(zeros.position()).isEqualTo(length);
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 3, 6, 16, -4, Integer.MIN_VALUE})
        void knowsNoOtherAlignment(int alignment) {
            assertThatIllegalArgumentException().isThrownBy(() -> cursor.alignOverAnything("padding", alignment));
            assertThatIllegalArgumentException().isThrownBy(() -> cursor.alignOverZeros("padding", alignment));
        }
    }
}
