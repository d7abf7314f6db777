package org.gatehouse.acceptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.acceptor.Replays.BOOT;
import static org.gatehouse.acceptor.Replays.CLOCK;
import static org.gatehouse.acceptor.Replays.NOW;
import static org.gatehouse.acceptor.Replays.cache;
import static org.gatehouse.acceptor.Replays.flood;
import static org.gatehouse.acceptor.Replays.place;
import static org.gatehouse.acceptor.Replays.rememberMany;
import static org.gatehouse.acceptor.Replays.use;
import static org.gatehouse.acceptor.Replays.verdict;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.gatehouse.acceptor.Remembered.Verdict;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.wire.Pages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One user, or a program with a user's ticket, signs in again and again. */
class ReplayClientLimitTest {
    private static final String FLOODER = "svc@EXAMPLE.COM";

    @Test
    void keepsOneUserFromLockingOutTheOthers() {
        ReplayCache cache = cache(20_000);
        cache.serve(CLOCK);

        assertThat(flood(cache, FLOODER, 30_000, NOW)).contains(Verdict.FRESH, Verdict.CLIENT_LIMIT);
        assertThat(verdict(cache, use("x", NOW, "alice@EXAMPLE.COM"), NOW)).isEqualTo(Verdict.FRESH);
        assertThat(verdict(cache, use("y", NOW, FLOODER), NOW)).isEqualTo(Verdict.CLIENT_LIMIT);
    }

    /** Active Directory takes the name as the user types it, and puts it into the ticket so. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SVC@EXAMPLE.COM",
                "Svc@EXAMPLE.COM",
                "sVc@EXAMPLE.COM",
                "svC@EXAMPLE.COM",
                "SVc@EXAMPLE.COM",
                "sVC@example.com",
                "SvC@Example.Com",
                "\u015bv\u010d@EXAMPLE.COM",
                "s\u0301vc@EXAMPLE.COM",
                "\u017fvc@EXAMPLE.COM",
                "\uff33\uff36\uff23@EXAMPLE.COM"
            })
    void holdsForAllSpellingsOfAUsersName(String spelling) {
        ReplayCache cache = cache(20_000);
        cache.serve(CLOCK);
        flood(cache, FLOODER, 20_000, NOW);

        assertThat(verdict(cache, use("x", NOW, spelling), NOW)).isEqualTo(Verdict.CLIENT_LIMIT);
        assertThat(cache.busiest(3)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "svd@EXAMPLE.COM",
                "svc@EXAMPLE.ORG",
                "svc/admin@EXAMPLE.COM",
                "svc1@EXAMPLE.COM",
                "sv@EXAMPLE.COM"
            })
    void countsOtherUsersApart(String other) {
        ReplayCache cache = cache(20_000);
        cache.serve(CLOCK);
        flood(cache, FLOODER, 20_000, NOW);

        assertThat(verdict(cache, use("x", NOW, other), NOW)).isEqualTo(Verdict.FRESH);
    }

    @Test
    void countsTogetherWhatUmlautsInAnyCaseSpell() {
        ReplayCache cache = cache(20_000);
        cache.serve(CLOCK);
        flood(cache, "j\u00f6rg.\u03c3\u0131@EXAMPLE.COM", 20_000, NOW);

        assertThat(verdict(cache, use("x", NOW, "J\u00d6RG.\u03a3I@EXAMPLE.COM"), NOW))
                .isEqualTo(Verdict.CLIENT_LIMIT);
        assertThat(verdict(cache, use("y", NOW, "j\u00f6rg.\u03c2i@EXAMPLE.COM"), NOW))
                .isEqualTo(Verdict.CLIENT_LIMIT);
        assertThat(verdict(cache, use("z", NOW, "georg@EXAMPLE.COM"), NOW)).isEqualTo(Verdict.FRESH);
    }

    /** A client chooses its authenticators' times: it can fill every table that is in use. */
    @ParameterizedTest
    @ValueSource(ints = {1, 60, 300, 3600})
    void leavesThreeQuartersToTheOthersWhateverTimesAUserChooses(int skewSeconds) {
        int capacity = 1 << 16;
        ReplayCache cache = cache(capacity);
        AcceptorClock clock = Replays.clock(Duration.ofSeconds(skewSeconds));
        cache.serve(clock);

        for (int second = -skewSeconds; second <= skewSeconds; second++) {
            for (int i = 0; i < capacity / skewSeconds + 1; i++) {
                cache.remember(use(second + " " + i, NOW.plusSeconds(second), FLOODER), NOW, clock);
            }
        }

        assertThat(cache.size()).isBetween(capacity / 16, capacity / 4);
    }

    @Test
    void replayClientLimitLetsALoadTestWithHundredsOfSignInsASecondPass() {
        ReplayCache cache = cache(1 << 20);
        cache.serve(CLOCK);

        for (int second = 0; second < 64; second++) {
            assertThat(flood(cache, FLOODER, 350, NOW.plusSeconds(second))).containsOnly(Verdict.FRESH);
        }
    }

    @Test
    void countsEachHalfMinuteAgain() {
        ReplayCache cache = cache(20_000);
        cache.serve(CLOCK);
        flood(cache, FLOODER, 20_000, NOW);

        assertThat(verdict(cache, use("later", NOW.plusSeconds(40), FLOODER), NOW.plusSeconds(40)))
                .isEqualTo(Verdict.FRESH);
    }

