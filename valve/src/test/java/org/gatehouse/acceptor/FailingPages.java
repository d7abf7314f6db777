package org.gatehouse.acceptor;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.gatehouse.wire.HeapPages;
import org.gatehouse.wire.Pages;

/** Pages that can be lost, as those of a mapped file that somebody cuts short. */
final class FailingPages implements Pages {
    private final Pages pages;
    private boolean failing;
    private boolean diskFailing;

    FailingPages(int capacity) {
        pages = new HeapPages(ReplayCache.pagesFor(capacity));
    }

    void fail() {
        failing = true;
    }

    /** The pages can be read and written, and never reach the disk. */
    void failToForce() {
        diskFailing = true;
    }

    @Override
    public int count() {
        return pages.count();
    }

    @Override
    public long get(int page, int word) {
        check();
        return pages.get(page, word);
    }

    @Override
    public void set(int page, int word, long value) {
        check();
        pages.set(page, word, value);
    }

    @Override
    public void publish(int page, int word, long value) {
        check();
        pages.publish(page, word, value);
    }

    @Override
    public void clear(int page) {
        check();
        pages.clear(page);
    }

    @Override
    public void force(int count) {
        check();
        if (diskFailing) {
            throw new UncheckedIOException(new IOException("Input/output error"));
        }
    }

    private void check() {
        if (failing) {
            throw new InternalError("a fault occurred in an unsafe memory access operation");
        }
    }
}
