package org.gatehouse.valve;

import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.identity.Authorization;
import org.gatehouse.identity.Evidence;
import org.gatehouse.mechanism.SignInEvent;
import org.gatehouse.mechanism.SignInEvent.Abandoned;
import org.gatehouse.mechanism.SignInEvent.Accepted;
import org.gatehouse.mechanism.SignInEvent.Challenged;
import org.gatehouse.mechanism.SignInEvent.Continued;
import org.gatehouse.mechanism.SignInEvent.NotAsked;
import org.gatehouse.mechanism.SignInEvent.Refused;
import org.gatehouse.mechanism.SignInEvent.Unavailable;

/** What became of the requests since the application was deployed. Counts only what has a bounded number of names. */
final class Statistics implements SignInEvent.Listener {
    private static final int LAST_REFUSALS = 20;

    private final LongAdder challenged = new LongAdder();
    private final Map<String, LongAdder> notAskedByRule = new ConcurrentHashMap<>();
    private final LongAdder namedByFront = new LongAdder();
    private final LongAdder sessionsNotBegun = new LongAdder();
    private final Map<String, LongAdder> byMechanism = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> byEncryptionType = new ConcurrentHashMap<>();
    private final LongAdder withoutPac = new LongAdder();
    private final Map<String, LongAdder> droppedSids = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> unreadableClaims = new ConcurrentHashMap<>();
    private final LongAdder unknownPacBuffers = new LongAdder();
    private final Map<String, LongAdder> byCode = new ConcurrentHashMap<>();
    private final Deque<String> lastRefusals = new ArrayDeque<>();

    @Override
    public void happened(SignInEvent event) {
        event.decision().match(new Counting(event));
    }

    /** Counts one event; what it gives back is nothing. */
    private final class Counting implements SignInEvent.Cases<Optional<Void>> {
        private final SignInEvent event;

        Counting(SignInEvent event) {
            this.event = event;
        }

        @Override
        public Optional<Void> challenged(Challenged decision) {
            challenged.increment();
            return Optional.empty();
        }

        @Override
        public Optional<Void> notAsked(NotAsked decision) {
            count(notAskedByRule, decision.rule());
            return Optional.empty();
        }

        @Override
        public Optional<Void> continued(Continued decision) {
            challenged.increment();
            return Optional.empty();
        }

        @Override
        public Optional<Void> accepted(Accepted decision) {
            Evidence evidence = decision.identity().evidence();
            count(byMechanism, evidence.mechanism());
            evidence.kerberosTicket()
                    .ifPresent(ticket ->
                            count(byEncryptionType, ticket.encryptionType().shortName()));
            decision.identity().authorization().ifPresentOrElse(Statistics.this::described, withoutPac::increment);
            return Optional.empty();
        }

        @Override
        public Optional<Void> refused(Refused decision) {
            return failed(decision.failure().code());
        }

        @Override
        public Optional<Void> unavailable(Unavailable decision) {
            return failed(decision.failure().code());
        }

        @Override
        public Optional<Void> abandoned(Abandoned decision) {
            return failed(decision.failure().code());
        }

        private Optional<Void> failed(FailureCode code) {
            count(byCode, code.code());
            remember(event.time().truncatedTo(ChronoUnit.SECONDS) + " " + code.code() + " [" + event.reference() + "]");
            return Optional.empty();
        }
    }

    /** What the PAC says and nobody believes or understands. */
    private void described(Authorization known) {
        known.dropped()
                .forEach((reason, sids) -> droppedSids
                        .computeIfAbsent(reason.shortName(), absent -> new LongAdder())
                        .add(sids.size()));
        known.unreadableClaims().forEach(why -> count(unreadableClaims, why.shortName()));
        unknownPacBuffers.add(known.unknownBuffers());
    }

    private void remember(String refusal) {
        synchronized (lastRefusals) {
            if (lastRefusals.size() == LAST_REFUSALS) {
                lastRefusals.removeFirst();
            }
            lastRefusals.addLast(refusal);
        }
    }

    /** A request came with a user whom the web server in front of Tomcat has named. */
    void frontHasNamedUser() {
        namedByFront.increment();
    }

    long namedByFront() {
        return namedByFront.sum();
    }

    void sessionNotBegun() {
        sessionsNotBegun.increment();
    }

    long sessionsNotBegun() {
        return sessionsNotBegun.sum();
    }

    long challenges() {
        return challenged.sum();
    }

    /** Requests that were not asked, by the kind of rule. */
    SortedMap<String, Long> notAskedByRule() {
        return sums(notAskedByRule);
    }

    SortedMap<String, Long> acceptedByMechanism() {
        return sums(byMechanism);
    }

    SortedMap<String, Long> acceptedByEncryptionType() {
        return sums(byEncryptionType);
    }

    /** Sign-ins whose ticket did not describe the user. */
    long withoutPac() {
        return withoutPac.sum();
    }

    /** SIDs that were not believed, by the reason. */
    SortedMap<String, Long> droppedSids() {
        return sums(droppedSids);
    }

    /** Sign-ins whose user or computer has claims that were left out, by the reason. */
    SortedMap<String, Long> unreadableClaims() {
        return sums(unreadableClaims);
    }

    /** Parts of PACs that were skipped, since they are of unknown types. */
    long unknownPacBuffers() {
        return unknownPacBuffers.sum();
    }

    SortedMap<String, Long> refusedByCode() {
        return sums(byCode);
    }

    /** {@code 2026-11-22T10:15:00Z GH-K031 [7F3A-91C2]}, the oldest first. */
    List<String> lastRefusals() {
        synchronized (lastRefusals) {
            return List.copyOf(lastRefusals);
        }
    }

    static long total(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private static void count(Map<String, LongAdder> counts, String name) {
        counts.computeIfAbsent(name, absent -> new LongAdder()).increment();
    }

    private static SortedMap<String, Long> sums(Map<String, LongAdder> counts) {
        SortedMap<String, Long> sums = new TreeMap<>();
        counts.forEach((name, count) -> sums.put(name, count.sum()));
        return sums;
    }
}
