package org.gatehouse.wire;

/**
 * Room of a fixed size for 64-bit words, in pages of {@value #WORDS}: on the heap, or in a file. One thread at a time may use
 * a page; who that is, the callers agree upon with their locks.
 */
public interface Pages {
    /** Words of a page. */
    int WORDS = 64;

    /** How many pages there are. */
    int count();

    long get(int page, int word);

    void set(int page, int word, long value);

    /**
     * Sets a word after everything that this thread has set before. Of a process that is killed, anyone who reads the file finds
     * either the earlier value, or the new one and all that came before it.
     */
    void publish(int page, int word, long value);

    /** Makes every word of a page zero, the first one first. */
    void clear(int page);

    /** Returns when the first {@code pages} pages are on the disk, if there is one. */
    void force(int pages);
}
