package org.gatehouse.acceptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.gatehouse.acceptor.Replays.BOOT;
import static org.gatehouse.acceptor.Replays.CLOCK;
import static org.gatehouse.acceptor.Replays.NOW;
import static org.gatehouse.acceptor.Replays.place;
import static org.gatehouse.acceptor.Replays.use;
import static org.gatehouse.acceptor.Replays.verdict;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.gatehouse.acceptor.FirstUse.Over;
import org.gatehouse.acceptor.Remembered.Verdict;
import org.gatehouse.wire.HeapPages;
import org.gatehouse.wire.Pages;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a replay memory leaves in its pages for the next process, and what that one makes of it. */
class ReplayFormatTest {
    private static final int CAPACITY = 1000;
    private static final UUID OTHER_BOOT = new UUID(3, 4);
    private static final UUID UNKNOWN_BOOT = new UUID(0, 0);

    private final Pages file = Replays.zeros(CAPACITY);
    private ReplayCache before;

    @BeforeEach
    void fill() {
        before = created(file, BOOT);
    }

    private static ReplayCache created(Pages pages, UUID boot) {
        ReplayCache cache = ReplayCache.created(place(CAPACITY, boot), pages, NOW.minusSeconds(400));
        for (int i = 0; i < 100; i++) {
            assertThat(verdict(cache, use("m" + i, NOW.minusSeconds(i), "user" + i % 3), NOW))
                    .isEqualTo(Verdict.FRESH);
        }
        return cache;
    }

    private static ReplayCache reopened(Pages pages, UUID boot) throws ReplaysLostException {
        return ReplayCache.reopened(place(CAPACITY, boot), pages);
    }

    private static void assertKnowsAll(ReplayCache cache) {
        assertThat(cache.size()).isEqualTo(100);
        for (int i = 0; i < 100; i++) {
            assertThat(verdict(cache, use("m" + i, NOW.minusSeconds(i), "user" + i % 3), NOW))
                    .as("m%d", i)
                    .isEqualTo(Verdict.REPLAY);
        }
        assertThat(verdict(cache, use("new", NOW.minusSeconds(100), "user1"), NOW))
                .isEqualTo(Verdict.FRESH);
        assertThat(verdict(cache, use("new", NOW.minusSeconds(100), "user1"), NOW))
                .isEqualTo(Verdict.REPLAY);
    }

    private static void assertLost(Pages pages, UUID boot, String why) {
        assertThatThrownBy(() -> reopened(pages, boot))
                .isInstanceOf(ReplaysLostException.class)
                .hasMessage(why);
    }

    @Test
    void replayMemoryIsKnownAfterTheProcessWasKilled() throws Exception {
        assertKnowsAll(reopened(file, BOOT));
    }

    @Test
    void replayMemoryIsKnownAfterAnOrderlyStop() throws Exception {
        before.close();

        assertKnowsAll(reopened(file, BOOT));
    }

    @Test
    void replayMemoryIsKnownAfterAnOrderlyStopOfTheMachine() throws Exception {
        before.close();

        assertKnowsAll(reopened(file, OTHER_BOOT));
    }

    @Test
    void replayMemoryIsKnownAfterAnyNumberOfRestarts() throws Exception {
        reopened(file, BOOT).close();
        reopened(file, OTHER_BOOT);

        assertKnowsAll(reopened(file, OTHER_BOOT));
    }

    @Test
    void replayMemoryIsLostAfterACrashOfTheMachine() {
        assertLost(file, OTHER_BOOT, "it was in use when this machine stopped, and may be incomplete");
    }

    /** The mark of the orderly stop is gone as soon as the file is used again. */
    @Test
    void replayMemoryIsLostAfterACrashOfTheMachineThatFollowsAnOrderlyStop() throws Exception {
        before.close();
        reopened(file, OTHER_BOOT);

        assertLost(file, new UUID(5, 6), "it was in use when this machine stopped, and may be incomplete");
    }

    @Test
    void countsWithoutBootIdOnlyAfterAnOrderlyStop() throws Exception {
        Pages pages = Replays.zeros(CAPACITY);
        ReplayCache cache = created(pages, UNKNOWN_BOOT);
        Pages killed = Replays.copyOf(pages);
        cache.close();

        assertLost(killed, UNKNOWN_BOOT, "it was in use when this machine stopped, and may be incomplete");
        assertKnowsAll(reopened(pages, UNKNOWN_BOOT));
    }

    @Test
    void replayMemoryIsNotChangedOnceClosed() throws Exception {
        before.close();

        assertThat(verdict(before, "late", NOW)).isEqualTo(Verdict.LOST);
        assertThat(verdict(before, use("m1", NOW.minusSeconds(1), "user1"), NOW))
                .isEqualTo(Verdict.LOST);
        assertThat(verdict(before, "later", NOW.plus(Duration.ofHours(1)))).isEqualTo(Verdict.LOST);
        assertKnowsAll(reopened(file, BOOT));
    }

