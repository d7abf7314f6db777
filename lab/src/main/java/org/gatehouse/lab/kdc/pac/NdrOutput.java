package org.gatehouse.lab.kdc.pac;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.gatehouse.lab.account.DomainSid;

/**
 * NDR of C706 chapter 14, little-endian, as far as the PAC needs it: primitives at their alignment, pointers by referent
 * identifiers, and the headers of type serialization version 1 ([MS-RPCE] 2.2.6).
 */
final class NdrOutput {
    private static final int FIRST_REFERENT = 0x0002_0000;
    private static final int REFERENT_STEP = 4;
    private static final int HEADERS = 16;
    private static final int LONGEST_ALIGNMENT = 8;
    private static final int FIRST_CAPACITY = 1024;

    private ByteBuffer buffer = ByteBuffer.allocate(FIRST_CAPACITY).order(ByteOrder.LITTLE_ENDIAN);
    private int nextReferent = FIRST_REFERENT;

    /** A unique pointer to something that is written later. */
    void pointer() {
        uint32(referent());
    }

    /** The identifier of the next pointer that is not null. */
    int referent() {
        int referent = nextReferent;
        nextReferent += REFERENT_STEP;
        return referent;
    }

    void nullPointer() {
        uint32(0);
    }

    void uint8(int value) {
        room(1).put((byte) value);
    }

    void uint16(int value) {
        align(Short.BYTES);
        room(Short.BYTES).putShort((short) value);
    }

    void uint32(long value) {
        align(Integer.BYTES);
        room(Integer.BYTES).putInt((int) value);
    }

    void int64(long value) {
        align(Long.BYTES);
        room(Long.BYTES).putLong(value);
    }

    void bytes(byte[] value) {
        room(value.length).put(value);
    }

    /** FILETIME is a structure of two 32-bit numbers, and aligned as such. */
    void fileTime(long ticks) {
        uint32(ticks & 0xffff_ffffL);
        uint32(ticks >>> Integer.SIZE);
    }

    /**
     * RPC_UNICODE_STRING of [MS-DTYP] 2.3.10, without its characters; the pointer is never null.
     *
     * @param spare room for so many characters that are not sent, as Windows has it for a terminating NUL
     */
    void unicodeString(String text, int spare) {
        uint16(2 * text.length());
        uint16(2 * (text.length() + spare));
        pointer();
    }

    /** The characters of an RPC_UNICODE_STRING: a conformant and varying array. */
    void characters(String text, int spare) {
        uint32(text.length() + (long) spare);
        uint32(0);
        uint32(text.length());
        bytes(text.getBytes(StandardCharsets.UTF_16LE));
    }

    /** {@code [string] wchar_t*}: ends with a NUL. */
    void string(String text) {
        characters(text + '\0', 0);
    }

    /** RPC_SID of [MS-DTYP] 2.4.2.3: the count of sub-authorities stands before it, as that of every conformant array. */
    void sid(DomainSid sid) {
        uint32(sid.subAuthorities().size());
        bytes(sid.toBytes());
    }

    void align(int alignment) {
        while (buffer.position() % alignment != 0) {
            uint8(0);
        }
    }

    /** Everything that was written, with its headers and filled up to a multiple of 8. */
    byte[] serialized() {
        align(LONGEST_ALIGNMENT);
        int length = buffer.position();
        ByteBuffer message = ByteBuffer.allocate(HEADERS + length).order(ByteOrder.LITTLE_ENDIAN);
        message.put((byte) 1)
                .put((byte) 0x10)
                .putShort((short) 8)
                .putInt(0xcccc_cccc); // version, endianness, length, filler
        message.putInt(length).putInt(0);
        message.put(buffer.array(), 0, length);
        return message.array();
    }

    private ByteBuffer room(int length) {
        if (buffer.remaining() < length) {
            ByteBuffer larger =
                    ByteBuffer.allocate(2 * buffer.capacity() + length).order(ByteOrder.LITTLE_ENDIAN);
            buffer = larger.put(buffer.flip());
        }
        return buffer;
    }
}
