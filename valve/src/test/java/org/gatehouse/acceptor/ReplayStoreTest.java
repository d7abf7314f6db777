package org.gatehouse.acceptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import org.gatehouse.wire.HeapPages;
import org.gatehouse.wire.Pages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The room of a replay memory. */
class ReplayStoreTest {
    /** Files of an earlier release have these lengths. One of another length would be put aside. */
    @ParameterizedTest
    @CsvSource({"1, 2050", "21, 2050", "22, 2051", "42, 2051", "43, 2052", "100000, 6811", "2097151, 101914"})
    void replayFileHasAsManyPagesAsItsFormatSays(int capacity, int pages) {
        assertThat(ReplayCache.pagesFor(capacity)).isEqualTo(pages);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 2_097_152, Integer.MAX_VALUE})
    void replayFileHasNoPagesForACapacityThatCannotBeCounted(int capacity) {
        assertThatThrownBy(() -> ReplayCache.pagesFor(capacity)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void roomThatCouldNotBeReservedIsNotTaken() {
        ReplayStore store = store(2);

        assertThat(store.reserve()).isTrue();
        assertThat(store.reserve()).isTrue();
        assertThat(store.reserve()).isFalse();
        assertThat(store.reserve()).isFalse();
        assertThat(store.size()).isEqualTo(2);

        store.release(1);
        assertThat(store.reserve()).isTrue();
    }

    private static ReplayStore store(int capacity) {
        Pages pages = new HeapPages(ReplayStore.pagesFor(capacity));
        return new ReplayStore(
                pages, ReplayHeader.written(pages, capacity, Replays.BOOT, new SecureRandom()), capacity);
    }
}
