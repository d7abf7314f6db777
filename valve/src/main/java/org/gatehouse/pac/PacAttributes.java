package org.gatehouse.pac;

import org.gatehouse.wire.ByteCursor;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;
import org.gatehouse.wire.WireException.Reason;

/**
 * PAC_ATTRIBUTES_INFO ([MS-PAC] 2.14): whether the client asked for the PAC. KDCs put it into TGTs, for themselves ([MS-KILE]
 * 3.3.5.6.4.7). It gives no rights, so that a service ticket which has it is accepted, and means what any other one does.
 *
 * @param flags the first 32
 */
public record PacAttributes(int flags) {
    private static final int PAC_WAS_REQUESTED = 0x1;
    private static final int PAC_WAS_GIVEN_IMPLICITLY = 0x2;

    /** In bits: two are defined. */
    private static final int MAX_FLAGS = 256;

    static PacAttributes parse(Bytes buffer) throws WireException {
        ByteCursor cursor = buffer.cursor(PacBufferType.ATTRIBUTES.structure());
        int at = cursor.position();
        int bits = cursor.length32Little("FlagsLength", MAX_FLAGS);
        if (bits == 0) {
            throw cursor.failure("FlagsLength", Reason.BAD_LENGTH, at);
        }
        int flags = cursor.int32Little("Flags");
        cursor.skip("Flags", (bits - 1) / Integer.SIZE * Integer.BYTES);
        cursor.expectEnd();
        return new PacAttributes(flags);
    }

    /** Whether the client asked for a PAC. */
    public boolean wasRequested() {
        return (flags & PAC_WAS_REQUESTED) != 0;
    }

    /** Whether the client said nothing, and got it all the same. */
    public boolean wasGivenImplicitly() {
        return (flags & PAC_WAS_GIVEN_IMPLICITLY) != 0;
    }
}
