package org.gatehouse.lab.kdc.ticket;

import java.time.Instant;
import java.util.Optional;
import org.apache.kerby.kerberos.kerb.type.ticket.TicketFlag;

/**
 * What a ticket says about itself; in the ticket and in the client's part of the reply alike. Whole seconds.
 *
 * @param flags the bits of TicketFlags, RFC 4120 §5.3
 */
public record TicketTerms(
        int flags, Instant authTime, Instant startTime, Instant endTime, Optional<Instant> renewTill) {
    boolean has(TicketFlag flag) {
        return (flags & flag.getValue()) != 0;
    }

    public TicketTerms with(TicketFlag flag) {
        return new TicketTerms(flags | flag.getValue(), authTime, startTime, endTime, renewTill);
    }
}
