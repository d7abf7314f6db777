package org.gatehouse.kerberos;

import org.gatehouse.der.DerReader;
import org.gatehouse.wire.WireException;

/** UInt32 (RFC 4120 §5.2.4): key versions and sequence numbers. */
final class Unsigned32 {
    private static final long MAX = 0xffffffffL;

    private Unsigned32() {}

    /** Values from 2³¹ on are also sent as negative ones (RFC 4120 §5.3.2 tells of it), which mean the same 32 bits. */
    static long read(DerReader der, int number, String field) throws WireException {
        return der.integer(number, field, Integer.MIN_VALUE, MAX) & MAX;
    }
}
