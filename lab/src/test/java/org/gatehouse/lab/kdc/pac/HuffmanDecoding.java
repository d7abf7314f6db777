package org.gatehouse.lab.kdc.pac;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The decompression of [MS-XCA] 2.2.4, step by step, for data of one block. */
final class HuffmanDecoding {
    private static final int SYMBOLS = 512;
    private static final int TABLE_BITS = 15;

    private final ByteBuffer in;
    private final int[] lengths = new int[SYMBOLS];
    private final int[] table = new int[1 << TABLE_BITS];
    private int bits;
    private int extraBits;

    private HuffmanDecoding(byte[] compressed) {
        this.in = ByteBuffer.wrap(compressed).order(ByteOrder.LITTLE_ENDIAN);
    }

    static byte[] decompress(byte[] compressed, int size) {
        return new HuffmanDecoding(compressed).decode(size);
    }

    private byte[] decode(int size) {
        for (int i = 0; i < SYMBOLS; i += 2) {
            int both = in.get() & 0xff;
            lengths[i] = both & 0xf;
            lengths[i + 1] = both >> 4;
        }
        int entry = 0;
        for (int length = 1; length <= TABLE_BITS; length++) {
            for (int symbol = 0; symbol < SYMBOLS; symbol++) {
                if (lengths[symbol] == length) {
                    for (int i = 0; i < 1 << (TABLE_BITS - length); i++) {
                        table[entry++] = symbol;
                    }
                }
            }
        }
        if (entry != table.length) {
            throw new AssertionError("the code is not complete: " + entry);
        }
        bits = word() << 16 | word();
        extraBits = 16;
        byte[] result = output(size);
        if (in.hasRemaining()) {
            throw new AssertionError(in.remaining() + " bytes are left");
        }
        return result;
    }

    private byte[] output(int size) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        while (true) {
            int symbol = table[bits >>> (Integer.SIZE - TABLE_BITS)];
            consume(lengths[symbol]);
            if (symbol < 256) {
                out.write(symbol);
            } else if (symbol == 256 && out.size() == size) {
                return out.toByteArray();
            } else {
                match(symbol - 256, out);
            }
        }
    }

    private void match(int symbol, ByteArrayOutputStream out) {
        int length = symbol & 0xf;
        int offsetBits = symbol >> 4;
        if (length == 15) {
            length = in.get() & 0xff;
            if (length == 255) {
                length = word();
            } else {
                length += 15;
            }
        }
        length += 3;
        int offset = (1 << offsetBits) + (offsetBits == 0 ? 0 : bits >>> (Integer.SIZE - offsetBits));
        consume(offsetBits);
        for (int i = 0; i < length; i++) {
            out.write(out.toByteArray()[out.size() - offset]);
        }
    }

    private void consume(int count) {
        bits <<= count;
        extraBits -= count;
        if (extraBits < 0) {
            bits |= word() << -extraBits;
            extraBits += 16;
        }
    }

    private int word() {
        return in.getShort() & 0xffff;
    }
}
