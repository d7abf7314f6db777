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
import org.gatehouse.mechanism.LegStore.Bounds;
import org.gatehouse.mechanism.LegStore.Part;
import org.gatehouse.mechanism.LegStore.Pending;
import org.junit.jupiter.api.Test;

class LegStoreTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final List<String> abandoned = new ArrayList<>();
    private final LegStore<State> store = store(2, 50);
    private final Part<State> legs = part(store);

    /** A state that knows whether it was closed. */
    private static final class State implements LegState {
        private final int weight;
        private boolean closed;

        State(int weight) {
            this.weight = weight;
        }

        @Override
        public int weight() {
            return weight;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void givesAStateToItsConversationOnce() {
        State first = new State(10);
        assertThat(put(legs, "a", first)).isTrue();

        assertThat(take(legs, "b")).isEmpty();
        assertThat(take(legs, "a")).containsSame(first);
        assertThat(take(legs, "a")).isEmpty();
        assertThat(first.closed).isFalse();
    }

    @Test
    void givesNoStateToAnotherAddressOnTheSameConnection() {
        put(legs, peer("a", "10.1.2.3", "Firefox"), new State(10));

        assertThat(legs.take(peer("a", "10.1.2.4", "Firefox"))).isEmpty();
        assertThat(legs.take(peer("a", "10.1.2.3", "Firefox"))).isPresent();
    }

    @Test
    void givesNoStateToAnotherProgramOnTheSameConnection() {
        put(legs, peer("a", "10.1.2.3", "Firefox"), new State(10));

        assertThat(legs.take(peer("a", "10.1.2.3", "curl"))).isEmpty();
        assertThat(legs.take(peer("a", "10.1.2.3", "Firefox"))).isPresent();
    }

    @Test
    void keepsTheStatesOfTwoClientsOnOneConnection() {
        put(legs, peer("a", "10.1.2.3", "Firefox"), new State(10));
        put(legs, peer("a", "10.1.2.4", "Firefox"), new State(20));

        assertThat(legs.take(peer("a", "10.1.2.3", "Firefox"))
                        .map(pending -> pending.leg().weight()))
                .contains(10);
        assertThat(legs.take(peer("a", "10.1.2.4", "Firefox"))
                        .map(pending -> pending.leg().weight()))
                .contains(20);
    }

    @Test
    void givesNoStateToAnotherPart() {
        Part<State> other = part(store);
        put(legs, "a", new State(10));

        assertThat(take(other, "a")).isEmpty();
        assertThat(take(legs, "a")).isPresent();
    }

    @Test
    void keepsNothingForAClientThatCannotComeAgain() {
        State state = new State(10);

        assertThat(put(legs, new Peer("10.1.2.3"), state)).isFalse();
        assertThat(state.closed).isTrue();
    }

    @Test
    void keepsTheLastStateOfAConversationAndClosesTheOneBefore() {
        State first = new State(10);
        State second = new State(20);
        put(legs, "a", first);
        put(legs, "a", second);

        assertThat(first.closed).isTrue();
        assertThat(take(legs, "a")).containsSame(second);
        assertThat(abandoned).isEmpty();
    }

    @Test
    void tellsOfTheOldestWhenThereAreTooMany() {
        State oldest = new State(10);
        put(legs, "a", new State(10));
        put(legs, "b", oldest);
        put(legs, "a", new State(20));
        put(legs, "c", new State(10));

        assertThat(abandoned).containsExactly("GH-S003 [0000-0001] b");
        assertThat(oldest.closed).isTrue();
        assertThat(take(legs, "b")).isEmpty();
        assertThat(take(legs, "a")).isPresent();
        assertThat(take(legs, "c")).isPresent();
    }

    @Test
    void tellsOfTheOldestWhenTheyAreTooLarge() {
        Part<State> roomy = part(store(100, 50));
        put(roomy, "a", new State(20));
        put(roomy, "b", new State(20));
        put(roomy, "c", new State(10));
        put(roomy, "d", new State(10));

        assertThat(abandoned).containsExactly("GH-S003 [0000-0001] a");
        assertThat(take(roomy, "a")).isEmpty();
        assertThat(take(roomy, "b")).isPresent();
        assertThat(take(roomy, "c")).isPresent();
        assertThat(take(roomy, "d")).isPresent();
    }

    @Test
    void countsWhatWasTakenOrReplacedNoLonger() {
        Part<State> roomy = part(store(100, 50));
        for (int i = 0; i < 10; i++) {
            put(roomy, "a", new State(20));
            put(roomy, "a", new State(20));
            take(roomy, "a");
        }
        put(roomy, "b", new State(20));
        put(roomy, "c", new State(20));
        put(roomy, "d", new State(10));

        assertThat(take(roomy, "b")).isPresent();
    }

    @Test
    void hasNoRoomForWhatIsLargerThanTheStore() {
        put(legs, "a", new State(10));
        State large = new State(51);

        assertThat(put(legs, "b", large)).isFalse();
        assertThat(large.closed).isTrue();
        assertThat(take(legs, "a")).isPresent();
        assertThat(put(part(store(0, 50)), "a", new State(10))).isFalse();
    }

    @Test
    void takesAStateThatIsJustAsLargeAsTheStore() {
        assertThat(put(legs, "a", new State(50))).isTrue();
        assertThat(put(legs, "b", new State(0))).isTrue();
        assertThat(take(legs, "a")).isPresent();
    }

    /** Behind a proxy both are whatever a client says. */
    @Test
    void keepsNoMoreOfAnAddressAndAProgramThanTellsClientsApart() {
        Conversation conversation = new Conversation("a", "1".repeat(90_000), "x".repeat(90_000));

        assertThat(conversation.address()).hasSize(64);
        assertThat(conversation.userAgent()).hasSize(256);
    }

    @Test
    void tellsOfAStateWhenItsTimeIsOver() {
        put(legs, "a", new State(10));
        now.set(Instant.EPOCH.plusSeconds(59));
        put(legs, "b", new State(20));
        now.set(Instant.EPOCH.plusSeconds(60));

        store.tick();
        store.tick();

        assertThat(abandoned).containsExactly("GH-S003 [0000-0001] a");
        assertThat(take(legs, "a")).isEmpty();
        assertThat(take(legs, "b")).isPresent();
    }

    @Test
    void tellsNothingOfAStateThatWasTaken() {
        put(legs, "a", new State(10));
        put(legs, "b", new State(10));
        take(legs, "a");
        now.set(Instant.EPOCH.plusSeconds(60));

        store.tick();
        legs.close();

        assertThat(abandoned).containsExactly("GH-S003 [0000-0001] b");
    }

    @Test
    void tellsOfTheLastStateOfAConversationOnly() {
        Peer peer = peer("a", "10.1.2.3", "Firefox");
        legs.put(new Pending<>(
                new State(10), new Failure(FailureCode.KERBEROS_NOT_FIRST, "", ""), new Reference(1), peer));
        legs.put(new Pending<>(new State(10), new Failure(FailureCode.BAD_MIC, "", ""), new Reference(2), peer));

        legs.close();

        assertThat(abandoned).containsExactly("GH-S007 [0000-0002] a");
    }

    @Test
    void givesAStateWhoseTimeIsOverToNobodyThoughNobodyHasLooked() {
        put(legs, "a", new State(10));
        now.set(Instant.EPOCH.plusSeconds(60));

        assertThat(take(legs, "a")).isEmpty();
        assertThat(abandoned).containsExactly("GH-S003 [0000-0001] a");
    }

    @Test
    void tellsOfAStateInTimeThoughTheClockWasSetBackBefore() {
        now.set(Instant.EPOCH.plusSeconds(1000));
        put(legs, "a", new State(10));
        now.set(Instant.EPOCH);
        put(legs, "b", new State(20));
        now.set(Instant.EPOCH.plusSeconds(60));

        store.tick();

        assertThat(abandoned).containsExactly("GH-S003 [0000-0001] b");
    }

    @Test
    void tellsOfAllStatesOfAPartThatEndsAndOfNoOthers() {
        Part<State> other = part(store);
        put(legs, "a", new State(10));
        put(other, "b", new State(10));

        legs.close();

        assertThat(abandoned).containsExactly("GH-S003 [0000-0001] a");
        assertThat(take(other, "b")).isPresent();
    }

    @Test
    void givesAStateToOneOfManyThreadsOnly() {
        for (int round = 0; round < 100; round++) {
            put(legs, "a", new State(10));
            AtomicInteger taken = new AtomicInteger();

            IntStream.range(0, 8).parallel().forEach(i -> take(legs, "a").ifPresent(leg -> taken.incrementAndGet()));

            assertThat(taken).hasValue(1);
        }
    }

    private LegStore<State> store(int capacity, long maxBytes) {
        return new LegStore<>(new Bounds(capacity, maxBytes, MINUTE), now::get);
    }

    private Part<State> part(LegStore<State> of) {
        return of.part(
                (unfinished, reference, peer) -> abandoned.add(unfinished.code().code() + " [" + reference + "] "
                        + peer.conversation().orElseThrow().connectionId()));
    }

    private static boolean put(Part<State> part, String connection, State state) {
        return put(part, peer(connection, "10.1.2.3", "Firefox"), state);
    }

    private static boolean put(Part<State> part, Peer peer, State state) {
        Failure unfinished = new Failure(FailureCode.KERBEROS_NOT_FIRST, "", "");
        return part.put(new Pending<>(state, unfinished, new Reference(1), peer));
    }

    private static Optional<State> take(Part<State> part, String connection) {
        return part.take(peer(connection, "10.1.2.3", "Firefox")).map(Pending::leg);
    }

    private static Peer peer(String connection, String address, String userAgent) {
        return new Peer(address, Optional.of(new Conversation(connection, address, userAgent)));
    }
}
