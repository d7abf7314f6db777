package org.gatehouse.pac.claims;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.gatehouse.wire.Bytes;

/** Encodes claims as a domain controller does ([MS-ADTS] 2.2.18, C706 chapter 14), and as none does. */
public final class ClaimsOutput {
    static final int INT64 = 1;
    static final int UINT64 = 2;
    static final int STRING = 3;
    static final int BOOLEAN = 6;

    static final int NONE = 0;
    static final int LZNT1 = 2;
    static final int XPRESS_HUFF = 4;

    private static final int HEADERS = 16;

    private byte[] bytes = new byte[1024];
    private int length = HEADERS;
    private int referents = 0x0002_0000;

    private ClaimsOutput() {}

    /** CLAIMS_ARRAY. */
    record ArrayOf(int source, List<Entry> entries) {
        static ArrayOf ad(Entry... entries) {
            return new ArrayOf(1, List.of(entries));
        }

        static ArrayOf certificate(Entry... entries) {
            return new ArrayOf(2, List.of(entries));
        }
    }

    /** CLAIM_ENTRY. Its values are texts or numbers, as its type says; of another type there are none. */
    record Entry(String id, int type, List<?> values) {
        static Entry text(String id, String... values) {
            return new Entry(id, STRING, List.of(values));
        }

        static Entry number(String id, int type, Long... values) {
            return new Entry(id, type, List.of(values));
        }

        boolean hasValues() {
            return type == INT64 || type == UINT64 || type == STRING || type == BOOLEAN;
        }
    }

    /** A buffer of a PAC, not compressed. */
    static Bytes buffer(ArrayOf... arrays) {
        Bytes claimsSet = claimsSet(arrays);
        return metadata(NONE, claimsSet, claimsSet.length());
    }

    /** A buffer of a PAC, compressed with LZ77+Huffman. */
    static Bytes compressed(ArrayOf... arrays) {
        Bytes claimsSet = claimsSet(arrays);
        return metadata(XPRESS_HUFF, XpressHuffmanWriter.compress(claimsSet.toArray()), claimsSet.length());
    }

    /** A buffer of a PAC whose claims are in a compressed format that no reader here knows: LZNT1. */
    public static Bytes unreadable() {
        return metadata(LZNT1, Bytes.of(new byte[16]), 64);
    }

    static Bytes metadata(int format, Bytes claimsSet, long uncompressedSize) {
        return metadata(format, claimsSet, uncompressedSize, 0);
    }

    static Bytes metadata(int format, Bytes claimsSet, long uncompressedSize, int reserved) {
        ClaimsOutput out = new ClaimsOutput();
        out.pointer();
        out.uint32(claimsSet.length());
        out.pointer();
        out.uint16(format);
        out.uint32(uncompressedSize);
        out.reservedField(reserved);
        out.uint32(claimsSet.length());
        out.octets(claimsSet);
        out.reservedBytes(reserved);
        return out.stream();
    }

    /** The content of a buffer. */
    static Bytes claimsSet(ArrayOf... arrays) {
        return claimsSet(0, arrays);
    }

    static Bytes claimsSet(int reserved, ArrayOf... arrays) {
        ClaimsOutput out = new ClaimsOutput();
        out.pointer();
        out.uint32(arrays.length);
        out.pointer();
        out.reservedField(reserved);
        out.uint32(arrays.length);
        for (ArrayOf array : arrays) {
            out.uint16(array.source());
            out.uint32(array.entries().size());
            out.pointer();
        }
        for (ArrayOf array : arrays) {
            out.entries(array.entries());
        }
        out.reservedBytes(reserved);
        return out.stream();
    }

    private void entries(List<Entry> entries) {
        uint32(entries.size());
        for (Entry entry : entries) {
            pointer();
            uint16(entry.type());
            uint16(entry.type());
            if (entry.hasValues()) {
                uint32(entry.values().size());
                pointer();
            }
        }
        for (Entry entry : entries) {
            text(entry.id());
            if (entry.hasValues()) {
                values(entry);
            }
        }
    }

    private void values(Entry entry) {
        uint32(entry.values().size());
        if (entry.type() == STRING) {
            entry.values().forEach(value -> pointer());
            entry.values().forEach(value -> text((String) value));
        } else {
            entry.values().forEach(value -> number(8, (Long) value));
        }
    }

    private void text(String value) {
        byte[] units = value.getBytes(StandardCharsets.UTF_16LE);
        uint32(units.length / 2 + 1);
        uint32(0);
        uint32(units.length / 2 + 1);
        octets(Bytes.of(units));
        uint16(0);
    }

    private void reservedField(int size) {
        uint16(7);
        uint32(size);
        if (size > 0) {
            pointer();
        } else {
            uint32(0);
        }
    }

    private void reservedBytes(int size) {
        if (size > 0) {
            uint32(size);
            room(size);
        }
    }

    private void pointer() {
        uint32(referents);
        referents += 4;
    }

    private void uint16(int value) {
        number(2, value);
    }

    private void uint32(long value) {
        number(4, value);
    }

    private void number(int size, long value) {
        room(-length & (size - 1));
        int at = room(size);
        for (int i = 0; i < size; i++) {
            bytes[at + i] = (byte) (value >> (8 * i));
        }
    }

    private void octets(Bytes octets) {
        int at = room(octets.length());
        octets.copyTo(bytes, at);
    }

    private int room(int count) {
        int at = length;
        length += count;
        bytes = length > bytes.length ? Arrays.copyOf(bytes, 2 * length) : bytes;
        return at;
    }

    private Bytes stream() {
        room(-length & 7);
        int end = length;
        length = 0;
        uint32(0x0008_1001);
        uint32(0xcccc_ccccL);
        uint32(end - HEADERS);
        uint32(0);
        return Bytes.of(Arrays.copyOf(bytes, end));
    }
}
