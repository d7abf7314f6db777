package org.gatehouse.acceptor;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.stream.IntStream;
import org.gatehouse.acceptor.Remembered.Verdict;
import org.gatehouse.crypto.Fingerprint;
import org.gatehouse.wire.HeapPages;
import org.gatehouse.wire.Pages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One part of a replay memory. */
class ReplayShardTest {
    private static final long SECOND = Replays.NOW.getEpochSecond();
    private static final long TABLE = Math.floorDiv(SECOND, 32L);
    private static final int NO_LIMIT = Integer.MAX_VALUE;
    private static final int MANY = 100_000;

    private final SecureRandom random = new SecureRandom();

    @Test
    void shardDropsTheTablesBeforeTheOldestAndNoOther() {
        ReplayStore store = store(MANY, 100);
        ReplayShard shard = new ReplayShard(3, store);
        for (int i = 0; i < 3; i++) {
            remember(shard, entry(i, SECOND + 32L * i, 0), NO_LIMIT);
        }

        shard.expire(TABLE + 1);

        assertThat(store.size()).isEqualTo(2);
        assertThat(store.dropped()).isEqualTo(32 * (TABLE + 1));
        assertThat(remember(shard, entry(0, SECOND, 0), NO_LIMIT)).isEqualTo(Verdict.OLDER_THAN_MEMORY);
        assertThat(remember(shard, entry(1, SECOND + 32, 0), NO_LIMIT)).isEqualTo(Verdict.REPLAY);
        assertThat(remember(shard, entry(2, SECOND + 64, 0), NO_LIMIT)).isEqualTo(Verdict.REPLAY);
    }

    /** A page has room for 21. */
    @ParameterizedTest
    @ValueSource(ints = {1, 20, 21, 22, 42, 43, 420})
    void shardUsesThePagesOfDroppedTablesAgain(int entries) {
        ReplayStore store = store(MANY, (entries + 20) / 21);
        ReplayShard shard = new ReplayShard(3, store);
        for (int round = 0; round < 3; round++) {
            long second = SECOND + 32L * round;
            for (int i = 0; i < entries; i++) {
                assertThat(remember(shard, entry(i, second, 0), NO_LIMIT)).isEqualTo(Verdict.FRESH);
            }
            assertThat(store.size()).isEqualTo(entries);
            shard.expire(TABLE + round + 1);
            assertThat(store.size()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 20, 50})
    void shardTakesExactlyAsManyOfAClientAsTheLimitSays(int limit) {
        ReplayShard shard = new ReplayShard(0, store(MANY, 100));

        for (int i = 0; i < limit; i++) {
            assertThat(remember(shard, entry(i, SECOND, 7), limit)).isEqualTo(Verdict.FRESH);
        }
        assertThat(remember(shard, entry(MANY, SECOND, 7), limit)).isEqualTo(Verdict.CLIENT_LIMIT);
        assertThat(remember(shard, entry(MANY, SECOND, 8), limit)).isEqualTo(Verdict.FRESH);
        assertThat(remember(shard, entry(MANY + 1, SECOND + 32, 7), limit)).isEqualTo(Verdict.FRESH);
    }

    /** Every part filled table has a page of its own, so pages may run out before the room for entries does. */
    @Test
    void shardThatHasNoPageLeftSaysThatItIsFullAndTakesNoRoom() {
        ReplayStore store = store(MANY, 2);
        ReplayShard shard = new ReplayShard(0, store);
        remember(shard, entry(1, SECOND, 0), NO_LIMIT);
        remember(shard, entry(2, SECOND + 32, 0), NO_LIMIT);

        assertThat(remember(shard, entry(3, SECOND + 64, 0), NO_LIMIT)).isEqualTo(Verdict.FULL);
        assertThat(remember(shard, entry(4, SECOND + 64, 0), NO_LIMIT)).isEqualTo(Verdict.FULL);
        assertThat(store.size()).isEqualTo(2);
        assertThat(remember(shard, entry(5, SECOND + 32, 0), NO_LIMIT)).isEqualTo(Verdict.FRESH);

        shard.expire(TABLE + 1);
        assertThat(remember(shard, entry(4, SECOND + 64, 0), NO_LIMIT)).isEqualTo(Verdict.FRESH);
        assertThat(remember(shard, entry(4, SECOND + 64, 0), NO_LIMIT)).isEqualTo(Verdict.REPLAY);
    }

    /** A client is named when it begins a page; the name that was seen longest ago is forgotten for the 65th. */
    @Test
    void shardKnowsTheNamesOfTheLast64ClientsThatHaveBegunAPage() {
        ReplayShard shard = new ReplayShard(0, store(MANY, 1000));
        for (int client = 0; client < 64; client++) {
            beginPage(shard, client);
        }
        assertThat(IntStream.range(0, 64))
                .allSatisfy(client -> assertThat(shard.name(client)).contains("user" + client));

        beginPage(shard, 0);
        beginPage(shard, 64);

        assertThat(shard.name(64)).contains("user64");
        assertThat(shard.name(0)).contains("user0");
        assertThat(shard.name(1)).isEmpty();
        assertThat(shard.name(2)).contains("user2");
    }

    private void beginPage(ReplayShard shard, int client) {
        for (int i = 0; i < 21; i++) {
            ReplayEntry entry =
                    new ReplayEntry(new Fingerprint(random.nextLong(), random.nextLong()), SECOND, SECOND, client, 0);
            shard.remember(entry, "user" + client, NO_LIMIT);
        }
    }

    private static Verdict remember(ReplayShard shard, ReplayEntry entry, int limit) {
        return shard.remember(entry, "user" + entry.client(), limit).verdict();
    }

    private static ReplayEntry entry(int number, long second, int client) {
        return new ReplayEntry(new Fingerprint(second, number), second, second, client, ReplayEntry.NO_CONNECTION);
    }

    private ReplayStore store(int capacity, int free) {
        Pages pages = new HeapPages(free + 1);
        ReplayStore store =
                new ReplayStore(pages, ReplayHeader.written(pages, capacity, Replays.BOOT, random), capacity);
        for (int page = free; page > 0; page--) {
            store.giveZeros(page);
        }
        return store;
    }
}
