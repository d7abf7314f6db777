package org.gatehouse.acceptor;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.gatehouse.crypto.Fingerprint;
import org.gatehouse.crypto.SipHash;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.HeapPages;
import org.gatehouse.wire.Pages;

/**
 * The replay memory over one set of pages. A client's authenticators are all in one shard, so that they can be counted
 * there; threads that sign in different clients rarely meet in one shard's lock.
 */
final class ReplayTables {
    static final int SHARDS = 32;
    private static final int SHARD_BITS = 5;
    /** One client has at most a quarter of the room, with all tables that can be in use. */
    private static final int CLIENT_SHARE = 4;
    /** Of the tables in use, the first and the last are parts, and one more is kept: see {@link #expire}. */
    private static final int EXTRA_TABLES = 3;

    private final ReplayStore store;
    private final SipHash hash;
    /** Connections have the same names again after a restart, and they are ours: no need for a hash that resists clients. */
    private final int connectionKey;

    private final ReplayShard[] shards = new ReplayShard[SHARDS];
    private final AtomicLong longestSkew = new AtomicLong();
    private final AtomicLong lastExpiry = new AtomicLong(Long.MIN_VALUE);

    private ReplayTables(ReplayStore store, SipHash hash, SecureRandom random) {
        this.store = store;
        this.hash = hash;
        this.connectionKey = random.nextInt();
        for (int i = 0; i < SHARDS; i++) {
            shards[i] = new ReplayShard(i, store);
        }
    }

    /** Empty ones on the heap. */
    static ReplayTables onHeap(int capacity, SecureRandom random) {
        return created(new HeapPages(ReplayStore.pagesFor(capacity)), capacity, ReplayHeader.UNKNOWN_BOOT, random);
    }

    /** Empty ones in pages of zeros. */
    static ReplayTables created(Pages pages, int capacity, UUID boot, SecureRandom random) {
        ReplayHeader header = ReplayHeader.written(pages, capacity, boot, random);
        ReplayStore store = new ReplayStore(pages, header, capacity);
        for (int page = pages.count() - 1; page > 0; page--) {
            store.giveZeros(page);
        }
        return new ReplayTables(store, header.hash(), random);
    }

    /**
     * Those that the pages hold.
     *
     * @throws ReplaysLostException if they do not hold all that was remembered
     */
    static ReplayTables reopened(Pages pages, int capacity, UUID boot, SecureRandom random)
            throws ReplaysLostException {
        if (pages.count() != ReplayStore.pagesFor(capacity)) {
            throw new ReplaysLostException(ReplayHeader.DAMAGED);
        }
        ReplayHeader header = ReplayHeader.read(pages, capacity, boot);
        ReplayTables tables = new ReplayTables(new ReplayStore(pages, header, capacity), header.hash(), random);
        new RestoredPages(pages).into(tables.store, tables.shards);
        return tables;
    }

    /** From now on nothing is forgotten that an acceptor with this skew would accept. */
    void keep(long skew) {
        if (skew > longestSkew.get()) {
            longestSkew.accumulateAndGet(skew, Math::max);
        }
    }

    long longestSkew() {
        return longestSkew.get();
    }

    ReplayStore store() {
        return store;
    }

    Remembered remember(AuthenticatorUse use, long now) {
        if (now < store.start()) { // the clock was wrong at the start and has been set back
            store.setStart(now); // or everyone would be too early, as long as it was ahead
        }
        expire(now);
        Fingerprint client = hash.of(utf8(ClientSpelling.of(use.client())));
        ReplayEntry entry = new ReplayEntry(
                hash.of(use.mac()),
                use.time().getEpochSecond(),
                now,
                (int) client.low() & ReplayEntry.CLIENT_MASK,
                use.connection().map(this::connection).orElse(ReplayEntry.NO_CONNECTION));
        return shards[(int) (client.high() >>> (Long.SIZE - SHARD_BITS))].remember(entry, use.client(), clientLimit());
    }

    /** How many authenticators of one half minute a client may have. */
    int clientLimit() {
        long inUse = 2 * longestSkew.get() / ReplayTable.SECONDS + EXTRA_TABLES;
        return (int) Math.max(1, store.capacity() / CLIENT_SHARE / inUse);
    }

    private int connection(String id) {
        int mixed = (id.hashCode() ^ connectionKey) * 0x9e3779b1;
        return Math.max(1, mixed >>> (Integer.SIZE - ReplayEntry.CONNECTION_BITS));
    }

    private static Bytes utf8(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Every half minute the first that comes does it for all shards; nobody waits for the others. */
    private void expire(long now) {
        long oldest = ReplayTable.numberOf(now - longestSkew.get())
                - 1; // one more than needed: other threads may have looked at the clock a little earlier
        if (lastExpiry.get() != oldest && lastExpiry.getAndSet(oldest) != oldest) {
            for (ReplayShard shard : shards) {
                shard.expire(oldest);
            }
        }
    }

    /** The clients with the most entries. */
    List<BusyClient> busiest(int count) {
        Map<Integer, Integer> entries = new HashMap<>();
        for (int i = 0; i < SHARDS; i++) {
            int shard = i << ReplayEntry.CLIENT_BITS;
            shards[i].forEachClient(client -> entries.merge(shard | client, 1, Integer::sum));
        }
        return entries.entrySet().stream()
                .sorted(Map.Entry.<Integer, Integer>comparingByValue(Comparator.reverseOrder()))
                .limit(count)
                .map(client -> new BusyClient(
                        shards[client.getKey() >>> ReplayEntry.CLIENT_BITS].name(
                                client.getKey() & ReplayEntry.CLIENT_MASK),
                        client.getValue()))
                .toList();
    }

    /** An orderly end: what is remembered now can be found again. */
    void close() {
        abandon();
        store.close();
    }

    /**
     * From now on nothing is changed, and nobody is accepted. Returns from which second on nothing was accepted: some clients'
     * clocks are ahead.
     */
    long abandon() {
        long latest = CheckedWord.MIN;
        for (ReplayShard shard : shards) {
            latest = Math.max(latest, shard.close());
        }
        return Math.max(store.dropped(), latest + 1);
    }

    /** In seconds of the epoch. */
    static Instant instant(long second) {
        return second == CheckedWord.MIN ? Instant.MIN : Instant.ofEpochSecond(second);
    }
}
