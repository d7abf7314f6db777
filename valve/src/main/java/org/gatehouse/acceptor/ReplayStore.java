package org.gatehouse.acceptor;

import java.util.concurrent.atomic.AtomicInteger;
import org.gatehouse.wire.Pages;

/**
 * The pages of the replay memory: a header, and pages of entries, each of which belongs to one table or is free. The first
 * word of a page names its table. An entry is there when its last word is, which is written last.
 */
final class ReplayStore {
    static final int PAGE_ENTRIES = (Pages.WORDS - 1) / ReplayEntry.WORDS;
    /** For each shard as many pages that are not full as there are tables with a skew of a quarter of an hour. */
    private static final int PARTLY_FILLED = 64 * ReplayTables.SHARDS;

    private final Pages pages;
    private final ReplayHeader header;
    private final int capacity;
    /** Numbers of free pages, the least one on top. */
    private final int[] free;

    private int freeCount;
    private int pagesUsed = 1;
    private final AtomicInteger size = new AtomicInteger();
    private volatile long start;
    private volatile long dropped;

    /** Around pages that belong to no table yet. */
    ReplayStore(Pages pages, ReplayHeader header, int capacity) {
        this.pages = pages;
        this.header = header;
        this.capacity = capacity;
        this.free = new int[pages.count()];
        this.start = header.start();
        this.dropped = header.dropped();
    }

    /** How many pages hold so many entries. */
    static int pagesFor(int capacity) {
        return 1 + (capacity + PAGE_ENTRIES - 1) / PAGE_ENTRIES + PARTLY_FILLED;
    }

    Pages pages() {
        return pages;
    }

    int capacity() {
        return capacity;
    }

    int size() {
        return size.get();
    }

    boolean isFull() {
        return size.get() >= capacity;
    }

    /** Takes the room of one entry, if there is any. */
    boolean reserve() {
        if (size.incrementAndGet() <= capacity) {
            return true;
        }
        release(1);
        return false;
    }

    void release(int entries) {
        size.addAndGet(-entries);
    }

    /** Of entries that are in the pages already. */
    void count(int entries) {
        size.addAndGet(entries);
    }

    /** Takes a page of zeros for a table, or 0 if none is free. */
    synchronized int take(long table) {
        if (freeCount == 0) {
            return 0;
        }
        int page = free[--freeCount];
        pagesUsed = Math.max(pagesUsed, page + 1);
        pages.publish(page, 0, CheckedWord.of(table));
        return page;
    }

    /** Gives a page back. */
    void give(int page) {
        pages.clear(page);
        giveZeros(page);
    }

    /** A page of zeros. */
    synchronized void giveZeros(int page) {
        free[freeCount++] = page;
    }

    /** A page that belongs to a table already. */
    synchronized void keep(int page) {
        pagesUsed = Math.max(pagesUsed, page + 1);
    }

    /** From which second on everything is remembered. */
    long since() {
        return Math.max(start, dropped);
    }

    long start() {
        return start;
    }

    /** From before which second something was forgotten. */
    long dropped() {
        return dropped;
    }

    /** Says when this memory began to remember. */
    synchronized void setStart(long second) {
        start = second;
        header.setStart(second);
    }

    /** Before anything from before that second is forgotten. That border is never lowered. */
    synchronized void raiseDropped(long second) {
        if (second > dropped) {
            header.setDropped(second);
            dropped = second;
        }
    }

    synchronized void close() {
        header.close(pagesUsed);
    }

    /** What the pages hold does not count any more. */
    void discard() {
        header.discard();
    }
}
