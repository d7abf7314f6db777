package org.gatehouse.valve;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import org.gatehouse.gss.EstablishedContext;
import org.gatehouse.identity.KerberosMaterial;
import org.gatehouse.kerberos.Ticket;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;

/**
 * By what a ticket is recognised when it comes again: the SHA-256 of its encrypted part, all of which the service's key
 * authenticates. The fields around that part are not a part of it: a client can change some of them, such as the key
 * version, in a ticket that is still accepted.
 */
record TicketFingerprint(Bytes sha256) {
    /** Empty for a sign-in without a ticket. */
    static Optional<TicketFingerprint> of(EstablishedContext context) {
        return context.kerberos().map(KerberosMaterial::ticket).map(TicketFingerprint::of);
    }

    private static TicketFingerprint of(Bytes ticket) {
        try {
            byte[] encrypted = Ticket.parse(ticket).encPart().cipher().toArray();
            return new TicketFingerprint(
                    Bytes.of(MessageDigest.getInstance("SHA-256").digest(encrypted)));
        } catch (WireException e) {
            throw new IllegalStateException("The ticket was accepted", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "TicketFingerprint";
    }
}
