package org.gatehouse.acceptor;

import java.util.BitSet;
import org.gatehouse.wire.HeapPages;
import org.gatehouse.wire.Pages;

/** Pages over a disk, which has what was forced and nothing else: after a crash of the machine, only that is found. */
final class DiskPages implements Pages {
    private final Pages memory;
    private final Pages disk;
    private final BitSet written = new BitSet();

    DiskPages(int capacity) {
        this(Replays.zeros(capacity));
    }

    private DiskPages(Pages memory) {
        this.memory = memory;
        this.disk = new HeapPages(memory.count());
    }

    /** What is found when the machine runs again. */
    Pages afterCrash() {
        return Replays.copyOf(disk);
    }

    /** The numbers of the pages that were changed. */
    BitSet written() {
        return written;
    }

    @Override
    public int count() {
        return memory.count();
    }

    @Override
    public long get(int page, int word) {
        return memory.get(page, word);
    }

    @Override
    public void set(int page, int word, long value) {
        written.set(page);
        memory.set(page, word, value);
    }

    @Override
    public void publish(int page, int word, long value) {
        written.set(page);
        memory.publish(page, word, value);
    }

    @Override
    public void clear(int page) {
        written.set(page);
        memory.clear(page);
    }

    @Override
    public void force(int count) {
        for (int page = 0; page < count; page++) {
            for (int word = 0; word < WORDS; word++) {
                disk.set(page, word, memory.get(page, word));
            }
        }
    }
}
