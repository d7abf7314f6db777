package org.gatehouse.wire;

import java.util.Arrays;

/** Pages on the heap; only those that hold something take room. */
public final class HeapPages implements Pages {
    private static final long[] ZEROS = {};

    private final long[][] pages;

    /** As many pages, all zero. */
    public HeapPages(int count) {
        pages = new long[count][];
        Arrays.fill(pages, ZEROS);
    }

    @Override
    public int count() {
        return pages.length;
    }

    @Override
    public long get(int page, int word) {
        long[] words = pages[page];
        return words.length == 0 ? 0 : words[word];
    }

    @Override
    public void set(int page, int word, long value) {
        long[] words = pages[page];
        if (words.length == 0) {
            words = new long[WORDS];
            pages[page] = words;
        }
        words[word] = value;
    }

    /** No other process reads the heap, and the callers' locks are enough for the threads of this one. */
    @Override
    public void publish(int page, int word, long value) {
        set(page, word, value);
    }

    @Override
    public void clear(int page) {
        pages[page] = ZEROS;
    }

    @Override
    public void force(int count) {}
}
