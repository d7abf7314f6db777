package org.gatehouse.acceptor;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.gatehouse.kerberos.Authenticator;

/**
 * What the clocks of clients have shown in the last minutes. When several are wrong by the same amount, it is probably this
 * server's clock. It only changes the advice in a refusal. For any number of threads.
 *
 * <p>A client is a principal, which its ticket proves. Its name counts without case, because a user may have typed it. Its
 * address does not count: it costs nothing to change, and behind a proxy all clients may share one. Clients whose clocks
 * agree with this server's count against the suspicion: where this server's clock is wrong, there are none. They outnumber the
 * users of one terminal server with a wrong clock, and the users whose recorded requests someone sends again.
 */
public final class ClientClocks {
    static final int ENOUGH = 5;
    /** Each client counts once; more say nothing new. */
    static final int CAPACITY = 256;

    private static final Duration MEMORY = Duration.ofMinutes(10);
    /** Clocks of a domain differ by seconds, and a ticket may have waited a moment for its request. */
    private static final Duration TOLERANCE = Duration.ofSeconds(30);

    /** By client, the oldest first. */
    private final Map<String, Sighting> sightings = new LinkedHashMap<>();
    /** Read without the lock: while all clocks agree, there is nothing to remember. */
    private volatile Instant watchedUntil = Instant.MIN;

    /** @param wrong whether the client was refused for it */
    private record Sighting(Instant time, Duration ahead, boolean wrong) {
        boolean isSince(Instant earliest) {
            return time.isAfter(earliest);
        }

        boolean shows(Duration other) {
            return wrong
                    && ahead.isNegative() == other.isNegative()
                    && ahead.minus(other).abs().compareTo(TOLERANCE) <= 0;
        }
    }

    /** A client's clock agrees with this server's. */
    void agreed(Authenticator authenticator, Instant now) {
        if (now.isBefore(watchedUntil)) {
            remember(authenticator.client(), new Sighting(now, Duration.between(now, authenticator.time()), false));
        }
    }

    /**
     * A client's clock is wrong.
     *
     * @return how many others are wrong by the same amount; 0 if they are too few to blame this server's clock
     */
    synchronized int othersLike(String client, Duration ahead, Instant now) {
        remember(client, new Sighting(now, ahead, true));
        watchedUntil = now.plus(MEMORY);
        Instant earliest = now.minus(MEMORY);
        int same = -1; // itself
        int right = 0;
        for (Sighting sighting : sightings.values()) {
            if (sighting.isSince(earliest)) {
                same += sighting.shows(ahead) ? 1 : 0;
                right += sighting.wrong() ? 0 : 1;
            }
        }
        return same >= ENOUGH && same > right ? same : 0;
    }

    private synchronized void remember(String client, Sighting sighting) {
        String folded = client.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        sightings.remove(folded);
        if (sightings.size() == CAPACITY) {
            sightings.remove(sightings.keySet().iterator().next());
        }
        sightings.put(folded, sighting);
    }
}
