package org.gatehouse.acceptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gatehouse.acceptor.Acceptors.acceptor;
import static org.gatehouse.acceptor.Acceptors.outcome;
import static org.gatehouse.acceptor.Acceptors.refused;
import static org.gatehouse.acceptor.Replays.BOOT;
import static org.gatehouse.acceptor.Replays.NOW;
import static org.gatehouse.acceptor.Replays.flood;
import static org.gatehouse.acceptor.Replays.place;

import java.security.SecureRandom;
import java.util.Optional;
import org.gatehouse.acceptor.FirstUse.Over;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.wire.Pages;
import org.junit.jupiter.api.Test;

/** What the replay memory makes an administrator read. */
class ReplayWordsTest {
    @Test
    void tokenFromBeforeTheMemoryBeganIsRefusedWithTheTimeWhenItDid() {
        ReplayCache began = new ReplayCache(1000, new SecureRandom(), Forge.NOW.minusSeconds(60));

        Failure failure = refused(acceptor(Forge.keys(), began), forge -> forge.ctime = Forge.NOW.minusSeconds(75));

        assertThat(failure.code()).isEqualTo(FailureCode.OLDER_THAN_MEMORY);
        assertThat(failure.seen())
                .isEqualTo("the token of \"alice@EXAMPLE.COM\" was made 14 s before 2026-11-22T10:14:00Z. This server"
                        + " remembers all sign-ins only since then, so the token may have been used before.");
        assertThat(outcome(acceptor(Forge.keys(), began), forge -> forge.ctime = Forge.NOW.minusSeconds(60)))
                .isEqualTo("alice");
    }

    @Test
    void tokenThatComesWhileTomcatStopsIsRefused() {
        ReplayCache closed = ReplayCache.created(place(1000, BOOT), Replays.zeros(1000), NOW.minusSeconds(400));
        closed.close();

        assertThat(refused(acceptor(Forge.keys(), closed), forge -> {}))
                .isEqualTo(new Failure(
                        FailureCode.REPLAY_CACHE_FULL,
                        "this server cannot remember sign-ins in its replay file: the file was closed or cut short.",
                        "Sign in again. If Tomcat was not being stopped, find out what changes the replay file."));
    }

    @Test
    void fullMemoryTellsHowManySignInsItHolds() {
        KerberosAcceptor acceptor = acceptor(Forge.keys(), new ReplayCache(1, new SecureRandom()));
        assertThat(outcome(acceptor, forge -> {})).isEqualTo("alice");

        assertThat(refused(acceptor, forge -> forge.cusec = 1))
                .isEqualTo(new Failure(
                        FailureCode.REPLAY_CACHE_FULL,
                        "this server remembers at most 1 sign-ins to recognise replays, and cannot take another.",
                        "Let clients keep their session cookie, so that not every request signs in again."));
    }

    @Test
    void replayOfATokenThatWasUsedBeforeARestartIsNamedAsThat() {
        assertThat(replay(new FirstUse(NOW.minusSeconds(90), Over.ONE_BEFORE_A_RESTART)))
                .isEqualTo("a replay: the same token of \"alice\" was used 1 min 30 s ago, before this server was"
                        + " restarted.");
    }

    /** The clock may have been set back in the meantime. */
    @Test
    void replayOfATokenThatWasUsedInTheFutureIsNamedWithThatTime() {
        assertThat(replay(new FirstUse(NOW.plusSeconds(90), Over.ANOTHER_CONNECTION)))
                .isEqualTo("a replay: the same token of \"alice\" was used at 2026-11-22T10:16:30Z over another"
                        + " connection.");
        assertThat(replay(new FirstUse(NOW, Over.THE_SAME_CONNECTION))).contains("was used 0 s ago over the same");
    }

    @Test
    void replayOfATokenOfWhichNothingIsKnownIsNamedAllTheSame() {
        assertThat(ReplayRefusals.replay("alice", Optional.empty(), NOW)
                        .failure()
                        .seen())
                .isEqualTo("a replay: the same token of \"alice\" was used before.");
    }

    @Test
    void warningNamesNobodyWhoSignedInBeforeARestart() throws Exception {
        Pages file = Replays.zeros(1000);
        flood(ReplayCache.created(place(1000, BOOT), file, NOW), "svc", 4, NOW);
        ReplayCache cache = ReplayCache.reopened(place(1000, BOOT), file);
        flood(cache, "alice", 3, NOW.plusSeconds(64));

        Failure failure = ReplayRefusals.nearlyFull(cache, 5);

        assertThat(failure.seen()).endsWith(" Most are of a user whose name is not known here (4), \"alice\" (3).");
        assertThat(failure.remedy())
                .isEqualTo("Let clients keep their session cookie, so that not every request signs in again.");
    }

    private static String replay(FirstUse first) {
        return ReplayRefusals.replay("alice", Optional.of(first), NOW).failure().seen();
    }
}
