package org.gatehouse.keytab;

import org.gatehouse.wire.ByteCursor;
import org.gatehouse.wire.WireException;

/**
 * How a keytab is written. Version 1 differs in three things: its numbers are in the byte order of the machine that wrote
 * it, the realm counts as a component, and names have no type.
 */
enum KeytabFormat {
    VERSION_1_LITTLE_ENDIAN(0x0501, true),
    VERSION_1_BIG_ENDIAN(0x0501, false),
    VERSION_2(0x0502, false);

    private final int version;
    private final boolean littleEndian;

    KeytabFormat(int version, boolean littleEndian) {
        this.version = version;
        this.littleEndian = littleEndian;
    }

    /** The first two bytes of the file. */
    int version() {
        return version;
    }

    boolean namesHaveTypes() {
        return this == VERSION_2;
    }

    boolean realmCounts() {
        return this != VERSION_2;
    }

    int uint16(ByteCursor cursor, String field) throws WireException {
        return littleEndian ? cursor.uint16Little(field) : cursor.uint16Big(field);
    }

    int int32(ByteCursor cursor, String field) throws WireException {
        return littleEndian ? cursor.int32Little(field) : cursor.int32Big(field);
    }
}
