package org.gatehouse.kerberos;

import java.util.Optional;
import org.gatehouse.der.DerReader;
import org.gatehouse.wire.ByteCursor;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;
import org.gatehouse.wire.WireException.Reason;

/**
 * The checksum of type 0x8003 (RFC 4121 §4.1.1), which is none: it carries what GSS-API wants to say under the seal of
 * the authenticator.
 *
 * @param flags of RFC 4121 §4.1.1.1
 */
record GssChecksum(long flags) {
    private static final int TYPE = 0x8003;
    /** MD5 of the channel bindings. */
    private static final int BINDINGS_LENGTH = 16;

    private static final int MUTUAL = 0x02;

    /** Empty if the checksum is of another type. */
    static Optional<GssChecksum> parse(DerReader der, int number) throws WireException {
        der.enterSequence(number, "cksum");
        long type = der.integer(0, "cksumtype", Integer.MIN_VALUE, Integer.MAX_VALUE);
        Bytes checksum = der.octets(1, "checksum");
        der.leave();
        return type == TYPE ? Optional.of(parse(checksum)) : Optional.empty();
    }

    private static GssChecksum parse(Bytes checksum) throws WireException {
        ByteCursor cursor = checksum.cursor("Authenticator.cksum");
        if (cursor.uint32("Lgth") != BINDINGS_LENGTH) {
            throw cursor.failure("Lgth", Reason.BAD_VALUE, 0);
        }
        cursor.skip("Bnd", BINDINGS_LENGTH);
        return new GssChecksum(cursor.uint32("Flags"));
    }

    boolean mutual() {
        return (flags & MUTUAL) != 0;
    }
}
