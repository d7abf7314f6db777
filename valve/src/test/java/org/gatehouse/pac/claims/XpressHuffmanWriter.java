package org.gatehouse.pac.claims;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.gatehouse.wire.Bytes;

/**
 * Compresses with LZ77+Huffman ([MS-XCA] 2.1), so that the decompressor is tested with more than the examples of
 * others. Its codes are complete but not the best.
 */
final class XpressHuffmanWriter {
    private static final int BLOCK = 65_536;
    private static final int SYMBOLS = 512;
    private static final int MAX_WORD = 15;

    private final ByteArrayOutputStream blocks = new ByteArrayOutputStream();
    /** How many of the commonest symbols get words of 1, 2, 3 and more bits. */
    private final int skew;

    private final boolean endsWithSymbol;

    private XpressHuffmanWriter(int skew, boolean endsWithSymbol) {
        this.skew = skew;
        this.endsWithSymbol = endsWithSymbol;
    }

    /** No matches. */
    static Bytes literals(byte[] data) {
        return of(LzToken.literals(data));
    }

    /** With the matches that there are. */
    static Bytes compress(byte[] data) {
        return of(tokens(data));
    }

    static Bytes of(List<LzToken> tokens) {
        return of(tokens, 4);
    }

    /** With that many words of which each is longer than the one before. */
    static Bytes of(List<LzToken> tokens, int skew) {
        return new XpressHuffmanWriter(skew, true).write(tokens);
    }

    static Bytes withoutEndOfData(List<LzToken> tokens) {
        return new XpressHuffmanWriter(4, false).write(tokens);
    }

    /** The longest matches that begin at the last place where the same three bytes stand. */
    static List<LzToken> tokens(byte[] data) {
        Map<Integer, Integer> places = new HashMap<>();
        List<LzToken> tokens = new ArrayList<>();
        int at = 0;
        while (at < data.length) {
            int from = at + 2 < data.length ? places.getOrDefault(three(data, at), -BLOCK) : -BLOCK;
            int length = at - from < BLOCK ? common(data, from, at) : 0;
            tokens.add(length < 3 ? LzToken.literal(data[at]) : LzToken.match(length, at - from));
            int next = at + Math.max(length, 1);
            for (; at < next; at++) {
                if (at + 2 < data.length) {
                    places.put(three(data, at), at);
                }
            }
        }
        return tokens;
    }

    private static int three(byte[] data, int at) {
        return (data[at] & 0xff) << 16 | (data[at + 1] & 0xff) << 8 | (data[at + 2] & 0xff);
    }

    private static int common(byte[] data, int from, int at) {
        int length = 0;
        while (at + length < data.length && data[from + length] == data[at + length]) {
            length++;
        }
        return length;
    }

    private Bytes write(List<LzToken> tokens) {
        int begin = 0;
        do {
            int end = begin;
            for (int size = 0; end < tokens.size() && size < BLOCK; end++) {
                size += tokens.get(end).size();
            }
            block(tokens.subList(begin, end), endsWithSymbol && end == tokens.size());
            begin = end;
        } while (begin < tokens.size());
        return Bytes.of(blocks.toByteArray());
    }

    private void block(List<LzToken> tokens, boolean isLast) {
        int[] counts = new int[SYMBOLS];
        tokens.forEach(token -> counts[token.symbol()]++);
        if (isLast) {
            counts[LzToken.END_OF_DATA]++;
        }
        int[] lengths = lengths(counts);
        int[] words = words(lengths);
        for (int symbol = 0; symbol < SYMBOLS; symbol += 2) {
            blocks.write(lengths[symbol] | (lengths[symbol + 1] << 4));
        }
        BitOutput bits = new BitOutput();
        for (LzToken token : tokens) {
            bits.write(words[token.symbol()], lengths[token.symbol()]);
            if (token.isLong()) {
                longLength(bits, token.length() - 3);
            }
            if (!token.isLiteral()) {
                bits.write(token.lowOffset(), token.offsetBits());
            }
        }
        if (isLast) {
            bits.write(words[LzToken.END_OF_DATA], lengths[LzToken.END_OF_DATA]);
        }
        blocks.writeBytes(bits.toByteArray());
    }

    private static void longLength(BitOutput bits, int length) {
        if (length - 15 < 255) {
            bits.bytes(length - 15, 1);
        } else {
            bits.bytes(255, 1);
            bits.bytes(length < BLOCK ? length : 0, 2);
            if (length >= BLOCK) {
                bits.bytes(length, 4);
            }
        }
    }

    private int[] lengths(int[] counts) {
        counts[0] = Math.max(counts[0], 1); // a complete code has two words, whether they are used or not
        counts[1] = Math.max(counts[1], 1);
        List<Integer> used = IntStream.range(0, SYMBOLS)
                .filter(symbol -> counts[symbol] > 0)
                .boxed()
                .sorted(Comparator.comparing(symbol -> -counts[symbol]))
                .toList();
        int short_ = Math.min(skew, used.size() - 2);
        while (short_ + bitsFor(used.size() - short_) > MAX_WORD) {
            short_--;
        }
        int[] lengths = new int[SYMBOLS];
        for (int i = 0; i < short_; i++) {
            lengths[used.get(i)] = i + 1;
        }
        int rest = used.size() - short_;
        int spare = (1 << bitsFor(rest)) - rest; // that many words can be a bit shorter
        for (int i = short_; i < used.size(); i++) {
            lengths[used.get(i)] = short_ + bitsFor(rest) - (i - short_ < spare ? 1 : 0);
        }
        return lengths;
    }

    private static int bitsFor(int count) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(count - 1);
    }

    private static int[] words(int[] lengths) {
        int[] words = new int[SYMBOLS];
        int next = 0;
        for (int length = 1; length <= MAX_WORD; length++) {
            for (int symbol = 0; symbol < SYMBOLS; symbol++) {
                if (lengths[symbol] == length) {
                    words[symbol] = next >> (MAX_WORD - length);
                    next += 1 << (MAX_WORD - length);
                }
            }
        }
        return words;
    }

    /** Words of 16 bits, little-endian, with bytes between them: room is left for two words ahead ([MS-XCA] 2.1.4.3). */
    private static final class BitOutput {
        private byte[] bytes = new byte[BLOCK];
        private int length = 4;
        private int first;
        private int second = 2;
        private int word;
        private int free = 16;

        void write(int value, int count) {
            for (int i = count - 1; i >= 0; i--) {
                if (free == 0) {
                    put(first, word);
                    first = second;
                    second = room(2);
                    word = 0;
                    free = 16;
                }
                word |= ((value >> i) & 1) << --free;
            }
        }

        void bytes(int value, int count) {
            int at = room(count);
            for (int i = 0; i < count; i++) {
                bytes[at + i] = (byte) (value >> (8 * i));
            }
        }

        private int room(int count) {
            int at = length;
            length += count;
            bytes = length > bytes.length ? Arrays.copyOf(bytes, 2 * length) : bytes;
            return at;
        }

        private void put(int at, int value) {
            bytes[at] = (byte) value;
            bytes[at + 1] = (byte) (value >> 8);
        }

        byte[] toByteArray() {
            put(first, word);
            return Arrays.copyOf(bytes, length);
        }
    }
}
