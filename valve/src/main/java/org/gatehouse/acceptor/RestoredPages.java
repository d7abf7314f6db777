package org.gatehouse.acceptor;

import org.gatehouse.wire.Pages;

/** Finds out what pages hold that another process has filled, and that was possibly killed while it did. */
final class RestoredPages {
    private final Pages pages;

    RestoredPages(Pages pages) {
        this.pages = pages;
    }

    /** Gives each page to its shard, or to the store. */
    void into(ReplayStore store, ReplayShard[] shards) throws ReplaysLostException {
        int[] entries = new int[pages.count()];
        for (int page = pages.count() - 1; page > 0; page--) {
            entries[page] = pages.get(page, 0) == 0 ? 0 : entries(page);
            if (entries[page] == 0 && isZeros(page)) {
                store.giveZeros(page);
            } else if (entries[page] == 0) {
                store.give(page); // its process was killed while it took or gave the page
            }
        }
        for (int page = 1; page < pages.count(); page++) { // of each table those first that are full
            if (entries[page] == ReplayStore.PAGE_ENTRIES) {
                restore(page, entries[page], shards);
            }
        }
        for (int page = 1; page < pages.count(); page++) {
            if (entries[page] > 0 && entries[page] < ReplayStore.PAGE_ENTRIES) {
                restore(page, entries[page], shards);
            }
        }
    }

    private void restore(int page, int entries, ReplayShard[] shards) throws ReplaysLostException {
        long name = CheckedWord.read(pages.get(page, 0)).orElseThrow(RestoredPages::damaged);
        shards[Math.floorMod(name, shards.length)].restore(Math.floorDiv(name, shards.length), page, entries);
    }

    /** How many entries a page has. Of one that was just being written, the last word is missing. */
    private int entries(int page) throws ReplaysLostException {
        int count = 0;
        while (count < ReplayStore.PAGE_ENTRIES && word(page, count, 2) != 0) {
            if (!ReplayEntry.isWhole(word(page, count, 0), word(page, count, 1), word(page, count, 2))) {
                throw damaged();
            }
            count++;
        }
        for (int rest = count; rest < ReplayStore.PAGE_ENTRIES; rest++) {
            boolean begun = rest == count;
            if (word(page, rest, 2) != 0 || (!begun && (word(page, rest, 0) | word(page, rest, 1)) != 0)) {
                throw damaged();
            }
        }
        return count;
    }

    private boolean isZeros(int page) {
        long all = 0;
        for (int word = 0; word < Pages.WORDS; word++) {
            all |= pages.get(page, word);
        }
        return all == 0;
    }

    private long word(int page, int entry, int word) {
        return pages.get(page, 1 + entry * ReplayEntry.WORDS + word);
    }

    private static ReplaysLostException damaged() {
        return new ReplaysLostException(ReplayHeader.DAMAGED);
    }
}
