package org.gatehouse.pac.claims;

import java.util.Arrays;
import org.gatehouse.wire.ByteCursor;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;
import org.gatehouse.wire.WireException.Reason;

/**
 * Decompresses LZ77+Huffman ([MS-XCA] 2.2), which Windows calls XPRESS_HUFF. The data is a sequence of blocks, each with
 * a prefix code of its own, of literals and of matches, which repeat earlier output. The input is not trusted: a match
 * begins inside the output that there is, and the output grows only by what was decoded, up to the size that the caller
 * gives.
 */
public final class XpressHuffman {
    /** A block ends with the symbol that reaches this much output; a match may go beyond it. */
    private static final int BLOCK = 65_536;

    private static final int LITERALS = 256;
    /** Also the match of length 3 and offset 1. It ends the data only where the data must end. */
    private static final int END_OF_DATA = 256;

    private static final long MIN_MATCH = 3;
    /** The low four bits of a match's symbol are its length less 3; this one says that the length follows. */
    private static final int LENGTH_FOLLOWS = 15;
    /** The length that follows is a byte; this one says that two bytes follow, and two zeros say that four follow. */
    private static final int LONG_LENGTH_FOLLOWS = 255;

    /** More than most users' claims have. */
    private static final int USUAL_SIZE = 4096;

    private final ByteCursor input;
    private final int size;
    private byte[] output;
    private int length;
    private int blockEnd;
    private HuffmanCode code;

    /** The next bits of the input, the first one highest. */
    private int nextBits;
    /** How many of them there are, less 16; never below 0 between two steps. */
    private int extraBits;

    private XpressHuffman(ByteCursor input, int size) throws WireException {
        this.input = input;
        this.size = size;
        this.output = new byte[Math.min(size, USUAL_SIZE)];
        this.code = nextBlock();
    }

    /**
     * Reads {@code input} to its end.
     *
     * @param size of the decompressed data, exactly. The caller has limited it
     * @throws WireException if the data is malformed, or is not of this size
     */
    public static Bytes decompress(ByteCursor input, int size) throws WireException {
        XpressHuffman data = new XpressHuffman(input, size);
        while (data.length < size) {
            if (data.length >= data.blockEnd) {
                data.code = data.nextBlock();
            }
            data.step();
        }
        data.expectEnd();
        return Bytes.of(data.output, 0, size);
    }

    private HuffmanCode nextBlock() throws WireException {
        HuffmanCode next = HuffmanCode.parse(input);
        blockEnd = length + BLOCK;
        nextBits = word() << Short.SIZE | word();
        extraBits = Short.SIZE;
        return next;
    }

    private void step() throws WireException {
        int symbol = symbol();
        if (symbol < LITERALS) {
            grow(1);
            output[length++] = (byte) symbol;
        } else {
            match(symbol - LITERALS);
        }
    }

    private void match(int match) throws WireException {
        int at = input.position();
        long matchLength = matchLength(match & LENGTH_FOLLOWS);
        if (matchLength > size - length) {
            throw input.failure("MatchLength", Reason.BAD_LENGTH, at);
        }
        int offsetBits = match >> 4;
        int offset = (1 << offsetBits) + take(offsetBits);
        if (offset > length) {
            throw input.failure("MatchOffset", Reason.BAD_OFFSET, at);
        }
        copy(offset, (int) matchLength);
    }

    private long matchLength(int shortest) throws WireException {
        if (shortest < LENGTH_FOLLOWS) {
            return MIN_MATCH + shortest;
        }
        int more = input.uint8("MatchLength");
        if (more < LONG_LENGTH_FOLLOWS) {
            return MIN_MATCH + LENGTH_FOLLOWS + more;
        }
        int at = input.position();
        long whole = word();
        if (whole == 0) {
            whole = input.uint32Little("MatchLength");
        }
        if (whole < LENGTH_FOLLOWS) {
            throw input.failure("MatchLength", Reason.BAD_VALUE, at);
        }
        return MIN_MATCH + whole;
    }

    /** Byte by byte: where the length is more than the offset, the match repeats what it has written itself. */
    private void copy(int offset, int count) {
        grow(count);
        for (int i = 0; i < count; i++) {
            output[length] = output[length - offset];
            length++;
        }
    }

    private void grow(int count) {
        if (count > output.length - length) {
            output = Arrays.copyOf(output, Math.min(size, Math.max(length + count, 2 * output.length)));
        }
    }

    /**
     * Compressors should write the symbol that ends the data ([MS-XCA] 2.1.4.3). Windows' compressor does, and Windows'
     * decompressor does not insist. Where a word of input is left, it is that of this symbol, and nothing follows.
     */
    private void expectEnd() throws WireException {
        if (input.atEnd()) {
            return;
        }
        if (length >= blockEnd && input.remaining() >= HuffmanCode.ENCODED_BYTES) {
            code = nextBlock();
        }
        int at = input.position();
        if (symbol() != END_OF_DATA) {
            throw input.failure("end", Reason.TRAILING, at);
        }
        input.expectEnd();
    }

    private int symbol() throws WireException {
        int symbol = code.symbol(nextBits >>> (Integer.SIZE - HuffmanCode.MAX_WORD));
        take(code.lengthOf(symbol));
        return symbol;
    }

    /**
     * Words are taken from the input as early as the compressor has left room for them: bytes of lengths stand between
     * them.
     */
    private int take(int count) throws WireException {
        // An int's shift by 32 would be one by 0.
        int bits = (int) (Integer.toUnsignedLong(nextBits) >>> (Integer.SIZE - count));
        nextBits <<= count;
        extraBits -= count;
        if (extraBits < 0) {
            nextBits |= word() << -extraBits;
            extraBits += Short.SIZE;
        }
        return bits;
    }

    private int word() throws WireException {
        return input.uint16Little("Bits");
    }
}
