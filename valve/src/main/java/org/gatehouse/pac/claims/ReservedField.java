package org.gatehouse.pac.claims;

import org.gatehouse.ndr.NdrReader;
import org.gatehouse.wire.WireException;

/**
 * The end of CLAIMS_SET and of CLAIMS_SET_METADATA, whose content must be ignored: the number usReservedType, and a
 * pointer to bytes.
 */
final class ReservedField {
    private final long size;
    private final boolean isThere;

    private ReservedField(long size, boolean isThere) {
        this.size = size;
        this.isThere = isThere;
    }

    static ReservedField parse(NdrReader in) throws WireException {
        in.uint16("usReservedType");
        long size = in.uint32("ulReservedFieldSize");
        return new ReservedField(size, in.arrayPointer("ReservedField", size));
    }

    /** Skips what the pointer points at. */
    void skip(NdrReader in) throws WireException {
        if (isThere) {
            in.conformantOctets("ReservedField", size, ClaimsMetadata.MAX_RESERVED);
        }
    }
}
