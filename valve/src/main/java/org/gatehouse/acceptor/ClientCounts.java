package org.gatehouse.acceptor;

/** How many entries each client has: open addressing, one word a client. */
final class ClientCounts {
    private static final int INITIAL_SLOTS = 64;

    /** The count, and above it the client; an empty slot is zero. */
    private long[] slots = new long[INITIAL_SLOTS];

    private int clients;

    int of(int client) {
        return (int) slots[slotOf(slots, client)];
    }

    void add(int client) {
        int slot = slotOf(slots, client);
        if (slots[slot] == 0) {
            clients++;
            slots[slot] = (long) client << Integer.SIZE;
        }
        slots[slot]++;
        if (2 * clients > slots.length) {
            grow();
        }
    }

    private void grow() {
        long[] larger = new long[2 * slots.length];
        for (long slot : slots) {
            if (slot != 0) {
                larger[slotOf(larger, (int) (slot >>> Integer.SIZE))] = slot;
            }
        }
        slots = larger;
    }

    /** The slot of the client, or the empty one where it belongs; clients are hashes already. */
    private static int slotOf(long[] slots, int client) {
        int slot = client & (slots.length - 1);
        while (slots[slot] != 0 && (int) (slots[slot] >>> Integer.SIZE) != client) {
            slot = (slot + 1) & (slots.length - 1);
        }
        return slot;
    }
}
