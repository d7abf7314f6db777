package org.gatehouse.pac.claims;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A literal, or a match that repeats {@code length} bytes from {@code offset} back.
 *
 * @param offset 0 for a literal, whose byte is {@code length}
 */
record LzToken(int length, int offset) {
    static final int END_OF_DATA = 256;
    private static final int LONG = 15;

    static LzToken literal(int value) {
        return new LzToken(value & 0xff, 0);
    }

    static List<LzToken> literals(byte[] data) {
        return IntStream.range(0, data.length)
                .mapToObj(i -> literal(data[i]))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    static LzToken match(int length, int offset) {
        return new LzToken(length, offset);
    }

    boolean isLiteral() {
        return offset == 0;
    }

    /** How much output it makes. */
    int size() {
        return isLiteral() ? 1 : length;
    }

    /** [MS-XCA] 2.1.4.3. */
    int symbol() {
        return isLiteral() ? length : 256 + 16 * offsetBits() + Math.min(length - 3, LONG);
    }

    int offsetBits() {
        return 31 - Integer.numberOfLeadingZeros(offset);
    }

    /** What the offset has beside its highest bit. */
    int lowOffset() {
        return offset - (1 << offsetBits());
    }

    /** Whether its length does not fit into its symbol. */
    boolean isLong() {
        return !isLiteral() && length - 3 >= LONG;
    }
}
