package org.gatehouse.ndr;

import org.gatehouse.wire.ByteCursor;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;
import org.gatehouse.wire.WireException.Reason;

/** The headers of type serialization version 1 ([MS-RPCE] 2.2.6). */
final class TypeSerialization {
    private static final int VERSION = 1;
    private static final int LITTLE_ENDIAN = 0x10;
    private static final int COMMON_HEADER_LENGTH = 8;
    /** The common header and the private one. */
    private static final int HEADERS_LENGTH = 16;

    private TypeSerialization() {}

    /**
     * A cursor over the object after the headers.
     *
     * @param type what errors begin with
     * @param stream headers and object, and nothing else
     */
    static ByteCursor object(String type, Bytes stream) throws WireException {
        ByteCursor cursor = stream.cursor(type);
        cursor.begin("CommonTypeHeader");
        expect(cursor, "Version", cursor.uint8("Version") == VERSION);
        expect(cursor, "Endianness", cursor.uint8("Endianness") == LITTLE_ENDIAN);
        expect(cursor, "CommonHeaderLength", cursor.uint16Little("CommonHeaderLength") == COMMON_HEADER_LENGTH);
        cursor.skip("Filler", Integer.BYTES);
        cursor.finish();
        cursor.begin("PrivateHeader");
        int at = cursor.position();
        long length = cursor.uint32Little("ObjectBufferLength");
        cursor.skip("Filler", Integer.BYTES);
        if (length > cursor.remaining()) {
            throw cursor.failure("ObjectBufferLength", Reason.BAD_LENGTH, at);
        }
        cursor.finish();
        if (length != cursor.remaining()) {
            throw cursor.failure("end", Reason.TRAILING, HEADERS_LENGTH + (int) length);
        }
        return cursor.window(type, HEADERS_LENGTH, length, HEADERS_LENGTH);
    }

    private static void expect(ByteCursor cursor, String field, boolean isSo) throws WireException {
        if (!isSo) {
            throw cursor.failure(field, Reason.BAD_VERSION, cursor.position());
        }
    }
}
