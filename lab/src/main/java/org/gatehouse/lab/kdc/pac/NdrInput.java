package org.gatehouse.lab.kdc.pac;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.gatehouse.lab.account.DomainSid;
import org.gatehouse.lab.kdc.message.MalformedMessageException;

/** Reads what {@link NdrOutput} writes. Every count is compared with what is left before anything is made of it. */
final class NdrInput {
    private static final int HEADERS = 16;
    private static final int MAX_SUB_AUTHORITIES = 15;
    private static final int SID_HEADER = 8;

    private final ByteBuffer buffer;

    /** @throws MalformedMessageException unless the headers are those of type serialization version 1, little-endian */
    NdrInput(byte[] serialized) throws MalformedMessageException {
        ByteBuffer all = ByteBuffer.wrap(serialized).order(ByteOrder.LITTLE_ENDIAN);
        if (all.remaining() < HEADERS || all.get() != 1 || all.get() != 0x10 || all.getShort() != 8) {
            throw new MalformedMessageException("no NDR of type serialization version 1");
        }
        int length = all.getInt(8);
        if (length < 0 || length > serialized.length - HEADERS) {
            throw new MalformedMessageException("NDR: ObjectBufferLength leads out of the buffer");
        }
        buffer = all.position(HEADERS).slice().limit(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Whether there is something behind the pointer. */
    boolean pointer() throws MalformedMessageException {
        return uint32() != 0;
    }

    int uint16() throws MalformedMessageException {
        return aligned(Short.BYTES).getShort() & 0xffff;
    }

    int uint32() throws MalformedMessageException {
        return aligned(Integer.BYTES).getInt();
    }

    long fileTime() throws MalformedMessageException {
        long low = uint32() & 0xffff_ffffL;
        return (long) uint32() << Integer.SIZE | low;
    }

    byte[] bytes(int count) throws MalformedMessageException {
        byte[] bytes = new byte[required(count)];
        buffer.get(bytes);
        return bytes;
    }

    /** A count of a conformant array that has to be the one that was given before. */
    void count(int expected) throws MalformedMessageException {
        if (uint32() != expected) {
            throw new MalformedMessageException("NDR: two counts of one array differ");
        }
    }

    /** A number of elements that take so many bytes at least. */
    int elements(int count, int size) throws MalformedMessageException {
        if (count < 0 || count > buffer.remaining() / size) {
            throw new MalformedMessageException("NDR: an array of " + Integer.toUnsignedString(count) + " elements");
        }
        return count;
    }

    /** The characters behind an RPC_UNICODE_STRING of this Length, in bytes. */
    String characters(int length) throws MalformedMessageException {
        int maximum = uint32();
        int offset = uint32();
        int actual = uint32();
        if (offset != 0 || actual != length / 2 || length % 2 != 0 || actual > maximum) {
            throw new MalformedMessageException("NDR: the counts of a string contradict each other");
        }
        return new String(bytes(length), StandardCharsets.UTF_16LE);
    }

    DomainSid sid() throws MalformedMessageException {
        int count = uint32();
        if (count < 1 || count > MAX_SUB_AUTHORITIES) {
            throw new MalformedMessageException("NDR: a SID of " + Integer.toUnsignedString(count) + " parts");
        }
        byte[] bytes = bytes(SID_HEADER + count * Integer.BYTES);
        if (bytes[0] != 1 || bytes[1] != count) {
            throw new MalformedMessageException("NDR: a SID whose counts contradict each other");
        }
        return DomainSid.ofBytes(bytes);
    }

    private ByteBuffer aligned(int size) throws MalformedMessageException {
        int padding = -buffer.position() & (size - 1);
        required(padding + size);
        return buffer.position(buffer.position() + padding);
    }

    private int required(int count) throws MalformedMessageException {
        if (count < 0 || count > buffer.remaining()) {
            throw new MalformedMessageException("NDR: the buffer ends too early");
        }
        return count;
    }
}
