package org.gatehouse.lab.kdc.pac;

import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.kerby.kerberos.kerb.type.base.EncryptionKey;
import org.gatehouse.lab.kdc.message.MalformedMessageException;
import org.gatehouse.lab.kdc.policy.PacFault;

/**
 * A PAC that is complete but for its signatures, which depend on the ticket that it goes into.
 *
 * @param kdcKey of this realm's ticket-granting service
 * @param ticketSigned whether the ticket is one for a service, which has signatures over ticket and PAC as a whole
 * @param fault what is to be wrong with it
 */
public record PacDraft(
        PacBuffers content, Owner owner, EncryptionKey kdcKey, boolean ticketSigned, Optional<PacFault> fault) {
    /** What stands in the ticket when the ticket signature is made. */
    private static final byte[] PLACEHOLDER = {0};

    /**
     * The client as PAC_CLIENT_INFO has it.
     *
     * @param name without the realm
     */
    public record Owner(String name, Instant authTime) {}

    public byte[] placeholder() {
        return PLACEHOLDER.clone();
    }

    /**
     * The PAC for a ticket.
     *
     * @param serverKey that the ticket is encrypted with
     * @param encTicketPart encoded, with {@link #placeholder} or any other PAC
     */
    public byte[] sign(EncryptionKey serverKey, byte[] encTicketPart) {
        PacBuffers owned = content.with(PacPart.CLIENT_INFO, FlatBuffers.clientInfo(owner.name(), owner.authTime()));
        PacSigning signing = new PacSigning(serverKey, kdcKey, PacChecksum::of);
        Optional<byte[]> signedTicket = ticketSigned ? Optional.of(withoutPac(encTicketPart)) : Optional.empty();
        SortedMap<PacPart, byte[]> parts = fault.isPresent()
                ? new PacSpoiling(fault.get(), owned, signing).sign(signedTicket)
                : signing.sign(owned.buffers(), signedTicket);
        return PacLayout.join(parts);
    }

    private static byte[] withoutPac(byte[] encTicketPart) {
        try {
            return TicketPac.withoutPac(encTicketPart);
        } catch (MalformedMessageException e) {
            throw new IllegalStateException("A ticket that this KDC has made cannot be read", e);
        }
    }
}
