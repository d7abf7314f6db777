package org.gatehouse.lab.kdc.pac;

import java.util.List;
import org.gatehouse.lab.account.AccountClaim;

/** Claims as CLAIMS_SET_METADATA with a CLAIMS_SET in it, [MS-ADTS] 2.2.18. */
final class ClaimsFormat {
    /** Windows compresses what is longer. */
    private static final int LONGEST_UNCOMPRESSED = 384;

    private static final int NOT_COMPRESSED = 0;
    private static final int XPRESS_HUFFMAN = 4;
    private static final int CLAIMS_SOURCE_TYPE_AD = 1;

    private ClaimsFormat() {}

    static byte[] encode(List<AccountClaim> claims) {
        byte[] set = claimsSet(claims);
        byte[] compressed = set.length > LONGEST_UNCOMPRESSED && set.length <= LiteralHuffman.MAX_INPUT
                ? LiteralHuffman.compress(set)
                : set;
        return compressed.length < set.length
                ? metadata(compressed, XPRESS_HUFFMAN, set.length)
                : metadata(set, NOT_COMPRESSED, set.length);
    }

    private static byte[] metadata(byte[] set, int compression, int uncompressedSize) {
        NdrOutput out = new NdrOutput();
        out.pointer();
        out.uint32(set.length);
        out.pointer();
        out.uint16(compression);
        out.uint32(uncompressedSize);
        noReservedField(out);
        out.uint32(set.length);
        out.bytes(set);
        return out.serialized();
    }

    private static byte[] claimsSet(List<AccountClaim> claims) {
        NdrOutput out = new NdrOutput();
        out.pointer();
        out.uint32(1);
        out.pointer();
        noReservedField(out);
        out.uint32(1);
        out.uint16(CLAIMS_SOURCE_TYPE_AD);
        out.uint32(claims.size());
        out.pointer();
        out.uint32(claims.size());
        for (AccountClaim claim : claims) {
            out.pointer();
            out.uint16(number(claim.type()));
            out.uint16(number(claim.type())); // once more, as the discriminant of the union
            out.uint32(claim.values().size());
            out.pointer();
        }
        for (AccountClaim claim : claims) {
            out.string(claim.id());
            values(out, claim);
        }
        return out.serialized();
    }

    /** usReservedType, ulReservedFieldSize, ReservedField. */
    private static void noReservedField(NdrOutput out) {
        out.uint16(0);
        out.uint32(0);
        out.nullPointer();
    }

    private static void values(NdrOutput out, AccountClaim claim) {
        out.uint32(claim.values().size());
        switch (claim.type()) {
            case INT64 -> claim.values().forEach(value -> out.int64(Long.parseLong(value)));
            case UINT64 -> claim.values().forEach(value -> out.int64(Long.parseUnsignedLong(value)));
            case BOOLEAN -> claim.values().forEach(value -> out.int64(value.equals("TRUE") ? 1 : 0));
            case STRING -> {
                claim.values().forEach(value -> out.pointer());
                claim.values().forEach(out::string);
            }
        }
    }

    private static int number(AccountClaim.Type type) {
        return switch (type) {
            case INT64 -> 1;
            case UINT64 -> 2;
            case STRING -> 3;
            case BOOLEAN -> 6;
        };
    }
}
