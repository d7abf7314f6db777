package org.gatehouse.acceptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gatehouse.acceptor.Replays.CLOCK;
import static org.gatehouse.acceptor.Replays.NOW;
import static org.gatehouse.acceptor.Replays.SKEW;
import static org.gatehouse.acceptor.Replays.cache;
import static org.gatehouse.acceptor.Replays.rememberMany;
import static org.gatehouse.acceptor.Replays.use;
import static org.gatehouse.acceptor.Replays.verdict;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.gatehouse.acceptor.FirstUse.Over;
import org.gatehouse.acceptor.Remembered.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayCacheTest {
    @Test
    void recognisesWhatItHasSeen() {
        ReplayCache cache = cache(1000);

        assertThat(verdict(cache, "a", NOW)).isEqualTo(Verdict.FRESH);
        assertThat(verdict(cache, "b", NOW)).isEqualTo(Verdict.FRESH);
        assertThat(verdict(cache, "a", NOW)).isEqualTo(Verdict.REPLAY);
    }

    @Test
    void recognisesAnAuthenticatorForAsLongAsItsTimeIsWithinTheSkew() {
        ReplayCache cache = cache(1000);
        AuthenticatorUse ahead = use("a", NOW.plus(SKEW));
        verdict(cache, ahead, NOW);

        for (long second = 0; second <= 2 * SKEW.toSeconds(); second++) {
            assertThat(verdict(cache, ahead, NOW.plusSeconds(second)))
                    .as("%d s later", second)
                    .isEqualTo(Verdict.REPLAY);
        }
    }

    @Test
    void recognisesAnAuthenticatorWhenTheClockIsSetBackAndForth() {
        ReplayCache cache = cache(1000);
        verdict(cache, "a", NOW);
        verdict(cache, "b", NOW.minusSeconds(3600));

        assertThat(verdict(cache, "a", NOW)).isEqualTo(Verdict.REPLAY);
    }

    @Test
    void remembersForAllWhatTheMostPatientAcceptorWouldStillAccept() {
        ReplayCache cache = cache(1000);
        AcceptorClock patient = Replays.clock(SKEW.multipliedBy(4));
        cache.remember(use("a", NOW), NOW, patient);

        Instant later = NOW.plus(SKEW.multipliedBy(4));
        verdict(cache, "b", later);
        assertThat(cache.remember(use("a", NOW), later, patient).verdict()).isEqualTo(Verdict.REPLAY);
    }

    /** An application with a short skew has accepted it; one with a longer skew has not accepted anything yet. */
    @Test
    void remembersForAnAcceptorThatHasOnlyBeenAnnounced() {
        ReplayCache cache = cache(64);
        AcceptorClock patient = Replays.clock(Duration.ofHours(1));
        cache.serve(patient);
        verdict(cache, "a", NOW);
        verdict(cache, "b", NOW.plus(Duration.ofMinutes(40)));

        Instant later = NOW.plus(Duration.ofMinutes(50));
        assertThat(cache.remember(use("a", NOW), later, patient).verdict()).isEqualTo(Verdict.REPLAY);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20, 21, 22, 63, 64, 1000, 6400})
    void remembersExactlyAsManyAsItMay(int capacity) {
        ReplayCache cache = cache(capacity);

        assertThat(rememberMany(cache, 2 * capacity + 100, NOW))
                .filteredOn(Verdict.FRESH::equals)
                .hasSize(capacity);
        assertThat(cache.size()).isEqualTo(capacity);
        assertThat(verdict(cache, "one more", NOW)).isEqualTo(Verdict.FULL);
    }

    /** Again and again: what is not given back each time is missed in the end. */
    @Test
    void hasRoomForAsManyAgainEachTimeThatTheyAreTooOld() {
        ReplayCache cache = cache(500);

        for (int round = 0; round < 40; round++) {
            Instant now = NOW.plus(Duration.ofHours(round));
            List<Verdict> verdicts = new ArrayList<>();
            for (int i = 0; i < 600; i++) {
                verdicts.add(verdict(cache, use(round + " " + i, now.plusSeconds(i % 100)), now));
            }

            assertThat(verdicts)
                    .as("round %d", round)
                    .filteredOn(Verdict.FRESH::equals)
                    .hasSize(500);
            assertThat(verdicts)
                    .as("round %d", round)
                    .filteredOn(Verdict.FULL::equals)
                    .hasSize(100);
            assertThat(cache.size()).isEqualTo(500);
        }
    }

    @Test
    void countsNothingThatIsTooOldWhenOneClientSignsIn() {
        ReplayCache cache = cache(10_000);
        rememberMany(cache, 5000, NOW);

        verdict(cache, "a", NOW.plus(Duration.ofHours(1)));

        assertThat(cache.size()).isOne();
    }

    @Test
    void forgetsNoneOfManyThatShareATable() {
        ReplayCache cache = cache(1 << 20);
        rememberMany(cache, 100_000, NOW);

        assertThat(rememberMany(cache, 100_000, NOW)).containsOnly(Verdict.REPLAY);
    }

    @Test
    void takesEachAuthenticatorOnceHoweverManyThreadsBringIt() throws Exception {
        ReplayCache cache = cache(1 << 20);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<List<Verdict>>> verdicts = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                verdicts.add(threads.submit(() -> rememberMany(cache, 20_000, NOW)));
            }
            int fresh = 0;
            for (Future<List<Verdict>> future : verdicts) {
                fresh += (int)
                        future.get().stream().filter(Verdict.FRESH::equals).count();
            }

            assertThat(fresh).isEqualTo(20_000);
            assertThat(cache.size()).isEqualTo(20_000);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void saysWhenTheFirstUseWas() {
        ReplayCache cache = cache(1000);
        AuthenticatorUse slow = use("slow", NOW.minus(SKEW));
        AuthenticatorUse fast = use("fast", NOW.plus(SKEW));
        cache.remember(slow, NOW.plusMillis(700), CLOCK);
        cache.remember(fast, NOW.plusSeconds(1), CLOCK);

        Instant later = NOW.plusSeconds(3);
        assertThat(cache.remember(slow, later, CLOCK).firstUse().map(FirstUse::time))
                .contains(NOW);
        assertThat(cache.remember(fast, later, CLOCK).firstUse().map(FirstUse::time))
                .contains(NOW.plusSeconds(1));
    }

    @Test
    void saysOverWhichConnectionTheFirstUseWas() {
        ReplayCache cache = cache(1000);
        cache.remember(over("a", Optional.of("1")), NOW, CLOCK);
        cache.remember(over("b", Optional.empty()), NOW, CLOCK);

        assertThat(again(cache, over("a", Optional.of("1")))).isEqualTo(Over.THE_SAME_CONNECTION);
        assertThat(again(cache, over("a", Optional.of("2")))).isEqualTo(Over.ANOTHER_CONNECTION);
        assertThat(again(cache, over("a", Optional.empty()))).isEqualTo(Over.AN_UNKNOWN_CONNECTION);
        assertThat(again(cache, over("b", Optional.of("1")))).isEqualTo(Over.AN_UNKNOWN_CONNECTION);
    }

    /** A second use over another connection may be taken for one over the same by chance, and seldom is. */
    @Test
    void tellsManyConnectionsApart() {
        ReplayCache cache = cache(1000);
        cache.remember(over("a", Optional.of("0")), NOW, CLOCK);

        assertThat(IntStream.range(1, 1000)
                        .mapToObj(id -> again(cache, over("a", Optional.of("" + id))))
                        .filter(Over.THE_SAME_CONNECTION::equals))
                .hasSizeLessThan(5);
    }

    @Test
    void goesOnAfterTheEndOfTheProcessIfItIsNotInAFile() {
        ReplayCache cache = cache(1000);
        verdict(cache, "a", NOW);

        cache.close();
        cache.giveUpFile(NOW);

        assertThat(verdict(cache, "a", NOW)).isEqualTo(Verdict.REPLAY);
        assertThat(verdict(cache, "b", NOW)).isEqualTo(Verdict.FRESH);
    }

    @Test
    void takesNoTimeForTheFirstUseFromAReplay() {
        ReplayCache cache = cache(1000);
        verdict(cache, "a", NOW);
        verdict(cache, use("a", NOW), NOW.plusSeconds(1));

        assertThat(cache.remember(use("a", NOW), NOW.plusSeconds(2), CLOCK)
                        .firstUse()
                        .map(FirstUse::time))
                .contains(NOW);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1 << 21})
    void cannotHaveACapacityThatItCannotCount(int capacity) {
        assertThatThrownBy(() -> new ReplayCache(capacity, new SecureRandom()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static AuthenticatorUse over(String mac, Optional<String> connection) {
        return new AuthenticatorUse(Replays.mac(mac), NOW, "alice@EXAMPLE.COM", connection);
    }

    private static Over again(ReplayCache cache, AuthenticatorUse use) {
        return cache.remember(use, NOW, CLOCK).firstUse().orElseThrow().over();
    }
}
