package org.gatehouse.ndr;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;

/** Reads a stream in an order that the first bytes of the input choose. */
class NdrReaderFuzzTest {
    private static final int STEPS = 16;
    private static final int LIMIT = 64;

    @FuzzTest
    void readsToTheEndOrSaysWhereItIsMalformed(byte[] input) {
        int steps = Math.min(STEPS, input.length);
        Bytes stream = Bytes.of(input, steps, input.length - steps);
        try {
            NdrReader ndr = NdrReader.open("fuzz", stream);
            for (int i = 0; i < steps; i++) {
                int before = ndr.position();
                step(ndr, input[i] & 0xff);
                assertThat(ndr.position()).isBetween(before, stream.length());
            }
            ndr.end();
        } catch (WireException e) {
            assertThat(e.offset()).isBetween(0, stream.length());
            assertThat(e.field()).startsWith("fuzz");
        }
    }

    /** The lower four bits choose what is read, the higher ones a size. */
    private static void step(NdrReader ndr, int choice) throws WireException {
        int size = choice >> 4;
        switch (choice & 0xf) {
            case 0 -> ndr.uint8("uint8");
            case 1 -> ndr.uint16("uint16");
            case 2 -> ndr.uint32("uint32");
            case 3 -> ndr.int64("int64");
            case 4 -> ndr.twoInt32("time");
            case 5 -> ndr.pointer("pointer");
            case 6 -> ndr.requiredPointer("required");
            case 7 -> ndr.arrayPointer("array", size);
            case 8 -> assertThat(ndr.conformance("conformance", size, LIMIT, 8)).isEqualTo(size);
            case 9 ->
                assertThat(ndr.conformantOctets("octets", size, LIMIT).length()).isEqualTo(size);
            case 10 -> assertText(ndr.varyingText("text", size, size), size);
            case 11 -> assertText(ndr.terminatedText("terminated", LIMIT), LIMIT);
            case 12 -> ndr.begin("structure");
            case 13 -> ndr.begin("element", size);
            case 14 -> ndr.align(Long.BYTES);
            default -> ndr.octets("fixed", size);
        }
    }

    private static void assertText(String text, int limit) {
        assertThat(text.length()).isLessThanOrEqualTo(limit);
        assertThat(text).doesNotContain("\0");
    }
}
