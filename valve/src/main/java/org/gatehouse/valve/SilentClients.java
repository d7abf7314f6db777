package org.gatehouse.valve;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.juli.logging.Log;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.gss.Peer;
import org.gatehouse.mechanism.SignInEvent;
import org.gatehouse.mechanism.SignInEvent.Abandoned;
import org.gatehouse.mechanism.SignInEvent.Accepted;
import org.gatehouse.mechanism.SignInEvent.Challenged;
import org.gatehouse.mechanism.SignInEvent.Continued;
import org.gatehouse.mechanism.SignInEvent.NotAsked;
import org.gatehouse.mechanism.SignInEvent.Refused;
import org.gatehouse.mechanism.SignInEvent.Unavailable;
import org.gatehouse.text.Amount;
import org.gatehouse.text.Printable;

/**
 * Tells of clients that are asked to sign in many times in a row and never send an Authorization header: a browser that does
 * not trust the site, or a proxy that removes the header, which nothing else in the log shows. A client with a session is
 * not asked. A browser that answers does so within a moment, even if it has sent many requests at once; so the line comes
 * after a minute, or after more requests than a browser has under way. Where an address has sent anything within the hour,
 * the header gets through, and nothing is said of it: many users may share the address of their proxy.
 */
final class SilentClients implements SignInEvent.Listener, SignInEvent.Cases<SilentClients.Sign> {
    /** A user who tries again by hand has given up before; a page that refreshes itself gets there. */
    static final int MANY = 20;
    /** HTTP/2 lets a browser send a hundred requests before it has read the first response (Tomcat's maxConcurrentStreams). */
    static final int MORE_THAN_AT_ONCE = 100;
    /** An attacker with a network of their own must not fill the disk with lines, nor the memory with addresses. */
    static final int MAX_LINES = 10;

    static final int CAPACITY = 1000;

    private static final Duration MOMENT = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private final Log log;
    private final InstantSource clock;
    /** The oldest first. */
    private final Map<Client, Silence> silent = new LinkedHashMap<>();
    /** When an address has sent something for the last time, the oldest first. */
    private final Map<String, Instant> answering = new LinkedHashMap<>();

    private Instant hour = Instant.MIN;
    private int lines;

    SilentClients(Log log, InstantSource clock) {
        this.log = log;
        this.clock = clock;
    }

    /** What an event says of its client. */
    enum Sign {
        ASKED,
        ANSWERED,
        NOTHING
    }

    private record Client(String address, String userAgent) {
        Client(Peer peer) {
            this(peer.address(), peer.userAgent());
        }
    }

    /** Of one client. */
    private static final class Silence {
        private final Instant since;
        private Instant until;
        private int count;
        private boolean told;

        Silence(Instant since) {
            this.since = since;
            this.until = since.plus(HOUR);
        }

        boolean contains(Instant now) {
            return !now.isBefore(since) && now.isBefore(until);
        }

        /** Counts a request; says whether it is the one to tell of. */
        boolean add(Instant now) {
            count++;
            boolean many = count >= MORE_THAN_AT_ONCE || (count >= MANY && !now.isBefore(since.plus(MOMENT)));
            if (told || !many) {
                return false;
            }
            told = true;
            until = now.plus(HOUR);
            return true;
        }
    }

    @Override
    public void happened(SignInEvent event) {
        switch (event.decision().match(this)) {
            case ASKED -> {
                if (event.sent().isPresent()) {
                    answered(event.peer());
                } else {
                    asked(event).ifPresent(line -> log.info(line));
                }
            }
            case ANSWERED -> answered(event.peer());
            case NOTHING -> {}
        }
    }

    private synchronized Optional<String> asked(SignInEvent event) {
        Instant now = clock.instant();
        Optional<Instant> answer =
                Optional.ofNullable(answering.get(event.peer().address()));
        if (answer.filter(last -> now.isBefore(last.plus(HOUR))).isPresent()) {
            return Optional.empty();
        }
        Client client = new Client(event.peer());
        Silence silence = Optional.ofNullable(silent.get(client))
                .filter(known -> known.contains(now))
                .orElseGet(() -> new Silence(now));
        put(silent, client, silence);
        return silence.add(now) && mayTell(now)
                ? Optional.of(RefusalLog.line(failure(silence, event.peer(), now), event.reference(), event.peer()))
                : Optional.empty();
    }

    private synchronized void answered(Peer peer) {
        answering.remove(peer.address());
        put(answering, peer.address(), clock.instant());
    }

    private static <K, V> void put(Map<K, V> map, K key, V value) {
        if (map.size() >= CAPACITY && !map.containsKey(key)) {
            map.remove(map.keySet().iterator().next());
        }
        map.put(key, value);
    }

    /** A clock that was set back begins a new hour. */
    private boolean mayTell(Instant now) {
        if (now.isBefore(hour) || !now.isBefore(hour.plus(HOUR))) {
            hour = now;
            lines = 0;
        }
        lines++;
        return lines <= MAX_LINES;
    }

    private static Failure failure(Silence silence, Peer peer, Instant now) {
        return new Failure(
                FailureCode.NEVER_ANSWERS,
                "the client " + Printable.quoted(peer.userAgent()) + " was asked to sign in " + silence.count
                        + " times within " + Amount.of(Duration.between(silence.since, now))
                        + " and never sent an Authorization header.",
                "Either its browser does not trust this site (add it to the intranet zone or allow list:"
                        + " chrome://policy, AuthServerAllowlist), or a proxy removes the header (nginx:"
                        + " proxy_set_header Authorization \"\"; Squid: cache_peer without login=PASS). A health check"
                        + " looks the same.");
    }

    @Override
    public Sign challenged(Challenged decision) {
        return Sign.ASKED;
    }

    /** It was not asked, and so cannot be one that never answers. */
    @Override
    public Sign notAsked(NotAsked decision) {
        return Sign.NOTHING;
    }

    @Override
    public Sign continued(Continued decision) {
        return Sign.ANSWERED;
    }

    @Override
    public Sign accepted(Accepted decision) {
        return Sign.ANSWERED;
    }

    @Override
    public Sign refused(Refused decision) {
        return Sign.ANSWERED;
    }

    /** Whether the client has sent something does not matter then. */
    @Override
    public Sign unavailable(Unavailable decision) {
        return Sign.NOTHING;
    }

    /** Long after the client has sent something. */
    @Override
    public Sign abandoned(Abandoned decision) {
        return Sign.NOTHING;
    }
}
