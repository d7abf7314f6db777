package org.gatehouse.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.wire.Hex.hex;
import static org.gatehouse.wire.Malformed.assertMalformed;

import org.gatehouse.wire.WireException.Reason;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteCursorTest {
    @Nested
    class Reading {
        @Test
        void readsOneFieldAfterTheOther() throws WireException {
            ByteCursor cursor = hex("ff 8001 fffffffe 010000f0 6162").cursor("M");

            assertThat(cursor.uint8("a")).isEqualTo(255);
            assertThat(cursor.uint16Big("b")).isEqualTo(0x8001);
            assertThat(cursor.int32Big("c")).isEqualTo(-2);
            assertThat(cursor.uint32Little("d")).isEqualTo(0xf0000001L);
            assertThat(cursor.bytes("e", 2)).isEqualTo(hex("6162"));
            assertThat(cursor.atEnd()).isTrue();
        }

        @Test
        void peeksWithoutMoving() throws WireException {
            ByteCursor cursor = hex("a0").cursor("M");

            assertThat(cursor.peek()).isEqualTo(0xa0);
            assertThat(cursor.position()).isZero();
            assertThat(cursor.uint8("a")).isEqualTo(0xa0);
        }

        @Test
        void peeksMinusOneAtTheEnd() {
            assertThat(Bytes.EMPTY.cursor("M").peek()).isEqualTo(-1);
        }

        @Test
        void countsPositionsFromTheStartOfTheSlice() throws WireException {
            ByteCursor cursor = hex("00 01 02 03 04").slice(2, 3).cursor("M");

            cursor.skip("a", 1);

            assertThat(cursor.position()).isEqualTo(1);
            assertThat(cursor.remaining()).isEqualTo(2);
            assertThat(cursor.uint8("b")).isEqualTo(3);
        }

        @Test
        void takesAllThatIsLeft() throws WireException {
            ByteCursor cursor = hex("01 02").cursor("M");

            assertThat(cursor.bytes("rest", cursor.remaining())).isEqualTo(hex("01 02"));
            cursor.expectEnd();
        }
    }

    @Nested
    class Truncation {
        @Test
        void refusesByteAtTheEnd() {
            assertMalformed(() -> Bytes.EMPTY.cursor("M").uint8("a"), "M.a", Reason.TRUNCATED, 0);
        }

        @Test
        void refusesToLeaveTheSliceThoughTheArrayGoesOn() {
            ByteCursor cursor = hex("01 02 03").slice(0, 2).cursor("M");

            assertMalformed(() -> cursor.bytes("a", 3), "M.a", Reason.TRUNCATED, 0);
        }

        @ParameterizedTest
        @ValueSource(ints = {3, Integer.MAX_VALUE, -1, Integer.MIN_VALUE})
        void refusesLengthThatDoesNotFitOrWouldOverflow(int length) throws WireException {
            ByteCursor cursor = hex("01 02 03 04").cursor("M");
            cursor.skip("first", 2);

            assertMalformed(() -> cursor.bytes("a", length), "M.a", Reason.TRUNCATED, 2);
            assertMalformed(() -> cursor.skip("a", length), "M.a", Reason.TRUNCATED, 2);
            assertMalformed(() -> cursor.enter("a", length), "M.a", Reason.TRUNCATED, 2);
        }

        @Test
        void staysWhereItIsWhenAFieldDoesNotFit() throws WireException {
            ByteCursor cursor = hex("01 02").cursor("M");

            assertMalformed(() -> cursor.int32Big("a"), "M.a", Reason.TRUNCATED, 0);

            assertThat(cursor.uint16Big("b")).isEqualTo(0x0102);
        }
    }

    @Nested
    class Windows {
        @Test
        void endsWhereTheStructureEnds() throws WireException {
            ByteCursor cursor = hex("01 02 03").cursor("M");

            cursor.enter("S", 2);

            assertThat(cursor.remaining()).isEqualTo(2);
            assertMalformed(() -> cursor.bytes("a", 3), "M.S.a", Reason.TRUNCATED, 0);
        }

        @Test
        void goesOnBehindTheStructure() throws WireException {
            ByteCursor cursor = hex("01 02 03").cursor("M");

            cursor.enter("S", 2);
            cursor.skip("a", 2);
            cursor.leave();

            assertThat(cursor.remaining()).isEqualTo(1);
            assertThat(cursor.uint8("b")).isEqualTo(3);
        }

        @Test
        void refusesToLeaveAStructureThatWasNotReadToItsEnd() throws WireException {
            ByteCursor cursor = hex("01 02 03").cursor("M");
            cursor.enter("S", 2);
            cursor.skip("a", 1);

            assertMalformed(cursor::leave, "M.S.end", Reason.TRAILING, 1);
        }

        @Test
        void refusesBytesBehindTheMessage() throws WireException {
            ByteCursor cursor = hex("01 02").cursor("M");
            cursor.skip("a", 1);

            assertMalformed(cursor::expectEnd, "M.end", Reason.TRAILING, 1);
        }

        @Test
        void structureMayBeEmpty() throws WireException {
            ByteCursor cursor = hex("01").cursor("M");

            cursor.enter("S", 0);

            assertThat(cursor.atEnd()).isTrue();
            cursor.leave();
            assertThat(cursor.atEnd()).isFalse();
        }

        @Test
        void goesFifteenStructuresDeepAndNoDeeper() throws WireException {
            ByteCursor cursor = hex("00").cursor("M");
            for (int i = 1; i <= 15; i++) {
                cursor.enter("S", 1);
            }

            assertMalformed(() -> cursor.enter("T", 1), "M" + ".S".repeat(15) + ".T", Reason.TOO_DEEP, 0);
        }

        @Test
        void depthIsCountedByNestingNotByNumber() throws WireException {
            ByteCursor cursor = hex("00").cursor("M");

            for (int i = 1; i <= 100; i++) {
                cursor.enter("S", 0);
                cursor.leave();
            }

            assertThat(cursor.position()).isZero();
        }
    }

    @Nested
    class Errors {
        @Test
        void namesTheStructuresThatItStandsIn() throws WireException {
            ByteCursor cursor = hex("00 01 02").cursor("AP-REQ");
            cursor.skip("pvno", 1);
            cursor.enter("ticket", 2);
            cursor.enter("enc-part", 1);

            WireException e = cursor.failure("kvno", Reason.BAD_VALUE, cursor.position());

            assertThat(e).hasMessage("AP-REQ.ticket.enc-part.kvno: BAD_VALUE at byte 1");
        }

        @Test
        void forgetsTheStructuresThatItHasLeft() throws WireException {
            ByteCursor cursor = hex("00").cursor("M");
            cursor.enter("S", 1);
            cursor.skip("a", 1);
            cursor.leave();

            assertMalformed(() -> cursor.uint8("b"), "M.b", Reason.TRUNCATED, 1);
        }

        @Test
        void namesTheStructuresThatHaveBegun() throws WireException {
            ByteCursor cursor = hex("00 01 02").cursor("M");
            cursor.enter("outer", 2);
            cursor.begin("array", 12);
            cursor.begin("element");

            assertMalformed(() -> cursor.skip("all", 3), "M.outer.array[12].element.all", Reason.TRUNCATED, 0);
            cursor.skip("all", 2);
            cursor.finish();
            assertMalformed(() -> cursor.uint8("b"), "M.outer.array[12].b", Reason.TRUNCATED, 2);
            cursor.finish();
            cursor.leave();
            assertThat(cursor.remaining()).isEqualTo(1);
        }

        @Test
        void indexIsThatOfItsOwnStructureOnly() throws WireException {
            ByteCursor cursor = hex("00").cursor("M");
            cursor.begin("array", 1);
            cursor.finish();
            cursor.enter("S", 1);

            assertMalformed(() -> cursor.skip("a", 2), "M.S.a", Reason.TRUNCATED);
        }

        @Test
        void beginsFifteenStructuresInsideEachOtherAndNoMore() throws WireException {
            ByteCursor cursor = hex("00").cursor("M");
            for (int i = 1; i <= 15; i++) {
                cursor.begin("S");
            }

            assertMalformed(() -> cursor.begin("T", 7), "M" + ".S".repeat(15) + ".T", Reason.TOO_DEEP, 0);
        }

        @Test
        void costsNoStackTrace() {
            WireException e = Bytes.EMPTY.cursor("M").failure("a", Reason.BAD_TAG, 0);

            assertThat(e.getStackTrace()).isEmpty();
        }
    }
}
