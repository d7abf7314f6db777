package org.gatehouse.mechanism;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.gss.Conversation;
import org.gatehouse.gss.LegState;
import org.gatehouse.gss.Peer;
import org.gatehouse.mechanism.LegStore.Part;
import org.junit.jupiter.api.Test;

/** One store that several applications share. */
class LegStorePartsTest {
    private static final int CAPACITY = 3;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final LegStore<State> store =
            new LegStore<>(new LegStore.Bounds(CAPACITY, 1000, Duration.ofMinutes(1)), now::get);
    private final List<String> told = new ArrayList<>();
    private final Part<State> first = part("first");
    private final Part<State> second = part("second");

    private record State(AtomicInteger closes) implements LegState {
        State() {
            this(new AtomicInteger());
        }

        @Override
        public int weight() {
            return 10;
        }

        @Override
        public void close() {
            closes.incrementAndGet();
        }
    }

    @Test
    void tellsTheOneWhoseNegotiationGivesWayToTheOthers() {
        State state = new State();
        put(first, "a", state);
        IntStream.range(0, CAPACITY).forEach(i -> put(second, "b" + i, new State()));

        assertThat(told).containsExactly("first a");
        assertThat(state.closes()).hasValue(1);
        assertThat(first.take(peer("a"))).isEmpty();
    }

    @Test
    void givesUpWhatIsTooOldOfAllParts() {
        put(first, "a", new State());
        put(second, "b", new State());
        now.set(Instant.EPOCH.plusSeconds(60));

        store.tick();

        assertThat(told).containsExactly("first a", "second b");
    }

    @Test
    void keepsOneConversationForEachPart() {
        State ofFirst = new State();
        State ofSecond = new State();
        put(first, "a", ofFirst);
        put(second, "a", ofSecond);

        assertThat(first.take(peer("a")).map(LegStore.Pending::leg)).containsSame(ofFirst);
        assertThat(second.take(peer("a")).map(LegStore.Pending::leg)).containsSame(ofSecond);
    }

    /** A request that was on its way when the application stopped: nobody would ever tell of what it leaves. */
    @Test
    void keepsNothingForAPartThatIsClosed() {
        first.close();
        State late = new State();

        assertThat(put(first, "a", late)).isFalse();
        assertThat(late.closes()).hasValue(1);
        assertThat(first.take(peer("a"))).isEmpty();
        assertThat(put(second, "a", new State())).isTrue();
        assertThat(told).isEmpty();
    }

    @Test
    void closesEachStateOnceWhileAPartIsClosedAndOthersPut() {
        for (int round = 0; round < 200; round++) {
            Part<State> ending = part("ending");
            List<State> states =
                    IntStream.range(0, 8).mapToObj(i -> new State()).toList();

            IntStream.range(0, 9).parallel().forEach(i -> {
                if (i == 4) {
                    ending.close();
                } else {
                    put(ending, "c" + i, states.get(i > 4 ? i - 1 : i));
                }
            });

            assertThat(states).allMatch(state -> state.closes().get() == 1);
        }
    }

    private Part<State> part(String name) {
        return store.part((unfinished, reference, peer) -> {
            synchronized (told) {
                told.add(name + " " + peer.conversation().orElseThrow().connectionId());
            }
        });
    }

    private static boolean put(Part<State> part, String connection, State state) {
        Failure unfinished = new Failure(FailureCode.KERBEROS_NOT_FIRST, "", "");
        return part.put(new LegStore.Pending<>(state, unfinished, new Reference(1), peer(connection)));
    }

    private static Peer peer(String connection) {
        return new Peer("10.1.2.3", Optional.of(new Conversation(connection, "10.1.2.3", "Edge")));
    }
}
