package org.gatehouse.identity;

import java.util.Optional;
import org.gatehouse.crypto.ChecksumKey;
import org.gatehouse.crypto.EncryptionKey;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.wire.Bytes;

/**
 * What an accepted ticket leaves for the later steps of the same sign-in: the PAC is in its authorization data, and
 * ticket, session key and KRB-CRED let the service call on as the user. It is wiped when the sign-in ends, unless one
 * of these steps has taken it over with {@link #keep}.
 */
public final class KerberosMaterial implements AutoCloseable {
    private Bytes ticket;
    private final EncryptionKey sessionKey;
    private final Optional<SecretBytes> krbCred;
    private final Authorizing authorizing;
    private boolean kept;

    /**
     * What the PAC of the ticket is found in and judged by.
     *
     * @param authorizationData DER of the ticket's AuthorizationData; empty if it has none
     * @param signatures verifies what is signed with the key that decrypted the ticket
     * @param keyType of that key
     */
    public record Authorizing(
            Bytes authorizationData, TicketParties parties, ChecksumKey signatures, EncryptionType keyType) {}

    /**
     * Takes the secrets over.
     *
     * @param ticket as received, DER of a Ticket (RFC 4120 §5.3): evidence for S4U2Proxy
     * @param krbCred of the GSS checksum (RFC 4121 §4.1.1), if the client has forwarded a ticket
     */
    public KerberosMaterial(
            Bytes ticket, EncryptionKey sessionKey, Optional<SecretBytes> krbCred, Authorizing authorizing) {
        this.ticket = ticket;
        this.sessionKey = sessionKey;
        this.krbCred = krbCred;
        this.authorizing = authorizing;
    }

    /** The ticket as the client sent it, DER. */
    public Bytes ticket() {
        return ticket;
    }

    /** About how many bytes it holds. */
    public int weight() {
        return ticket.length()
                + authorizationData().length()
                + krbCred.map(SecretBytes::length).orElse(0);
    }

    /** Copies the ticket, which is a part of the client's token until then: all of the token stays in memory with it. */
    public void detach() {
        ticket = Bytes.of(ticket.toArray());
    }

    /** The key inside the ticket. */
    public EncryptionKey sessionKey() {
        return sessionKey;
    }

    /** A KRB-CRED message with the ticket-granting ticket that the client has forwarded. */
    public Optional<SecretBytes> krbCred() {
        return krbCred;
    }

    /** DER of AuthorizationData (RFC 4120 §5.2.6), decrypted with the service's key; empty if there is none. */
    public Bytes authorizationData() {
        return authorizing.authorizationData();
    }

    /** What the PAC is found in and judged by. */
    public Authorizing authorizing() {
        return authorizing;
    }

    /** Takes the secrets over: the caller closes what it returns, with {@link #wipe}. */
    public KerberosMaterial keep() {
        kept = true;
        return this;
    }

    /** Wipes all secrets, kept or not. */
    public void wipe() {
        sessionKey.close();
        krbCred.ifPresent(SecretBytes::close);
    }

    /** The end of the sign-in. */
    @Override
    public void close() {
        if (!kept) {
            wipe();
        }
    }

    @Override
    public String toString() {
        return "KerberosMaterial[redacted]";
    }
}
