package org.gatehouse.acceptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.acceptor.Replays.BOOT;
import static org.gatehouse.acceptor.Replays.NOW;
import static org.gatehouse.acceptor.Replays.SKEW;
import static org.gatehouse.acceptor.Replays.cache;
import static org.gatehouse.acceptor.Replays.place;
import static org.gatehouse.acceptor.Replays.use;
import static org.gatehouse.acceptor.Replays.verdict;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import org.gatehouse.acceptor.Remembered.Verdict;
import org.gatehouse.wire.Pages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The border from which on the replay memory is complete: nothing from before it is accepted, and all since is known. */
class ReplayBorderTest {
    @Test
    void replayBorderIsTheStartOfAMemoryThatMayHaveHadPredecessors() {
        ReplayCache cache = new ReplayCache(64, new SecureRandom(), NOW);

        assertThat(verdict(cache, use("a", NOW.minusNanos(1)), NOW)).isEqualTo(Verdict.OLDER_THAN_MEMORY);
        assertThat(verdict(cache, use("a", NOW.minus(SKEW)), NOW)).isEqualTo(Verdict.OLDER_THAN_MEMORY);
        assertThat(verdict(cache, "a", NOW)).isEqualTo(Verdict.FRESH);
    }

    @Test
    void replayBorderIsNotStricterThanClientsThatCountWholeSeconds() {
        ReplayCache cache = new ReplayCache(64, new SecureRandom(), NOW.plusMillis(999));

        assertThat(verdict(cache, use("a", NOW), NOW.plusMillis(999))).isEqualTo(Verdict.FRESH);
    }

    /** Machines without a clock of their own start at any time, and learn the true one later. */
    @Test
    void replayBorderIsLoweredWhenTheClockWasAheadAtTheStart() {
        ReplayCache cache = new ReplayCache(64, new SecureRandom(), NOW.plus(Duration.ofHours(3)));

        assertThat(verdict(cache, "a", NOW)).isEqualTo(Verdict.FRESH);
        assertThat(verdict(cache, use("b", NOW.minusSeconds(1)), NOW.plusSeconds(1)))
                .isEqualTo(Verdict.OLDER_THAN_MEMORY);
    }

