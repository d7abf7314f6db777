package org.gatehouse.pac.claims;

import java.util.List;
import java.util.Set;
import org.gatehouse.identity.ClaimSet;
import org.gatehouse.identity.UnreadableClaims;
import org.gatehouse.ndr.NdrReader;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;
import org.gatehouse.wire.WireException.Reason;

/** CLAIMS_SET_METADATA ([MS-ADTS] 2.2.18.8), which has the CLAIMS_SET as bytes, compressed or not, and says which. */
final class ClaimsMetadata {
    /**
     * No ticket is larger than Windows' MaxTokenSize, which is 65535 bytes at most, and what Windows compresses becomes
     * three to fifteen times smaller. This is sixteen times the largest ticket.
     */
    static final int MAX_CLAIMS_SET = 1 << 20;

    /** Nobody sends any. */
    static final int MAX_RESERVED = 4096;

    /** CLAIMS_COMPRESSION_FORMAT ([MS-ADTS] 2.2.18.4). */
    private static final int NONE = 0;

    private static final int LZNT1 = 2;
    private static final int XPRESS = 3;
    private static final int XPRESS_HUFF = 4;

    private final int format;
    private final Bytes claimsSet;
    private final int uncompressedSize;

    private ClaimsMetadata(int format, Bytes claimsSet, int uncompressedSize) {
        this.format = format;
        this.claimsSet = claimsSet;
        this.uncompressedSize = uncompressedSize;
    }

    /**
     * @param structure whose only field is the pointer {@code Claims}
     * @param path of the bytes in it
     */
    static ClaimSet parse(String structure, String path, Bytes buffer) throws WireException {
        if (buffer.isEmpty()) {
            return ClaimSet.EMPTY; // what Windows sends for a user without claims
        }
        NdrReader in = NdrReader.open(structure, buffer);
        if (!in.pointer("Claims")) {
            in.end();
            return ClaimSet.EMPTY;
        }
        in.begin("Claims");
        ClaimsMetadata metadata = parse(in);
        in.finish();
        in.end();
        return metadata.claimsSet.isEmpty() ? ClaimSet.EMPTY : metadata.decode(path);
    }

    private static ClaimsMetadata parse(NdrReader in) throws WireException {
        long size = in.uint32("ulClaimsSetSize");
        boolean hasClaims = in.arrayPointer("ClaimsSet", size);
        int format = in.uint16("usCompressionFormat");
        long uncompressedSize = in.uint32("ulUncompressedClaimsSetSize");
        int at = in.position() - Integer.BYTES;
        if (uncompressedSize > MAX_CLAIMS_SET) {
            throw in.failure("ulUncompressedClaimsSetSize", Reason.TOO_LONG, at);
        }
        if (format == NONE && uncompressedSize != size) {
            throw in.failure("ulUncompressedClaimsSetSize", Reason.BAD_LENGTH, at);
        }
        ReservedField reserved = ReservedField.parse(in);
        Bytes claimsSet = hasClaims ? in.conformantOctets("ClaimsSet", size, MAX_CLAIMS_SET) : Bytes.EMPTY;
        reserved.skip(in);
        return new ClaimsMetadata(format, claimsSet, (int) uncompressedSize);
    }

    private ClaimSet decode(String path) throws WireException {
        return switch (format) {
            case NONE -> ClaimsReader.read(path, claimsSet);
            case XPRESS_HUFF ->
                ClaimsReader.read(path, XpressHuffman.decompress(claimsSet.cursor(path), uncompressedSize));
            case LZNT1 -> unreadable(UnreadableClaims.COMPRESSED_LZNT1);
            case XPRESS -> unreadable(UnreadableClaims.COMPRESSED_XPRESS);
            default -> unreadable(UnreadableClaims.COMPRESSED_UNKNOWN);
        };
    }

    private static ClaimSet unreadable(UnreadableClaims why) {
        return new ClaimSet(List.of(), Set.of(why));
    }
}
