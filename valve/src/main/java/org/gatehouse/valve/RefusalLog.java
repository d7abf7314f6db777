package org.gatehouse.valve;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.juli.logging.Log;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.gss.Peer;
import org.gatehouse.mechanism.Reference;
import org.gatehouse.mechanism.SignInEvent;
import org.gatehouse.mechanism.SignInEvent.Abandoned;
import org.gatehouse.mechanism.SignInEvent.Accepted;
import org.gatehouse.mechanism.SignInEvent.Challenged;
import org.gatehouse.mechanism.SignInEvent.Continued;
import org.gatehouse.mechanism.SignInEvent.NotAsked;
import org.gatehouse.mechanism.SignInEvent.Refused;
import org.gatehouse.mechanism.SignInEvent.Unavailable;
import org.gatehouse.text.Amount;

/**
 * One line of the log for each refusal, until there are too many of a kind: anyone who can make a server write without end
 * fills its disk, and hides what matters. The first lines of a code in a minute are written whole, the others are counted,
 * and their sum is one line. At debug, every line is there.
 *
 * <p>Reference and client stand at the front, where no text from outside can be mistaken for them.
 */
final class RefusalLog implements SignInEvent.Listener, SignInEvent.Cases<Optional<Failure>> {
    static final int WHOLE_LINES = 10;
    /** More would not help anyone, and an attacker with a network of his own could fill the memory with them. */
    static final int MAX_ADDRESSES = 1000;

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Log log;
    private final InstantSource clock;
    /** By code, so that there are never more than there are codes. */
    private final Map<FailureCode, Period> periods = new EnumMap<>(FailureCode.class);

    RefusalLog(Log log, InstantSource clock) {
        this.log = log;
        this.clock = clock;
    }

    @Override
    public void happened(SignInEvent event) {
        Optional<Failure> failure = event.decision().match(this);
        if (failure.isPresent()) {
            tell(failure.get(), event.reference(), event.peer());
        }
    }

    @Override
    public Optional<Failure> challenged(Challenged decision) {
        return Optional.empty();
    }

    @Override
    public Optional<Failure> notAsked(NotAsked decision) {
        return Optional.empty();
    }

    @Override
    public Optional<Failure> continued(Continued decision) {
        return Optional.empty();
    }

    @Override
    public Optional<Failure> accepted(Accepted decision) {
        return Optional.empty();
    }

    @Override
    public Optional<Failure> refused(Refused decision) {
        return Optional.of(decision.failure());
    }

    @Override
    public Optional<Failure> unavailable(Unavailable decision) {
        return Optional.of(decision.failure());
    }

    @Override
    public Optional<Failure> abandoned(Abandoned decision) {
        return Optional.of(decision.failure());
    }

    /** What else is wrong on the way of a request, whatever became of the request; grouped in the same way. */
    void fault(Failure failure, SignInEvent.Source source, Optional<Throwable> thrown) {
        tell(failure, source.reference(), source.peer());
        if (thrown.isPresent() && log.isDebugEnabled()) {
            log.debug("[" + source.reference() + "] " + source.peer().address() + " met a fault", thrown.get());
        }
    }

    private void tell(Failure failure, Reference reference, Peer peer) {
        Turn turn = count(failure.code(), peer);
        if (turn.sum().isPresent()) {
            log.warn(turn.sum().get());
        }
        if (turn.whole()) {
            log.warn(line(failure, reference, peer));
        } else if (log.isDebugEnabled()) {
            log.debug(line(failure, reference, peer));
        }
    }

    /** {@code GH-K031 KRB_AP_ERR_SKEW (37) [7F3A-91C2] 10.1.2.3: the clock of … Compare both …}. */
    static String line(Failure failure, Reference reference, Peer peer) {
        return failure.code() + " [" + reference + "] " + peer.address() + ": " + failure.seen() + " "
                + failure.remedy();
    }

    /** Tells the sums of minutes that are over: no other refusal may come that would. */
    void tick() {
        tell(clock.instant().minus(MINUTE));
    }

    /** Tells what was counted so far, before the log ends. */
    void flush() {
        tell(Instant.MAX);
    }

    /** Whether a line is written whole, and what is to be written before it. */
    private record Turn(Optional<String> sum, boolean whole) {}

    private synchronized Turn count(FailureCode code, Peer peer) {
        Instant now = clock.instant();
        Optional<Period> before = Optional.ofNullable(periods.get(code));
        Period current = before.filter(period -> period.contains(now)).orElseGet(() -> new Period(code, now));
        periods.put(code, current);
        Optional<String> sum = before.filter(period -> period != current).flatMap(period -> period.sum(now));
        return new Turn(sum, current.add(peer));
    }

    /** The sums of all periods that began at {@code latest} or before, which end with it. */
    private void tell(Instant latest) {
        for (String sum : takeSums(latest)) {
            log.warn(sum);
        }
    }

    private synchronized List<String> takeSums(Instant latest) {
        Instant now = clock.instant();
        List<Period> over = periods.values().stream()
                .filter(period -> !period.start.isAfter(latest))
                .collect(Collectors.toCollection(ArrayList::new));
        periods.values().removeAll(over);
        return over.stream().flatMap(period -> period.sum(now).stream()).toList();
    }

    /** A minute of one code. */
    private static final class Period {
        private final FailureCode code;
        private final Instant start;
        private final Set<String> addresses = new HashSet<>();
        private int whole;
        private long repeated;
        private String last = "";

        Period(FailureCode code, Instant start) {
            this.code = code;
            this.start = start;
        }

        /** A clock that was set back begins a new one. */
        boolean contains(Instant now) {
            return !now.isBefore(start) && now.isBefore(start.plus(MINUTE));
        }

        /** Counts a refusal; says whether its line is written whole. */
        boolean add(Peer peer) {
            if (whole < WHOLE_LINES) {
                whole++;
                return true;
            }
            repeated++;
            last = peer.address();
            if (addresses.size() <= MAX_ADDRESSES) {
                addresses.add(last);
            }
            return false;
        }

        /** {@code GH-K031 repeated 212 times in the last minute from 37 addresses, last 10.1.2.9}; of nothing, none. */
        Optional<String> sum(Instant now) {
            if (repeated == 0) {
                return Optional.empty();
            }
            Duration length = Duration.between(start, now);
            String span = length.compareTo(MINUTE) < 0 && !length.isNegative() ? Amount.of(length) : "minute";
            String from = addresses.size() > MAX_ADDRESSES
                    ? "more than " + MAX_ADDRESSES + " addresses"
                    : plural(addresses.size(), "address", "addresses");
            return Optional.of(code.code() + " repeated " + plural(repeated, "time", "times") + " in the last " + span
                    + " from " + from + ", last " + last);
        }

        private static String plural(long count, String one, String many) {
            return count + " " + (count == 1 ? one : many);
        }
    }
}