    @Test
    void tellsUsesOfBeforeFromThoseSince() throws Exception {
        ReplayCache cache = reopened(file, BOOT);
        AuthenticatorUse since = new AuthenticatorUse(Replays.mac("since"), NOW, "user0", Optional.of("1"));
        cache.remember(since, NOW, CLOCK);

        assertThat(cache.remember(use("m0", NOW, "user0"), NOW.plusSeconds(9), CLOCK)
                        .firstUse())
                .contains(new FirstUse(NOW, Over.ONE_BEFORE_A_RESTART));
        assertThat(cache.remember(since, NOW.plusSeconds(9), CLOCK).firstUse())
                .contains(new FirstUse(NOW, Over.THE_SAME_CONNECTION));
    }

    /** Each byte of the header's page, with one bit and with all bits changed. */
    @ParameterizedTest
    @ValueSource(longs = {0x01, 0x80, 0xff})
    void replayMemoryIsLostWithAnyByteOfTheHeaderChanged(long change) {
        for (int bit = 0; bit < Pages.WORDS * Long.SIZE; bit += Byte.SIZE) {
            Pages changed = Replays.copyOf(file);
            int word = bit / Long.SIZE;
            changed.set(0, word, changed.get(0, word) ^ change << bit % Long.SIZE);

            assertThatThrownBy(() -> reopened(changed, BOOT))
                    .as("byte %d", bit / Byte.SIZE)
                    .isInstanceOf(ReplaysLostException.class);
        }
    }

    @Test
    void replayMemoryIsLostWithAnyByteOfAnEntryChanged() {
        int used = 0;
        for (int page = 1; page < file.count(); page++) {
            for (int bit = 0; bit < Pages.WORDS * Long.SIZE && file.get(page, 0) != 0; bit += Byte.SIZE) {
                Pages changed = Replays.copyOf(file);
                int word = bit / Long.SIZE;
                changed.set(page, word, changed.get(page, word) ^ 0x55L << bit % Long.SIZE);
                if (file.get(page, word) != 0) {
                    used++;
                    assertThatThrownBy(() -> reopened(changed, BOOT))
                            .as("page %d, byte %d", page, bit / Byte.SIZE)
                            .isInstanceOf(ReplaysLostException.class);
                }
            }
        }
        assertThat(used).isGreaterThan(100 * 24);
    }

    /** The process was killed between any two of the words that it writes. */
    @Test
    void replayMemoryIsKnownButForAnEntryThatWasJustBeingWritten() throws Exception {
        int page = pageInUse();
        int end = 1;
        while (file.get(page, end + 2) != 0) {
            end += 3;
        }
        for (int written = 1; written <= 2; written++) {
            Pages torn = Replays.copyOf(file);
            for (int word = 0; word < written; word++) {
                torn.set(page, end + word, 0x1234_5678_9abc_def0L);
            }

            assertKnowsAll(reopened(torn, BOOT));
        }
    }

    /** The page was named, and its first entry was not there yet. */
    @Test
    void replayMemoryIsKnownButForAPageThatWasJustBeingTaken() throws Exception {
        Pages torn = Replays.copyOf(file);
        torn.set(lastFreePage(), 0, CheckedWord.of(77));

        assertKnowsAll(reopened(torn, BOOT));
    }

    /** The page has lost its name, and still has its entries. */
    @Test
    void replayMemoryIsKnownButForAPageThatWasJustBeingGivenBack() throws Exception {
        Pages torn = Replays.copyOf(file);
        int page = lastFreePage();
        for (int word = 1; word < Pages.WORDS; word++) {
            torn.set(page, word, word);
        }

        assertKnowsAll(reopened(torn, BOOT));
    }

    /** The next to be taken are pages of which something was left; then the process is killed again. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, Pages.WORDS - 1})
    void replayMemoryStaysKnownWhenAPageThatWasJustBeingGivenBackIsUsedAgain(int leftOver) throws Exception {
        Pages torn = Replays.copyOf(file);
        int page = firstFreePage();
        torn.set(page, leftOver, leftOver == 0 ? CheckedWord.of(77) : 0x1234_5678_9abc_def0L);

        ReplayCache cache = reopened(torn, BOOT);
        assertThat(verdict(cache, use("next", NOW.plusSeconds(100), "user1"), NOW))
                .isEqualTo(Verdict.FRESH);
        assertThat(torn.get(page, 3)).isNotZero();

        assertThat(verdict(reopened(torn, BOOT), use("next", NOW.plusSeconds(100), "user1"), NOW))
                .isEqualTo(Verdict.REPLAY);
    }

    /** Any word of the last entry of a page that has others. */
    @ParameterizedTest
    @ValueSource(ints = {Pages.WORDS - 3, Pages.WORDS - 2, Pages.WORDS - 1})
    void replayMemoryIsLostWithEntriesAfterAGap(int word) {
        Pages changed = Replays.copyOf(file);
        changed.set(pageInUse(), word, 1);

        assertLost(changed, BOOT, "it is damaged");
    }

