package org.gatehouse.mechanism;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LegStoreTest {
    private static final LegStore.Leg FIRST = () -> 10;
    private static final LegStore.Leg SECOND = () -> 20;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final LegStore legs = new LegStore(2, 50, Duration.ofSeconds(60), now::get);

    @Test
    void givesAStateToItsConnectionOnce() {
        assertThat(legs.put("a", FIRST)).isTrue();

        assertThat(legs.take("b")).isEmpty();
        assertThat(legs.take("a")).containsSame(FIRST);
        assertThat(legs.take("a")).isEmpty();
    }

    @Test
    void keepsTheLastStateOfAConnection() {
        legs.put("a", FIRST);
        legs.put("a", SECOND);

        assertThat(legs.take("a")).containsSame(SECOND);
    }

    @Test
    void forgetsTheOldestWhenThereAreTooMany() {
        legs.put("a", FIRST);
        legs.put("b", FIRST);
        legs.put("a", SECOND);
        legs.put("c", FIRST);

        assertThat(legs.take("b")).isEmpty();
        assertThat(legs.take("a")).containsSame(SECOND);
        assertThat(legs.take("c")).containsSame(FIRST);
    }

    @Test
    void forgetsTheOldestWhenTheyAreTooLarge() {
        LegStore roomy = new LegStore(100, 50, Duration.ofSeconds(60), now::get);
        roomy.put("a", SECOND);
        roomy.put("b", SECOND);
        roomy.put("c", FIRST);
        roomy.put("d", FIRST);

        assertThat(roomy.take("a")).isEmpty();
        assertThat(roomy.take("b")).containsSame(SECOND);
        assertThat(roomy.take("c")).containsSame(FIRST);
        assertThat(roomy.take("d")).containsSame(FIRST);
    }

    @Test
    void countsWhatWasTakenOrReplacedNoLonger() {
        LegStore roomy = new LegStore(100, 50, Duration.ofSeconds(60), now::get);
        for (int i = 0; i < 10; i++) {
            roomy.put("a", SECOND);
            roomy.put("a", SECOND);
            roomy.take("a");
        }
        roomy.put("b", SECOND);
        roomy.put("c", SECOND);
        roomy.put("d", FIRST);

        assertThat(roomy.take("b")).containsSame(SECOND);
    }

    @Test
    void hasNoRoomForWhatIsLargerThanTheStore() {
        legs.put("a", FIRST);

        assertThat(legs.put("b", () -> 51)).isFalse();
        assertThat(legs.take("a")).containsSame(FIRST);
        assertThat(new LegStore(0, 50, Duration.ofSeconds(60), now::get).put("a", FIRST))
                .isFalse();
    }

    @Test
    void forgetsAStateWhenItsTimeIsOver() {
        legs.put("a", FIRST);
        now.set(Instant.EPOCH.plusSeconds(59));
        legs.put("b", SECOND);
        now.set(Instant.EPOCH.plusSeconds(60));

        assertThat(legs.take("a")).isEmpty();
        assertThat(legs.take("b")).containsSame(SECOND);
    }

    @Test
    void forgetsAStateInTimeThoughTheClockWasSetBackBefore() {
        now.set(Instant.EPOCH.plusSeconds(1000));
        legs.put("a", FIRST);
        now.set(Instant.EPOCH);
        legs.put("b", SECOND);
        now.set(Instant.EPOCH.plusSeconds(60));

        assertThat(legs.take("b")).isEmpty();
    }

    @Test
    void givesAStateToOneOfManyThreadsOnly() {
        for (int round = 0; round < 100; round++) {
            legs.put("a", FIRST);
            AtomicInteger taken = new AtomicInteger();

            IntStream.range(0, 8).parallel().forEach(i -> legs.take("a").ifPresent(leg -> taken.incrementAndGet()));

            assertThat(taken).hasValue(1);
        }
    }
}
