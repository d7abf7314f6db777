package org.gatehouse.acceptor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientCountsTest {
    private final ClientCounts counts = new ClientCounts();

    @ParameterizedTest
    @ValueSource(ints = {1, 31, 32, 33, 100, 5000})
    void clientsAreCountedApartHoweverManyThereAre(int clients) {
        Random random = new Random(42);
        Map<Integer, Integer> expected = new HashMap<>();
        for (int i = 0; i < 4 * clients; i++) {
            int client = (random.nextInt(clients) * 97) & ReplayEntry.CLIENT_MASK;
            counts.add(client);
            expected.merge(client, 1, Integer::sum);
        }

        expected.forEach((client, count) ->
                assertThat(counts.of(client)).as("client %d", client).isEqualTo(count));
    }

    /** The hashes of clients may be alike in the bits that choose a slot. */
    @Test
    void clientsAreCountedApartThoughTheirHashesEndAlike() {
        for (int i = 0; i < 40; i++) {
            for (int n = 0; n <= i; n++) {
                counts.add(63 + (i << 12));
            }
        }

        for (int i = 0; i < 40; i++) {
            assertThat(counts.of(63 + (i << 12))).isEqualTo(i + 1);
        }
    }

    @Test
    void clientThatWasNeverAddedHasNone() {
        counts.add(5);
        counts.add(5 + 64);

        assertThat(counts.of(5 + 128)).isZero();
        assertThat(counts.of(6)).isZero();
        assertThat(counts.of(0)).isZero();
        assertThat(counts.of(ReplayEntry.CLIENT_MASK)).isZero();
    }
}
