package org.gatehouse.dist.samba;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A PAC ([MS-PAC] 2.3) in its buffers, to be put together in another way. */
record PacPieces(List<Buffer> buffers) {
    static final int LOGON_INFO = 1;
    static final int SERVER_SIGNATURE = 6;
    static final int KDC_SIGNATURE = 7;
    static final int CLIENT_INFO = 10;
    static final int UPN_DNS_INFO = 12;
    static final int TICKET_SIGNATURE = 16;
    static final int FULL_SIGNATURE = 19;

    private static final int HEADER = 8;
    private static final int ENTRY = 16;
    private static final int ALIGNMENT = 8;

    /** A buffer of a type ({@code ulType}), and where it was in the PAC. */
    static final class Buffer {
        private final int type;
        private final byte[] content;
        private final int offset;

        private Buffer(int type, byte[] content, int offset) {
            this.type = type;
            this.content = content;
            this.offset = offset;
        }

        int type() {
            return type;
        }

        int offset() {
            return offset;
        }

        int end() {
            return offset + content.length;
        }
    }

    static PacPieces of(byte[] pac) {
        ByteBuffer in = ByteBuffer.wrap(pac).order(ByteOrder.LITTLE_ENDIAN);
        List<Buffer> buffers = new ArrayList<>();
        for (int i = 0; i < in.getInt(0); i++) {
            int entry = HEADER + i * ENTRY;
            int offset = (int) in.getLong(entry + 2 * Integer.BYTES);
            byte[] content = new byte[in.getInt(entry + Integer.BYTES)];
            in.get(offset, content);
            buffers.add(new Buffer(in.getInt(entry), content, offset));
        }
        return new PacPieces(buffers);
    }

    List<Integer> types() {
        return buffers.stream().map(Buffer::type).toList();
    }

    Buffer buffer(int type) {
        return buffers.stream()
                .filter(buffer -> buffer.type == type)
                .findFirst()
                .orElseThrow();
    }

    PacPieces without(int type) {
        return new PacPieces(
                buffers.stream().filter(buffer -> buffer.type != type).toList());
    }

    PacPieces doubled(int type) {
        List<Buffer> more = new ArrayList<>(buffers);
        more.add(buffer(type));
        return new PacPieces(more);
    }

    PacPieces with(int type, UnaryOperator<byte[]> change) {
        return new PacPieces(buffers.stream()
                .map(buffer -> buffer.type == type
                        ? new Buffer(type, change.apply(buffer.content.clone()), buffer.offset)
                        : buffer)
                .toList());
    }

    /** With its buffers one after the other, each at a multiple of 8. */
    byte[] join() {
        int offset = HEADER + ENTRY * buffers.size();
        int size = offset
                + buffers.stream()
                        .mapToInt(buffer -> aligned(buffer.content.length))
                        .sum();
        ByteBuffer pac = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        pac.putInt(buffers.size()).putInt(0);
        for (Buffer buffer : buffers) {
            pac.putInt(buffer.type).putInt(buffer.content.length).putLong(offset);
            pac.put(offset, buffer.content);
            offset += aligned(buffer.content.length);
        }
        return pac.array();
    }

    private static int aligned(int length) {
        return (length + ALIGNMENT - 1) & -ALIGNMENT;
    }
}