    @Test
    void replayMemoryIsLostWithTwoPagesOfOneTableThatAreNotFull() {
        Pages changed = Replays.copyOf(file);
        int page = pageInUse();
        int other = lastFreePage();
        for (int word = 0; word < 4; word++) {
            changed.set(other, word, file.get(page, word));
        }

        assertLost(changed, BOOT, "it is damaged");
    }

    @Test
    void replayMemoryIsLostWithAnotherNumberOfPages() {
        Pages shorter = new HeapPages(file.count() - 1);
        Pages longer = new HeapPages(file.count() + 1);
        for (int word = 0; word < Pages.WORDS; word++) {
            shorter.set(0, word, file.get(0, word));
            longer.set(0, word, file.get(0, word));
        }

        assertLost(shorter, BOOT, "it is damaged");
        assertLost(longer, BOOT, "it is damaged");
    }

    @Test
    void replayMemoryIsNothingInPagesOfZeros() {
        assertLost(Replays.zeros(CAPACITY), BOOT, "it is not a replay file of this version");
    }

    /** Over a restart, pages that are dropped are used again, in another order than at first. */
    @Test
    void replayMemoryStaysKnownWhileTablesComeAndGo() throws Exception {
        ReplayCache cache = before;
        for (int round = 1; round < 8; round++) {
            for (int i = 0; i < 400; i++) {
                verdict(
                        cache,
                        use("r" + round + " " + i, NOW.plusSeconds(round * 300L + i % 200)),
                        NOW.plusSeconds(round * 300L));
            }
            int size = cache.size();
            cache = reopened(file, BOOT);
            assertThat(cache.size()).isEqualTo(size);
            for (int i = 0; i < 400; i++) {
                assertThat(verdict(
                                cache,
                                use("r" + round + " " + i, NOW.plusSeconds(round * 300L + i % 200)),
                                NOW.plusSeconds(round * 300L)))
                        .isEqualTo(Verdict.REPLAY);
            }
        }
    }

    /** As when the file of a mapping is cut short. */
    @Test
    void replayMemoryThatFailsIsGivenUpForTheHeap() {
        FailingPages failing = new FailingPages(CAPACITY);
        ReplayCache cache = ReplayCache.created(place(CAPACITY, BOOT), failing, NOW.minusSeconds(400));
        verdict(cache, "a", NOW);
        failing.fail();

        assertThat(verdict(cache, use("b", NOW.plusSeconds(1)), NOW.plusSeconds(1)))
                .isEqualTo(Verdict.LOST);
        assertThat(cache.isInFile()).isFalse();
        assertThat(verdict(cache, use("a", NOW), NOW.plusSeconds(2))).isEqualTo(Verdict.OLDER_THAN_MEMORY);
        assertThat(verdict(cache, use("b", NOW.plusSeconds(1)), NOW.plusSeconds(2)))
                .isEqualTo(Verdict.OLDER_THAN_MEMORY);
        assertThat(verdict(cache, "c", NOW.plusSeconds(2))).isEqualTo(Verdict.FRESH);
        assertThat(verdict(cache, "c", NOW.plusSeconds(2))).isEqualTo(Verdict.REPLAY);
    }

    /** The last look at the file comes when Tomcat has stopped already. */
    @Test
    void isKnownIfItIsGivenUpAfterItWasClosed() throws Exception {
        before.close();
        before.giveUpFile(NOW);

        assertThat(verdict(before, "late", NOW)).isEqualTo(Verdict.LOST);
        assertKnowsAll(reopened(file, OTHER_BOOT));
    }

    @Test
    void isLostIfTheDiskFailsWhenItIsClosed() {
        FailingPages failing = new FailingPages(CAPACITY);
        ReplayCache cache = created(failing, BOOT);
        failing.failToForce();

        assertThatThrownBy(cache::close).isInstanceOf(UncheckedIOException.class);
        assertLost(failing, BOOT, "it is not a replay file of this version");
    }

    private int pageInUse() {
        int page = 1;
        while (file.get(page, 0) == 0 || file.get(page, Pages.WORDS - 7) != 0) {
            page++;
        }
        return page;
    }

    private int firstFreePage() {
        int page = 1;
        while (file.get(page, 0) != 0) {
            page++;
        }
        return page;
    }

    private int lastFreePage() {
        assertThat(file.get(file.count() - 1, 0)).isZero();
        return file.count() - 1;
    }
}
