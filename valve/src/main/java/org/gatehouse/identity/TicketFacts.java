package org.gatehouse.identity;

import java.time.Instant;
import org.gatehouse.crypto.EncryptionType;

/**
 * The public facts of an accepted Kerberos ticket.
 *
 * @param service the name that the client asked the KDC for, e.g. {@code HTTP/portal.example.com@EXAMPLE.COM}
 * @param encryptionType that the ticket is sealed with
 * @param kvno version of the key that has opened it, as the keytab has it; as the ticket has it, if the key does not know its version
 * @param sessionEncryptionType of the key that client and server share
 * @param authenticationTime when the user proved who he is to the KDC
 * @param startTime from when on the ticket is valid
 * @param endTime until when the ticket is valid
 * @param context what the client asked of this server
 */
public record TicketFacts(
        String service,
        EncryptionType encryptionType,
        long kvno,
        EncryptionType sessionEncryptionType,
        Instant authenticationTime,
        Instant startTime,
        Instant endTime,
        ContextFacts context) {
    /** Whether the client asked this server to prove who it is. */
    public boolean mutual() {
        return context.mutual();
    }
}
