package org.gatehouse.lab.kdc;

import java.time.Duration;
import java.time.InstantSource;

/**
 * One realm's KDC.
 *
 * @param realm in upper case, {@code LAB.LOCALHOST}
 * @param port for TCP and UDP alike; 0 for a free one
 * @param clock what the KDC takes for the time, of what comes in and of what it issues; it may be shifted at any moment
 * @param clockSkew how far a client's clock may be off
 * @param maxTicketLife of every ticket, from its start
 * @param maxRenewableLife how long a ticket can be renewed; zero for never
 */
public record KdcSettings(
        String realm,
        int port,
        InstantSource clock,
        Duration clockSkew,
        Duration maxTicketLife,
        Duration maxRenewableLife,
        KdcLog log) {

    /**
     * Checks every value.
     *
     * @throws IllegalArgumentException naming what is out of its range
     */
    public KdcSettings {
        require(realm.matches("[A-Z0-9._-]+"), "realm is to be a DNS name in upper case, but is " + realm);
        require(port >= 0 && port <= 0xffff, "port is to be 0 to 65535, but is " + port);
        require(!clockSkew.isNegative(), "clockSkew is negative");
        require(maxTicketLife.toSeconds() > 0, "maxTicketLife is less than a second");
        require(!maxRenewableLife.isNegative(), "maxRenewableLife is negative");
    }

    /** The policy of a new Active Directory domain: 5 minutes, 10 hours, 7 days; any port; nobody listens. */
    public static KdcSettings of(String realm) {
        return new KdcSettings(
                realm,
                0,
                InstantSource.system(),
                Duration.ofMinutes(5),
                Duration.ofHours(10),
                Duration.ofDays(7),
                event -> {});
    }

    public KdcSettings withPort(int newPort) {
        return new KdcSettings(realm, newPort, clock, clockSkew, maxTicketLife, maxRenewableLife, log);
    }

    public KdcSettings withClock(InstantSource newClock) {
        return new KdcSettings(realm, port, newClock, clockSkew, maxTicketLife, maxRenewableLife, log);
    }

    public KdcSettings withClockSkew(Duration newClockSkew) {
        return new KdcSettings(realm, port, clock, newClockSkew, maxTicketLife, maxRenewableLife, log);
    }

    /**
     * The policy for how long tickets last.
     *
     * @param renewable zero for tickets that cannot be renewed
     */
    public KdcSettings withLifetimes(Duration ticket, Duration renewable) {
        return new KdcSettings(realm, port, clock, clockSkew, ticket, renewable, log);
    }

    public KdcSettings withLog(KdcLog newLog) {
        return new KdcSettings(realm, port, clock, clockSkew, maxTicketLife, maxRenewableLife, newLog);
    }

    private static void require(boolean condition, String problem) {
        if (!condition) {
            throw new IllegalArgumentException(problem);
        }
    }
}
