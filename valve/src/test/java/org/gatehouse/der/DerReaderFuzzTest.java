package org.gatehouse.der;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.gatehouse.wire.ByteCursor;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;

/** Reads whatever stands in the input, as what its tags say. */
class DerReaderFuzzTest {
    private static final int MAX_STRING = 64;
    private static final int CONSTRUCTED = 0x20;
    private static final int CLASS_AND_FORM = 0xe0;
    private static final int NUMBER = 0x1f;

    @FuzzTest
    void readsToTheEndOrSaysWhereItIsMalformed(byte[] input) {
        Walk walk = new Walk(input);
        try {
            walk.everything();
        } catch (WireException e) {
            assertThat(e.offset()).isBetween(0, input.length);
            assertThat(e.field()).startsWith("fuzz");
            return;
        }
        assertThat(walk.cursor.position()).isEqualTo(input.length);
    }

    private static final class Walk {
        private final byte[] input;
        private final ByteCursor cursor;
        private final DerReader der;

        Walk(byte[] input) {
            this.input = input;
            this.cursor = Bytes.of(input).cursor("fuzz");
            this.der = new DerReader(cursor);
        }

        void everything() throws WireException {
            while (!der.atEnd()) {
                int before = cursor.position();
                element(cursor.peek());
                assertThat(cursor.position()).isGreaterThan(before);
            }
            der.expectEnd();
        }

        private void element(int tag) throws WireException {
            if ((tag & CLASS_AND_FORM) == Tag.context(0)) {
                field(tag & NUMBER, tag, tagInside(cursor.position()));
            } else if ((tag & CONSTRUCTED) != 0) {
                der.enter("constructed", tag);
                everything();
                der.leave();
            } else {
                switch (tag) {
                    case Tag.OBJECT_IDENTIFIER ->
                        assertThat(der.oid("oid").isEmpty()).isFalse();
                    case Tag.GENERAL_STRING -> text(der.string("string", MAX_STRING));
                    default -> der.content("primitive", tag);
                }
            }
        }

        private void field(int number, int tag, int inside) throws WireException {
            assertThat(der.has(number)).isTrue();
            switch (inside) {
                case Tag.INTEGER -> der.integer(number, "integer", Long.MIN_VALUE, Long.MAX_VALUE);
                case Tag.ENUMERATED ->
                    assertThat(der.enumerated(number, "enumerated", 3)).isBetween(0, 3);
                case Tag.OCTET_STRING -> der.octets(number, "octets");
                case Tag.OBJECT_IDENTIFIER -> der.oid(number, "oid");
                case Tag.GENERAL_STRING -> text(der.string(number, "string", MAX_STRING));
                case Tag.GENERALIZED_TIME -> der.time(number, "time");
                case Tag.BIT_STRING -> der.flags(number, "flags");
                case Tag.SEQUENCE -> {
                    der.enterSequence(number, "sequence");
                    everything();
                    der.leave();
                }
                default -> der.content("field", tag);
            }
        }

        private static void text(String text) {
            assertThat(text.length()).isBetween(1, MAX_STRING);
        }

        /** Behind the length octets of the element at {@code at}; -1 if there is nothing. */
        private int tagInside(int at) {
            int first = at + 1 < input.length ? input[at + 1] & 0xff : 0;
            int inside = at + 2 + (first > 0x80 ? first - 0x80 : 0);
            return inside < input.length ? input[inside] & 0xff : -1;
        }
    }
}