    /** The first acceptor has forgotten a token that is too old for it; the second would still take it. */
    @ParameterizedTest
    @ValueSource(longs = {365, 400, 1000, 3600})
    void replayBorderCoversAnAcceptorThatStartsLaterWithALargerSkew(long secondsLater) {
        ReplayCache cache = cache(64);
        AuthenticatorUse used = use("a", NOW);
        verdict(cache, used, NOW);
        Instant later = NOW.plusSeconds(secondsLater);
        verdict(cache, "b", later);

        AcceptorClock patient = Replays.clock(Duration.ofHours(1));
        cache.serve(patient);
        assertThat(cache.remember(used, later, patient).verdict()).isIn(Verdict.REPLAY, Verdict.OLDER_THAN_MEMORY);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 31, 32, 299, 300})
    void replayBorderLetsEverythingPassThatIsWithinTheSkew(long seconds) {
        ReplayCache cache = cache(64);
        verdict(cache, "a", NOW);
        Instant later = NOW.plus(Duration.ofHours(1));
        verdict(cache, "b", later);

        assertThat(verdict(cache, use("c", later.minusSeconds(seconds)), later)).isEqualTo(Verdict.FRESH);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 30, 180, 60 * 24})
    void replayBorderCoversAClockThatWasAheadAndHasBeenSetBack(int minutes) {
        ReplayCache cache = cache(64);
        AuthenticatorUse used = use("a", NOW);
        verdict(cache, used, NOW);
        verdict(cache, "b", NOW.plus(Duration.ofMinutes(minutes)));

        Instant back = NOW.plusSeconds(5);
        assertThat(verdict(cache, used, back)).isEqualTo(Verdict.OLDER_THAN_MEMORY);
    }

    /** Not even every microsecond of the dropped table: the last one is refused, and the first of the next is not. */
    @Test
    void replayBorderIsTheEndOfTheTableThatWasDroppedToTheMicrosecond() {
        Instant tableStart = Instant.ofEpochSecond(Math.floorDiv(NOW.getEpochSecond(), 32L) * 32);
        ReplayCache cache = cache(64);
        verdict(cache, "a", tableStart);
        verdict(cache, "b", NOW.plus(Duration.ofHours(2)));

        Instant end = tableStart.plusSeconds(32);
        assertThat(cache.since()).isEqualTo(end);
        assertThat(verdict(cache, use("c", end.minusNanos(1000)), end)).isEqualTo(Verdict.OLDER_THAN_MEMORY);
        assertThat(verdict(cache, use("d", end), end)).isEqualTo(Verdict.FRESH);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void replayBorderIsTheEndOfTheLatestOfManyTablesThatWereDropped(int latest) {
        ReplayCache cache = cache(1000);
        for (int i = 0; i < 90; i++) {
            int table = i % 3 == latest ? 3 : i % 3;
            verdict(cache, use("m" + i, NOW.plusSeconds(table * 32L)), NOW);
        }
        verdict(cache, "b", NOW.plus(Duration.ofHours(2)));

        assertThat(cache.since()).isBetween(NOW.plusSeconds(97), NOW.plusSeconds(128));
    }

    /** A start that was at a wrong time may be corrected; what was dropped stays dropped. */
    @Test
    void replayBorderIsNeverLoweredBelowWhatWasDropped() {
        ReplayCache cache = new ReplayCache(64, new SecureRandom(), NOW.plus(Duration.ofHours(10)));
        AuthenticatorUse used = use("a", NOW);
        assertThat(verdict(cache, used, NOW)).isEqualTo(Verdict.FRESH);
        verdict(cache, "b", NOW.plus(Duration.ofHours(5)));

        Instant back = NOW.minusSeconds(20);
        assertThat(verdict(cache, used, back)).isEqualTo(Verdict.OLDER_THAN_MEMORY);
        assertThat(cache.since()).isAfter(NOW);
    }

    @Test
    void replayBorderIsNotRaisedByTablesThatHeldNothing() {
        ReplayCache cache = cache(64);
        verdict(cache, "a", NOW.plus(Duration.ofHours(5)));

        assertThat(cache.since()).isEqualTo(Instant.MIN);
        assertThat(verdict(cache, "b", NOW)).isEqualTo(Verdict.FRESH);
    }

    /** Tokens of clients whose clocks are ahead were accepted, and are forgotten with the file. */
    @ParameterizedTest
    @ValueSource(longs = {-300, -1, 0, 1, 31, 32, 200, 299, 300})
    void coversAllThatWasAcceptedWhenAFileIsGivenUp(long secondsAhead) {
        ReplayCache cache = ReplayCache.created(place(64, BOOT), Replays.zeros(64), NOW.minus(Duration.ofHours(1)));
        AuthenticatorUse used = use("a", NOW.plusSeconds(secondsAhead));
        assertThat(verdict(cache, used, NOW)).isEqualTo(Verdict.FRESH);

        cache.giveUpFile(NOW);

        assertThat(verdict(cache, used, NOW)).isEqualTo(Verdict.OLDER_THAN_MEMORY);
        Instant free = NOW.plusSeconds(Math.max(0, secondsAhead) + 1);
        assertThat(cache.since()).isEqualTo(free);
        assertThat(verdict(cache, "b", free)).isEqualTo(Verdict.FRESH);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 200, 300})
    void coversWhatAnEarlierProcessAcceptedWhenAFileIsGivenUp(long secondsAhead) throws Exception {
        Pages file = Replays.zeros(64);
        AuthenticatorUse used = use("a", NOW.plusSeconds(secondsAhead));
        verdict(ReplayCache.created(place(64, BOOT), file, NOW.minusSeconds(400)), used, NOW);
        ReplayCache cache = ReplayCache.reopened(place(64, BOOT), file);

        cache.giveUpFile(NOW);

        assertThat(verdict(cache, used, NOW)).isEqualTo(Verdict.OLDER_THAN_MEMORY);
        assertThat(cache.since()).isEqualTo(tableEnd(used));
    }

    /** The clock was ahead and has been set back; then the file fails. */
    @Test
    void staysWhereItWasWhenAFileIsGivenUp() throws Exception {
        Pages file = Replays.zeros(64);
        ReplayCache before = ReplayCache.created(place(64, BOOT), file, NOW.minusSeconds(400));
        AuthenticatorUse used = use("a", NOW.plusSeconds(250));
        verdict(before, used, NOW);
        verdict(before, "b", NOW.plus(Duration.ofHours(1)));
        ReplayCache cache = ReplayCache.reopened(place(64, BOOT), file);

        cache.giveUpFile(NOW);

        assertThat(verdict(cache, used, NOW)).isEqualTo(Verdict.OLDER_THAN_MEMORY);
    }

    /** The acceptor with the large skew has only been announced, and has not accepted anything yet. */
    @Test
    void coversTheLargestSkewAfterAFileIsGivenUp() {
        ReplayCache cache = ReplayCache.created(place(64, BOOT), Replays.zeros(64), NOW.minus(Duration.ofHours(1)));
        AcceptorClock patient = Replays.clock(Duration.ofHours(1));
        cache.serve(patient);
        cache.giveUpFile(NOW.minusSeconds(10));
        AuthenticatorUse used = use("a", NOW);
        verdict(cache, used, NOW);

        Instant later = NOW.plus(Duration.ofMinutes(50));
        verdict(cache, "b", later);

        assertThat(cache.remember(used, later, patient).verdict()).isEqualTo(Verdict.REPLAY);
    }

    /** What was given up once is not given up a second time with all that has been accepted since then. */
    @Test
    void staysWhereItIsWhenAFileIsGivenUpTwice() {
        ReplayCache cache = ReplayCache.created(place(64, BOOT), Replays.zeros(64), NOW.minus(Duration.ofHours(1)));
        cache.giveUpFile(NOW);
        Instant later = NOW.plusSeconds(20);
        verdict(cache, "a", later);

        cache.giveUpFile(later);

        assertThat(cache.since()).isEqualTo(NOW.plusSeconds(1));
        assertThat(verdict(cache, "a", later)).isEqualTo(Verdict.REPLAY);
    }

    @Test
    void isFarAheadFromTheFirstSecondAfterTwoHours() {
        ReplayCache cache = cache(64);
        AuthenticatorUse used = use("a", NOW.plus(Duration.ofDays(20)));
        verdict(cache, used, NOW.plus(Duration.ofDays(20)));
        verdict(cache, "b", NOW.plus(Duration.ofDays(21)));

        Instant twoHoursBefore = tableEnd(used).minus(Duration.ofHours(2));
        assertThat(cache.isFarAhead(twoHoursBefore)).isFalse();
        assertThat(cache.isFarAhead(twoHoursBefore.minusSeconds(1))).isTrue();
    }

    /** The clock was weeks ahead: until then, everyone would be refused. */
    @Test
    void isKnownToBeWrongWhenItIsHoursAhead() {
        ReplayCache cache = cache(64);
        verdict(cache, "a", NOW.plus(Duration.ofDays(20)));
        verdict(cache, "b", NOW.plus(Duration.ofDays(21)));

        assertThat(cache.isFarAhead(NOW)).isTrue();
        assertThat(cache.isFarAhead(NOW.plus(Duration.ofDays(20)))).isFalse();
        assertThat(cache(64).isFarAhead(NOW)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"1, false", "300, false", "7200, false", "7201, true", "2419200, true"})
    void thatIsHoursAheadIsExplained(long seconds, boolean clockWasAhead) {
        String remedy = ReplayRefusals.olderThanMemory(use("a", NOW), NOW.plusSeconds(seconds))
                .failure()
                .remedy();

        assertThat(remedy.contains("delete the replay file")).isEqualTo(clockWasAhead);
        assertThat(remedy.contains("Retry once")).isEqualTo(!clockWasAhead);
    }

    @Test
    void replayBorderOutlivesTheProcessWithTheFile() throws Exception {
        Pages file = Replays.zeros(64);
        ReplayCache before = ReplayCache.created(place(64, BOOT), file, NOW.minusSeconds(100));
        AuthenticatorUse used = use("a", NOW);
        verdict(before, used, NOW);
        verdict(before, "b", NOW.plus(Duration.ofHours(5)));

        ReplayCache after = ReplayCache.reopened(place(64, BOOT), file);

        assertThat(after.since()).isEqualTo(before.since()).isAfter(NOW);
        assertThat(verdict(after, used, NOW)).isEqualTo(Verdict.OLDER_THAN_MEMORY);
    }

    @Test
    void replayBorderOfAStartOutlivesTheProcessToo() throws Exception {
        Pages file = Replays.zeros(64);
        ReplayCache.created(place(64, BOOT), file, NOW);

        ReplayCache after = ReplayCache.reopened(place(64, BOOT), file);

        assertThat(after.since()).isEqualTo(NOW);
        assertThat(verdict(after, use("a", NOW.minusSeconds(1)), NOW)).isEqualTo(Verdict.OLDER_THAN_MEMORY);
    }

    private static Instant tableEnd(AuthenticatorUse use) {
        return Instant.ofEpochSecond(Math.floorDiv(use.time().getEpochSecond(), 32L) * 32 + 32);
    }
}
