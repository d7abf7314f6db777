package org.gatehouse.acceptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gatehouse.acceptor.Replays.BOOT;
import static org.gatehouse.acceptor.Replays.NOW;
import static org.gatehouse.acceptor.Replays.place;
import static org.gatehouse.acceptor.Replays.rememberMany;
import static org.gatehouse.acceptor.Replays.use;
import static org.gatehouse.acceptor.Replays.verdict;

import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import org.gatehouse.acceptor.Remembered.Verdict;
import org.gatehouse.wire.Pages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a replay memory has on the disk when the machine crashes, and what it writes at all. */
class ReplayDiskTest {
    private static final int CAPACITY = 500;
    private static final UUID NEXT_BOOT = new UUID(7, 8);

    private final DiskPages file = new DiskPages(CAPACITY);

    @Test
    void replayFileThatWasClosedHoldsEverythingAfterACrashOfTheMachine() throws Exception {
        ReplayCache cache = created();
        assertThat(rememberMany(cache, 200, NOW)).containsOnly(Verdict.FRESH);
        cache.close();

        ReplayCache after = ReplayCache.reopened(place(CAPACITY, NEXT_BOOT), file.afterCrash());

        assertThat(rememberMany(after, 200, NOW)).containsOnly(Verdict.REPLAY);
    }

    /** The pages that another process has filled have to be forced as well. */
    @Test
    void replayFileHoldsWhatAnEarlierProcessHasWrittenAfterACrashOfTheMachine() throws Exception {
        rememberMany(created(), 200, NOW);
        ReplayCache.reopened(place(CAPACITY, BOOT), file).close();

        ReplayCache after = ReplayCache.reopened(place(CAPACITY, NEXT_BOOT), file.afterCrash());

        assertThat(rememberMany(after, 200, NOW)).containsOnly(Verdict.REPLAY);
    }

    /** What was accepted since then may be missing. */
    @Test
    void replayFileThatIsInUseAgainIsLostWithACrashOfTheMachine() throws Exception {
        created().close();
        ReplayCache.reopened(place(CAPACITY, BOOT), file);

        Pages crashed = file.afterCrash();

        assertLost(crashed, "it was in use when this machine stopped, and may be incomplete");
    }

    @Test
    void replayFileThatWasNeverClosedIsLostWithACrashOfTheMachine() {
        rememberMany(created(), 20, NOW);

        assertLost(file.afterCrash(), "it is not a replay file of this version");
    }

    /** A file of a large capacity takes no more room on the disk and in memory than it needs. */
    @Test
    void pagesOfZerosAreNotWrittenWhenAReplayFileIsOpened() throws Exception {
        rememberMany(created(), 200, NOW);
        file.written().clear();

        ReplayCache.reopened(place(CAPACITY, BOOT), file);

        assertThat(file.written().stream()).containsExactly(0);
    }

    /** The process was killed after it has named the file's format and before it has said since when it remembers. */
    @Test
    void replayFileWithoutAStartIsLost() {
        ReplayHeader.written(file, CAPACITY, BOOT, new SecureRandom());

        assertThatThrownBy(() -> ReplayHeader.read(file, CAPACITY, BOOT))
                .isInstanceOf(ReplaysLostException.class)
                .hasMessage("it is damaged");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 3, -1})
    void replayFileInAnUnknownStateIsLost(long state) {
        created();
        file.set(0, 9, CheckedWord.of(state));

        assertThatThrownBy(() -> ReplayCache.reopened(place(CAPACITY, BOOT), file))
                .isInstanceOf(ReplaysLostException.class)
                .hasMessage("it is damaged");
    }

    /** 503 entries need as many pages as 500 do. */
    @Test
    void replayFileOfAnotherCapacityIsLost() {
        created();
        assertThat(ReplayCache.pagesFor(CAPACITY + 3)).isEqualTo(file.count());

        assertThatThrownBy(() -> ReplayCache.reopened(place(CAPACITY + 3, BOOT), file))
                .isInstanceOf(ReplaysLostException.class)
                .hasMessage("it is damaged");
    }

    /** Anyone who could predict a fingerprint could make two authenticators that are taken for one. */
    @Test
    void fingerprintsOfAReplayFileDependOnBothHalvesOfItsRandomKey() {
        long[] first = firstEntry(1, 2);

        assertThat(firstEntry(1, 2)).isEqualTo(first);
        assertThat(firstEntry(3, 2)[1]).isNotEqualTo(first[1]);
        assertThat(firstEntry(1, 3)[1]).isNotEqualTo(first[1]);
        assertThat(firstEntry(1, 3)[2]).isNotEqualTo(first[2]);
    }

    @Test
    void replayFileThatTheDiskFailsIsClosedOnce() {
        FailingPages failing = new FailingPages(CAPACITY);
        ReplayCache cache = ReplayCache.created(place(CAPACITY, BOOT), failing, NOW);
        failing.failToForce();
        assertThatThrownBy(cache::close).isInstanceOf(UncheckedIOException.class);

        cache.close();

        assertThat(verdict(cache, use("a", NOW), NOW)).isEqualTo(Verdict.LOST);
    }

    private ReplayCache created() {
        return ReplayCache.created(place(CAPACITY, BOOT), file, NOW.minusSeconds(400));
    }

    private static void assertLost(Pages pages, String why) {
        assertThatThrownBy(() -> ReplayCache.reopened(place(CAPACITY, NEXT_BOOT), pages))
                .isInstanceOf(ReplaysLostException.class)
                .hasMessage(why);
    }

    /** The words of the only page that is used, of a memory whose key is made of these random numbers. */
    private static long[] firstEntry(long key0, long key1) {
        Pages pages = Replays.zeros(CAPACITY);
        Iterator<Long> numbers = List.of(key0, key1).iterator();
        SecureRandom random = new SecureRandom() {
            private static final long serialVersionUID = 1;

            @Override
            public long nextLong() {
                return numbers.next();
            }
        };
        verdict(ReplayCache.created(new ReplayCache.Place(CAPACITY, BOOT, random), pages, NOW), "a", NOW);
        return new long[] {0, pages.get(1, 1), pages.get(1, 2)};
    }
}
