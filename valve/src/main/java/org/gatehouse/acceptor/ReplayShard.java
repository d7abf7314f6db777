package org.gatehouse.acceptor;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.gatehouse.acceptor.FirstUse.Over;
import org.gatehouse.acceptor.Remembered.Verdict;

/**
 * A part of the replay memory: the authenticators of some of the clients. Those of one half minute share a table, which is
 * dropped as a whole when the last of them would be refused for its age: nothing is ever searched for what is old.
 */
final class ReplayShard {
    private static final Remembered FRESH = new Remembered(Verdict.FRESH);
    private static final Remembered FULL = new Remembered(Verdict.FULL);
    private static final Remembered CLIENT_LIMIT = new Remembered(Verdict.CLIENT_LIMIT);
    private static final Remembered OLDER = new Remembered(Verdict.OLDER_THAN_MEMORY);
    private static final Remembered LOST = new Remembered(Verdict.LOST);
    /** Names of busy clients in one shard. */
    private static final int MAX_NAMES = 64;

    private final int number;
    private final ReplayStore store;
    private final Map<Long, ReplayTable> tables = new HashMap<>();
    /** Of clients that have begun a page lately: anyone with many entries is among them. The latest is the last one. */
    private final Map<Integer, String> names = new LinkedHashMap<>();

    /** Of all authenticators that were ever in here, dropped ones as well, the second of the latest. */
    private long latest = CheckedWord.MIN;

    private boolean closed;

    ReplayShard(int number, ReplayStore store) {
        this.number = number;
        this.store = store;
    }

    /**
     * Remembers an authenticator, unless it was seen before.
     *
     * @param client its name, for those who have to look after it
     * @param limit how many authenticators a client may have in a table
     */
    synchronized Remembered remember(ReplayEntry entry, String client, int limit) {
        if (closed) {
            return LOST;
        }
        if (entry.second() < store.since()) {
            return OLDER;
        }
        long tableNumber = ReplayTable.numberOf(entry.second());
        ReplayTable table = tables.get(tableNumber);
        if (table == null) {
            table = new ReplayTable(name(tableNumber), store);
        }
        int known = table.find(entry.fingerprint());
        if (known >= 0) {
            return Remembered.replay(firstUse(table, known, entry));
        }
        if (store.isFull()) {
            return FULL;
        }
        if (table.size() >= limit && table.countOf(entry.client()) >= limit) {
            return CLIENT_LIMIT;
        }
        return add(entry, client, table) ? FRESH : FULL;
    }

    private boolean add(ReplayEntry entry, String client, ReplayTable table) {
        if (!store.reserve()) {
            return false;
        }
        boolean beginsPage = table.atPageEnd();
        if (!table.add(entry)) {
            store.release(1);
            return false;
        }
        latest = Math.max(latest, entry.second());
        if (beginsPage) {
            tables.put(ReplayTable.numberOf(entry.second()), table);
            keepName(entry.client(), client);
        }
        return true;
    }

    private static FirstUse firstUse(ReplayTable table, int known, ReplayEntry entry) {
        long use = table.use(known);
        long tableSecond = ReplayTable.secondOf(ReplayTable.numberOf(entry.second()));
        return new FirstUse(
                Instant.ofEpochSecond(tableSecond + ReplayEntry.firstUse(use)),
                table.isRestored(known)
                        ? Over.ONE_BEFORE_A_RESTART
                        : over(ReplayEntry.connection(use), entry.connection()));
    }

    private static Over over(int first, int second) {
        if (first == ReplayEntry.NO_CONNECTION || second == ReplayEntry.NO_CONNECTION) {
            return Over.AN_UNKNOWN_CONNECTION;
        }
        return first == second ? Over.THE_SAME_CONNECTION : Over.ANOTHER_CONNECTION;
    }

    private void keepName(int client, String name) {
        names.remove(client);
        names.put(client, name);
        if (names.size() > MAX_NAMES) {
            names.remove(names.keySet().iterator().next());
        }
    }

    /** The name of a client, if it is known. */
    synchronized Optional<String> name(int client) {
        return Optional.ofNullable(names.get(client));
    }

    /** Drops all tables before that one. */
    synchronized void expire(long oldest) {
        if (!closed) {
            tables.entrySet().removeIf(entry -> entry.getKey() < oldest && drop(entry.getKey(), entry.getValue()));
        }
    }

    /** A table that is in the map holds something: what was in it will never be accepted again, whatever clocks say. */
    private boolean drop(long tableNumber, ReplayTable table) {
        store.raiseDropped(ReplayTable.secondOf(tableNumber + 1));
        table.drop();
        return true;
    }

    /** Takes a page that another process has filled. */
    synchronized void restore(long tableNumber, int page, int entries) throws ReplaysLostException {
        ReplayTable table = tables.computeIfAbsent(tableNumber, absent -> new ReplayTable(name(absent), store));
        table.restore(page, entries);
        latest = Math.max(latest, ReplayTable.secondOf(tableNumber + 1) - 1); // pages do not tell seconds apart
        store.keep(page);
        store.count(entries);
    }

    /** The client of each entry. */
    synchronized void forEachClient(IntConsumer consumer) {
        tables.values().forEach(table -> table.forEachClient(consumer));
    }

    /** From now on nothing is changed. Returns the second of the latest authenticator. */
    synchronized long close() {
        closed = true;
        return latest;
    }

    private long name(long tableNumber) {
        return tableNumber * ReplayTables.SHARDS + number;
    }
}
