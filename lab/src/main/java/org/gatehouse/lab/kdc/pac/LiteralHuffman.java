package org.gatehouse.lab.kdc.pac;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * LZ77+Huffman of [MS-XCA] 2.1, which every decoder of it reads, with literals alone: nothing refers back. Of one block, so
 * of 64 KB at most.
 */
final class LiteralHuffman {
    static final int MAX_INPUT = 1 << 16;

    /** 256 literals, and as many symbols for matches; the first of those is the end of the data as well. */
    private static final int SYMBOLS = 512;

    private static final int END = 256;
    private static final int MAX_CODE_LENGTH = 15;
    private static final int WORD = Short.SIZE;

    private LiteralHuffman() {}

    private record Node(long weight, List<Integer> symbols) {}

    static byte[] compress(byte[] input) {
        int[] lengths = codeLengths(input);
        int[] codes = codes(lengths);
        int bits = lengths[END];
        for (byte literal : input) {
            bits += lengths[literal & 0xff];
        }
        // A decoder is always one word ahead: it reads one more than the bits need.
        int words = (bits + WORD - 1) / WORD + 1;
        ByteBuffer out = ByteBuffer.allocate(SYMBOLS / 2 + words * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int symbol = 0; symbol < SYMBOLS; symbol += 2) {
            out.put((byte) (lengths[symbol] | lengths[symbol + 1] << 4));
        }
        long pending = 0;
        int count = 0;
        for (int i = 0; i <= input.length; i++) {
            int symbol = i < input.length ? input[i] & 0xff : END;
            pending = pending << lengths[symbol] | codes[symbol];
            count += lengths[symbol];
            while (count >= WORD) {
                count -= WORD;
                out.putShort((short) (pending >>> count));
            }
        }
        if (count > 0) {
            out.putShort((short) (pending << (WORD - count)));
        }
        return out.array(); // the rest is zero
    }

    /** No code may be longer than 15 bits: frequencies are levelled until none is. */
    private static int[] codeLengths(byte[] input) {
        long[] weights = new long[SYMBOLS];
        for (byte literal : input) {
            weights[literal & 0xff]++;
        }
        weights[END] = 1;
        if (input.length == 0) {
            weights[0] = 1; // a code needs two symbols
        }
        int[] lengths = codeLengths(weights);
        while (Arrays.stream(lengths).max().orElseThrow() > MAX_CODE_LENGTH) {
            for (int symbol = 0; symbol < SYMBOLS; symbol++) {
                weights[symbol] = (weights[symbol] + 1) / 2;
            }
            lengths = codeLengths(weights);
        }
        return lengths;
    }

    private static int[] codeLengths(long[] weights) {
        PriorityQueue<Node> nodes = new PriorityQueue<>(Comparator.comparingLong(Node::weight));
        for (int symbol = 0; symbol < SYMBOLS; symbol++) {
            if (weights[symbol] > 0) {
                nodes.add(new Node(weights[symbol], List.of(symbol)));
            }
        }
        int[] lengths = new int[SYMBOLS];
        while (nodes.size() > 1) {
            Node one = nodes.remove();
            Node other = nodes.remove();
            List<Integer> symbols = new ArrayList<>(one.symbols);
            symbols.addAll(other.symbols);
            symbols.forEach(symbol -> lengths[symbol]++);
            nodes.add(new Node(one.weight + other.weight, symbols));
        }
        return lengths;
    }

    /** Canonical: in the order of the lengths, and of the symbols where lengths are equal. */
    private static int[] codes(int[] lengths) {
        int[] codes = new int[SYMBOLS];
        int next = 0;
        for (int length = 1; length <= MAX_CODE_LENGTH; length++) {
            next <<= 1;
            for (int symbol = 0; symbol < SYMBOLS; symbol++) {
                if (lengths[symbol] == length) {
                    codes[symbol] = next++;
                }
            }
        }
        return codes;
    }
}
