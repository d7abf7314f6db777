package org.gatehouse.acceptor;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.gatehouse.crypto.Fingerprint;
import org.gatehouse.wire.Pages;

/**
 * The authenticators of one half minute in one shard. Entries stand in pages in the order in which they came; an index on the
 * heap finds them. It has open addressing and 4 bytes a slot, of which 11 bits are the fingerprint's: so an entry itself is
 * read only if it is most probably the right one.
 */
final class ReplayTable {
    /** In seconds. */
    static final int SECONDS = 32;

    private static final int INITIAL_SLOTS = 16;
    /** In percent. */
    private static final int MAX_LOAD = 80;

    private static final int NUMBER_BITS = 21;
    private static final int NUMBER_MASK = (1 << NUMBER_BITS) - 1;
    /** As many as an index can tell apart. */
    static final int MAX_ENTRIES = NUMBER_MASK;

    private final long name;
    private final ReplayStore store;
    private final Pages pages;
    /** An entry's number counted from 1, below the fingerprint's bits; an empty slot is zero. */
    private int[] index = new int[INITIAL_SLOTS];

    private int[] numbers = new int[1];
    private int size;
    /** As many entries are from before the file was opened. */
    private int restored;

    private Optional<ClientCounts> counts = Optional.empty();

    /** @param name what the pages call it */
    ReplayTable(long name, ReplayStore store) {
        this.name = name;
        this.store = store;
        this.pages = store.pages();
    }

    /** The table of an authenticator's second. */
    static long numberOf(long second) {
        return Math.floorDiv(second, SECONDS);
    }

    /** The first second of a table. */
    static long secondOf(long number) {
        return number * SECONDS;
    }

    int size() {
        return size;
    }

    /** The number of an entry, or -1. */
    int find(Fingerprint fingerprint) {
        int mask = index.length - 1;
        int tag = tag(fingerprint.low());
        for (int slot = (int) fingerprint.low() & mask; index[slot] != 0; slot = (slot + 1) & mask) {
            int number = (index[slot] & NUMBER_MASK) - 1;
            if ((index[slot] & ~NUMBER_MASK) == tag
                    && word(number, 0) == fingerprint.high()
                    && word(number, 1) == fingerprint.low()) {
                return number;
            }
        }
        return -1;
    }

    /** The third word of an entry. */
    long use(int number) {
        return word(number, 2);
    }

    boolean isRestored(int number) {
        return number < restored;
    }

    /** Adds one that is not in it, unless no page is left. */
    boolean add(ReplayEntry entry) {
        if (atPageEnd()) {
            int page = store.take(name);
            if (page == 0) {
                return false;
            }
            append(page);
        }
        int page = numbers[size / ReplayStore.PAGE_ENTRIES];
        int word = 1 + (size % ReplayStore.PAGE_ENTRIES) * ReplayEntry.WORDS;
        pages.set(page, word, entry.fingerprint().high());
        pages.set(page, word + 1, entry.fingerprint().low());
        pages.publish(page, word + 2, entry.use());
        include(entry.fingerprint().low());
        counts.ifPresent(counted -> counted.add(entry.client()));
        return true;
    }

    /** Whether the next entry begins a page. */
    boolean atPageEnd() {
        return size % ReplayStore.PAGE_ENTRIES == 0;
    }

    /** A page that another process has filled, with as many entries; one that is not full comes last. */
    void restore(int page, int entries) throws ReplaysLostException {
        if (!atPageEnd()) {
            throw new ReplaysLostException(ReplayHeader.DAMAGED);
        }
        append(page);
        for (int i = 0; i < entries; i++) {
            include(pages.get(page, 1 + i * ReplayEntry.WORDS + 1));
        }
        restored = size;
    }

    /** How many entries a client has in here: counted at the first call, and kept up to date after it. */
    int countOf(int client) {
        if (counts.isEmpty()) {
            ClientCounts counted = new ClientCounts();
            forEachClient(counted::add);
            counts = Optional.of(counted);
        }
        return counts.get().of(client);
    }

    /** The client of each entry. */
    void forEachClient(IntConsumer consumer) {
        for (int number = 0; number < size; number++) {
            consumer.accept(ReplayEntry.client(use(number)));
        }
    }

    /** Gives all pages back. */
    void drop() {
        for (int i = 0; i * ReplayStore.PAGE_ENTRIES < size; i++) {
            store.give(numbers[i]);
        }
        store.release(size);
    }

    private void append(int page) {
        int pagesUsed = size / ReplayStore.PAGE_ENTRIES;
        if (pagesUsed == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * pagesUsed);
        }
        numbers[pagesUsed] = page;
    }

    private void include(long low) {
        size++;
        if (size * 100L > index.length * (long) MAX_LOAD) {
            index = new int[2 * index.length];
            for (int number = 0; number < size - 1; number++) {
                put(word(number, 1), number);
            }
        }
        put(low, size - 1);
    }

    private void put(long low, int number) {
        int mask = index.length - 1;
        int slot = (int) low & mask;
        while (index[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        index[slot] = tag(low) | (number + 1);
    }

    private static int tag(long low) {
        return (int) (low >>> 32) & ~NUMBER_MASK;
    }

    private long word(int number, int word) {
        int page = numbers[number / ReplayStore.PAGE_ENTRIES];
        return pages.get(page, 1 + (number % ReplayStore.PAGE_ENTRIES) * ReplayEntry.WORDS + word);
    }
}