    @Test
    void countsNoReplays() {
        ReplayCache cache = cache(20_000);
        cache.serve(CLOCK);
        for (int i = 0; i < 20_000; i++) {
            verdict(cache, use("the same", NOW, FLOODER), NOW);
        }

        assertThat(verdict(cache, use("another", NOW, FLOODER), NOW)).isEqualTo(Verdict.FRESH);
    }

    @Test
    void recognisesTheReplaysOfAUserWhoIsAtTheLimit() {
        ReplayCache cache = cache(20_000);
        cache.serve(CLOCK);
        flood(cache, FLOODER, 20_000, NOW);

        assertThat(verdict(cache, use(FLOODER + 0 + NOW, NOW, FLOODER), NOW)).isEqualTo(Verdict.REPLAY);
    }

    @Test
    void refusesNobodyWhoHasSignedInOnceHoweverManyOthersThereAre() {
        ReplayCache cache = cache(20_000);
        cache.serve(CLOCK);

        assertThat(rememberMany(cache, 20_000, NOW)).containsOnly(Verdict.FRESH);
    }

    @Test
    void replayClientLimitHoldsWhereOthersHaveFilledTheTableBefore() {
        ReplayCache cache = cache(20_000);
        cache.serve(CLOCK);
        rememberMany(cache, 10_000, NOW);

        assertThat(flood(cache, FLOODER, 10_000, NOW))
                .filteredOn(Verdict.FRESH::equals)
                .hasSize(cache.clientLimit());
    }

    @Test
    void replayClientLimitHoldsOverARestart() throws Exception {
        int capacity = 20_000;
        Pages file = Replays.zeros(capacity);
        ReplayCache before = ReplayCache.created(place(capacity, BOOT), file, NOW);
        before.serve(CLOCK);
        flood(before, FLOODER, capacity, NOW);

        ReplayCache after = ReplayCache.reopened(place(capacity, BOOT), file);
        after.serve(CLOCK);

        assertThat(verdict(after, use("x", NOW, FLOODER), NOW)).isEqualTo(Verdict.CLIENT_LIMIT);
        assertThat(verdict(after, use("y", NOW, "alice@EXAMPLE.COM"), NOW)).isEqualTo(Verdict.FRESH);
    }

    @Test
    void namesTheBusiest() {
        ReplayCache cache = cache(20_000);
        cache.serve(CLOCK);
        rememberMany(cache, 1000, NOW);
        flood(cache, FLOODER, 200, NOW);
        flood(cache, "load@EXAMPLE.COM", 100, NOW.plusSeconds(64));

        assertThat(cache.busiest(2))
                .containsExactly(
                        new BusyClient(Optional.of(FLOODER), 200),
                        new BusyClient(Optional.of("load@EXAMPLE.COM"), 100));
    }

    /** They are spread over all parts of the memory: each part knows the names of a few. */
    @Test
    void namesEachOfManyBusyClients() {
        ReplayCache cache = cache(20_000);
        for (int client = 0; client < 300; client++) {
            flood(cache, "svc" + client + "@EXAMPLE.COM", 21, NOW);
        }

        assertThat(cache.busiest(1000))
                .hasSize(300)
                .allSatisfy(client -> assertThat(client.name()).isPresent())
                .allSatisfy(client -> assertThat(client.entries()).isEqualTo(21));
        assertThat(cache.busiest(7)).hasSize(7);
    }

    @Test
    void namesTheBusiestInAWarning() {
        ReplayCache cache = cache(1000);
        flood(cache, "svc\n\"x\"@EXAMPLE.COM", 10, NOW);

        assertThat(ReplayRefusals.nearlyFull(cache, 3).code()).isEqualTo(FailureCode.REPLAY_CACHE_FULL);
        assertThat(ReplayRefusals.nearlyFull(cache, 3).seen())
                .isEqualTo(
                        "this server remembers 10 sign-ins of at most 1000; when there are more, sign-ins are refused."
                                + " Most are of \"svc\\u{a}\\u{22}x\\u{22}@EXAMPLE.COM\" (10).");
    }

    @Test
    void replayClientLimitDoesNotPretendToKnowTheNamesFromBeforeARestart() throws Exception {
        Pages file = Replays.zeros(20_000);
        flood(ReplayCache.created(place(20_000, BOOT), file, NOW), FLOODER, 10, NOW);
        ReplayCache after = ReplayCache.reopened(place(20_000, BOOT), file);
        assertThat(after.busiest(3)).containsExactly(new BusyClient(Optional.empty(), 10));

        flood(after, FLOODER, 30, NOW.plusSeconds(1));

        assertThat(after.busiest(3)).containsExactly(new BusyClient(Optional.of(FLOODER), 40));
    }

    /** Authenticators can be made for a time that is to come; the flood ends when its tables are dropped. */
    @Test
    void replayClientLimitEndsWhenTheFloodIsTooOld() {
        ReplayCache cache = cache(20_000);
        cache.serve(CLOCK);
        flood(cache, FLOODER, 20_000, NOW);
        Instant later = NOW.plus(Duration.ofMinutes(11));

        assertThat(verdict(cache, use("later", later, FLOODER), later)).isEqualTo(Verdict.FRESH);
        assertThat(cache.size()).isOne();
    }
}
