package org.gatehouse.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;

/**
 * Pages in a file that is mapped into memory, in little-endian byte order. They outlive the process, however it ends. If the
 * file is made shorter under it, every method may throw an {@link InternalError}.
 */
public final class MappedPages implements Pages {
    private static final VarHandle LONG = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int PAGE_BYTES = WORDS * Long.BYTES;

    private final MappedByteBuffer mapped;
    /** The same: of exactly the type that the handle is made for, which is the fast way. */
    private final ByteBuffer buffer;

    /** The pages of a buffer; what does not fill a page at its end is left alone. */
    public MappedPages(MappedByteBuffer buffer) {
        this.mapped = buffer;
        this.buffer = buffer;
    }

    @Override
    public int count() {
        return buffer.capacity() / PAGE_BYTES;
    }

    @Override
    public long get(int page, int word) {
        return (long) LONG.get(buffer, at(page, word));
    }

    @Override
    public void set(int page, int word, long value) {
        LONG.set(buffer, at(page, word), value);
    }

    @Override
    public void publish(int page, int word, long value) {
        LONG.setRelease(buffer, at(page, word), value);
    }

    @Override
    public void clear(int page) {
        publish(page, 0, 0);
        VarHandle.storeStoreFence();
        for (int word = 1; word < WORDS; word++) {
            set(page, word, 0);
        }
    }

    @Override
    public void force(int pages) {
        mapped.force(0, pages * PAGE_BYTES);
    }

    private static int at(int page, int word) {
        return page * PAGE_BYTES + word * Long.BYTES;
    }
}
