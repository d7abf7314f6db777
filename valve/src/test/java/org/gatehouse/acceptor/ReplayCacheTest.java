package org.gatehouse.acceptor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.gatehouse.acceptor.ReplayCache.Verdict;
import org.gatehouse.wire.Bytes;
import org.junit.jupiter.api.Test;

class ReplayCacheTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:15:00Z");
    private static final Duration SKEW = Duration.ofMinutes(5);
    private static final AcceptorClock CLOCK = new AcceptorClock(() -> NOW, SKEW);

    @Test
    void recognisesWhatItHasSeen() {
        ReplayCache cache = cache(1000);

        assertThat(cache.remember(mac("a"), NOW, NOW, CLOCK)).isEqualTo(Verdict.FRESH);
        assertThat(cache.remember(mac("b"), NOW, NOW, CLOCK)).isEqualTo(Verdict.FRESH);
        assertThat(cache.remember(mac("a"), NOW, NOW, CLOCK)).isEqualTo(Verdict.REPLAY);
    }

    @Test
    void recognisesItAsLongAsItsTimeIsWithinTheSkew() {
        ReplayCache cache = cache(1000);
        Instant ahead = NOW.plus(SKEW);
        cache.remember(mac("a"), ahead, NOW, CLOCK);

        for (long second = 0; second <= 2 * SKEW.toSeconds(); second++) {
            assertThat(cache.remember(mac("a"), ahead, NOW.plusSeconds(second), CLOCK))
                    .as("%d s later", second)
                    .isEqualTo(Verdict.REPLAY);
        }
    }

    @Test
    void recognisesItWhenTheClockIsSetBackAndForth() {
        ReplayCache cache = cache(1000);
        cache.remember(mac("a"), NOW, NOW, CLOCK);
        cache.remember(mac("b"), NOW.minusSeconds(3600), NOW.minusSeconds(3600), CLOCK);

        assertThat(cache.remember(mac("a"), NOW, NOW, CLOCK)).isEqualTo(Verdict.REPLAY);
    }

    @Test
    void remembersForAllWhatTheMostPatientAcceptorWouldStillAccept() {
        ReplayCache cache = cache(1000);
        AcceptorClock patient = new AcceptorClock(() -> NOW, SKEW.multipliedBy(4));
        cache.remember(mac("a"), NOW, NOW, patient);

        Instant later = NOW.plus(SKEW.multipliedBy(4));
        cache.remember(mac("b"), later, later, CLOCK);
        assertThat(cache.remember(mac("a"), NOW, later, patient)).isEqualTo(Verdict.REPLAY);
    }

    @Test
    void makesRoomWhenTimeHasPassed() {
        ReplayCache cache = cache(64);
        List<Verdict> atFirst = rememberMany(cache, 10_000, NOW);
        List<Verdict> later = rememberMany(cache, 10_000, NOW.plus(SKEW).plus(SKEW));

        assertThat(atFirst).contains(Verdict.FULL);
        assertThat(later).filteredOn(Verdict.FRESH::equals).hasSize(64);
    }

    @Test
    void remembersExactlyAsManyAsItMay() {
        assertThat(rememberMany(cache(6400), 100_000, NOW))
                .filteredOn(Verdict.FRESH::equals)
                .hasSize(6400);
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
        } finally {
            threads.shutdownNow();
        }
    }

    /** An application with a short skew has accepted it; one with a longer skew has not accepted anything yet. */
    @Test
    void remembersForWhoeverWouldAcceptIt() {
        ReplayCache cache = cache(64);
        AcceptorClock patient = new AcceptorClock(() -> NOW, Duration.ofHours(1));
        cache.serve(patient);
        cache.remember(mac("a"), NOW, NOW, CLOCK);

        Instant later = NOW.plus(Duration.ofMinutes(50));
        assertThat(cache.remember(mac("a"), NOW, later, patient)).isEqualTo(Verdict.REPLAY);
    }

    @Test
    void doesNotVouchForWhatWasBeforeIt() {
        ReplayCache cache = new ReplayCache(64, new SecureRandom(), NOW);

        assertThat(cache.remember(mac("a"), NOW.minusNanos(1), NOW, CLOCK)).isEqualTo(Verdict.OLDER_THAN_MEMORY);
        assertThat(cache.remember(mac("a"), NOW.minus(SKEW), NOW, CLOCK)).isEqualTo(Verdict.OLDER_THAN_MEMORY);
        assertThat(cache.remember(mac("a"), NOW, NOW, CLOCK)).isEqualTo(Verdict.FRESH);
    }

    @Test
    void isNotStricterThanClientsThatCountWholeSeconds() {
        ReplayCache cache = new ReplayCache(64, new SecureRandom(), NOW.plusMillis(999));

        assertThat(cache.remember(mac("a"), NOW, NOW.plusMillis(999), CLOCK)).isEqualTo(Verdict.FRESH);
    }

    /** Machines without a clock of their own start at any time, and learn the true one later. */
    @Test
    void doesNotRefuseForHoursWhenTheClockWasAheadAtTheStart() {
        Instant wrong = NOW.plus(Duration.ofHours(3));
        ReplayCache cache = new ReplayCache(64, new SecureRandom(), wrong);

        assertThat(cache.remember(mac("a"), NOW, NOW, CLOCK)).isEqualTo(Verdict.FRESH);
        assertThat(cache.remember(mac("b"), NOW.minusSeconds(1), NOW.plusSeconds(1), CLOCK))
                .isEqualTo(Verdict.OLDER_THAN_MEMORY);
    }

    private static List<Verdict> rememberMany(ReplayCache cache, int count, Instant time) {
        List<Verdict> verdicts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            verdicts.add(cache.remember(mac("m" + i), time, time, CLOCK));
        }
        return verdicts;
    }

    private static ReplayCache cache(int capacity) {
        return new ReplayCache(capacity, new SecureRandom());
    }

    private static Bytes mac(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.US_ASCII));
    }
}
