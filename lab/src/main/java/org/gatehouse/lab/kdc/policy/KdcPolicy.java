package org.gatehouse.lab.kdc.policy;

import java.time.Duration;
import java.util.Optional;

/**
 * How a KDC of one realm decides, as the Kerberos policy of an Active Directory domain ([MS-GPSB] 2.2.2). A KDC reads it
 * once for each request, so that it can be changed at any moment.
 *
 * @param clockSkew how far a client's clock may be off
 * @param maxTicketLife of ticket-granting tickets
 * @param maxServiceTicketLife of all other tickets
 * @param maxRenewableLife how long a ticket can be renewed; zero for never
 * @param duplicateSpn what becomes of a request for a service that two accounts own
 * @param pacFault what is wrong with the PACs in the tickets of services
 */
public record KdcPolicy(
        Duration clockSkew,
        Duration maxTicketLife,
        Duration maxServiceTicketLife,
        Duration maxRenewableLife,
        DuplicateSpn duplicateSpn,
        Optional<PacFault> pacFault) {
    /** A new Active Directory domain's: 5 minutes, 10 hours, 600 minutes, 7 days. */
    public static final KdcPolicy OF_A_NEW_DOMAIN = new KdcPolicy(
            Duration.ofMinutes(5),
            Duration.ofHours(10),
            Duration.ofMinutes(600),
            Duration.ofDays(7),
            DuplicateSpn.PRINCIPAL_NOT_UNIQUE,
            Optional.empty());

    /**
     * Checks every value.
     *
     * @throws IllegalArgumentException naming what is out of its range
     */
    public KdcPolicy {
        require(!clockSkew.isNegative(), "clockSkew is negative");
        require(maxTicketLife.toSeconds() > 0, "maxTicketLife is less than a second");
        require(maxServiceTicketLife.toSeconds() > 0, "maxServiceTicketLife is less than a second");
        require(!maxRenewableLife.isNegative(), "maxRenewableLife is negative");
    }

    public KdcPolicy withClockSkew(Duration newClockSkew) {
        return new KdcPolicy(
                newClockSkew, maxTicketLife, maxServiceTicketLife, maxRenewableLife, duplicateSpn, pacFault);
    }

    public KdcPolicy withMaxTicketLife(Duration newMaxTicketLife) {
        return new KdcPolicy(
                clockSkew, newMaxTicketLife, maxServiceTicketLife, maxRenewableLife, duplicateSpn, pacFault);
    }

    public KdcPolicy withMaxServiceTicketLife(Duration newMaxServiceTicketLife) {
        return new KdcPolicy(
                clockSkew, maxTicketLife, newMaxServiceTicketLife, maxRenewableLife, duplicateSpn, pacFault);
    }

    public KdcPolicy withMaxRenewableLife(Duration newMaxRenewableLife) {
        return new KdcPolicy(
                clockSkew, maxTicketLife, maxServiceTicketLife, newMaxRenewableLife, duplicateSpn, pacFault);
    }

    public KdcPolicy withDuplicateSpn(DuplicateSpn newDuplicateSpn) {
        return new KdcPolicy(
                clockSkew, maxTicketLife, maxServiceTicketLife, maxRenewableLife, newDuplicateSpn, pacFault);
    }

    /** Empty for PACs that are in order. */
    public KdcPolicy withPacFault(Optional<PacFault> newPacFault) {
        return new KdcPolicy(
                clockSkew, maxTicketLife, maxServiceTicketLife, maxRenewableLife, duplicateSpn, newPacFault);
    }

    private static void require(boolean condition, String problem) {
        if (!condition) {
            throw new IllegalArgumentException(problem);
        }
    }
}
