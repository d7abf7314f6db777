package org.gatehouse.pac;

import org.gatehouse.wire.Bytes;

/**
 * PAC_INFO_BUFFER ([MS-PAC] 2.4), checked: the buffer is inside the PAC.
 *
 * @param type of any value, all 32 bits
 * @param size in bytes
 * @param offset in bytes from the beginning of the PAC
 */
record InfoBuffer(long type, int size, int offset) {
    int end() {
        return offset + size;
    }

    boolean overlaps(InfoBuffer other) {
        return offset < other.end() && other.offset < end();
    }

    Bytes in(Bytes pac) {
        return pac.slice(offset, size);
    }
}
