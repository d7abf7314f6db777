package org.gatehouse.pac.claims;

import org.gatehouse.wire.ByteCursor;
import org.gatehouse.wire.WireException;
import org.gatehouse.wire.WireException.Reason;

/**
 * The prefix code of one block of compressed data ([MS-XCA] 2.2.4): the length of each symbol's code word. The words
 * are in the order of their lengths, and those of one length in the order of their symbols. Every sequence of bits
 * begins with a word.
 */
final class HuffmanCode {
    /** Four bits for each symbol. */
    static final int ENCODED_BYTES = 256;

    static final int MAX_WORD = 15;

    private static final int SYMBOLS = 2 * ENCODED_BYTES;
    private static final int NIBBLE = 4;
    private static final int NIBBLE_MASK = 0xf;

    /** How many words there are of each length. */
    private final int[] counts;
    /** In the order of their words. */
    private final short[] symbols;
    /** The length of each symbol's word; 0 for a symbol that the block does not use. */
    private final byte[] lengths;

    private HuffmanCode(int[] counts, short[] symbols, byte[] lengths) {
        this.counts = counts;
        this.symbols = symbols;
        this.lengths = lengths;
    }

    static HuffmanCode parse(ByteCursor cursor) throws WireException {
        int at = cursor.position();
        byte[] lengths = new byte[SYMBOLS];
        int[] counts = new int[MAX_WORD + 1];
        for (int symbol = 0; symbol < SYMBOLS; symbol += 2) {
            int pair = cursor.uint8("HuffmanTable");
            lengths[symbol] = (byte) (pair & NIBBLE_MASK);
            lengths[symbol + 1] = (byte) (pair >> NIBBLE);
            counts[lengths[symbol]]++;
            counts[lengths[symbol + 1]]++;
        }
        if (!isComplete(counts)) {
            throw cursor.failure("HuffmanTable", Reason.BAD_VALUE, at);
        }
        return new HuffmanCode(counts, inOrder(lengths, counts), lengths);
    }

    /** Too many words would make the code ambiguous, and with too few some bits would mean nothing: both are invalid. */
    private static boolean isComplete(int[] counts) {
        int used = 0;
        for (int length = 1; length <= MAX_WORD; length++) {
            used += counts[length] << (MAX_WORD - length);
        }
        return used == 1 << MAX_WORD;
    }

    private static short[] inOrder(byte[] lengths, int[] counts) {
        short[] symbols = new short[SYMBOLS - counts[0]];
        int next = 0;
        for (int length = 1; length <= MAX_WORD; length++) {
            for (int symbol = 0; symbol < SYMBOLS; symbol++) {
                if (lengths[symbol] == length) {
                    symbols[next++] = (short) symbol;
                }
            }
        }
        return symbols;
    }

    /** The symbol whose word {@code bits} begin with. Of the {@value #MAX_WORD} bits, the highest comes first. */
    int symbol(int bits) {
        int first = 0; // the first word of the length
        int before = 0; // how many words are shorter
        for (int length = 1; length <= MAX_WORD; length++) {
            int index = (bits >> (MAX_WORD - length)) - first;
            if (index < counts[length]) {
                return symbols[before + index];
            }
            before += counts[length];
            first = (first + counts[length]) << 1;
        }
        throw new IllegalStateException("No word"); // a complete code has one
    }

    int lengthOf(int symbol) {
        return lengths[symbol];
    }
}
