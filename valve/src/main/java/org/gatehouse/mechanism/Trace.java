package org.gatehouse.mechanism;

import java.util.Locale;
import java.util.Optional;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.failure.Failure;
import org.gatehouse.gss.Peer;
import org.gatehouse.identity.ContextFacts;
import org.gatehouse.identity.Identity;
import org.gatehouse.identity.TicketFacts;
import org.gatehouse.text.Printable;

/**
 * What became of one request that needs a sign-on, with every fact that may be told. Nothing in it is secret.
 *
 * @param sent what the client had to offer, by name; empty if nothing
 * @param responseLength bytes of the token that goes back; 0 if there is none
 */
public record Trace(Peer peer, Optional<TokenDescription> sent, Decision decision, int responseLength) {
    /** What was decided. */
    public sealed interface Decision {}

    /** The client was asked for a first token. */
    public record Challenged() implements Decision {}

    /** The client was asked for another token. */
    public record Continued() implements Decision {}

    /** The client is who it says. */
    public record Accepted(Identity identity) implements Decision {}

    /** The client was refused; {@code reference} is what its page shows. */
    public record Refused(Failure failure, String reference) implements Decision {}

    /** One line for a log. */
    @Override
    public String toString() {
        return told() + "; " + sent.map(token -> "sent: " + token).orElse("nothing was sent") + answered();
    }

    private String told() {
        if (decision instanceof Accepted accepted) {
            return accepted(accepted.identity());
        }
        if (decision instanceof Refused refused) {
            return peer.address() + " was refused with " + refused.failure().code() + " [" + refused.reference() + "]";
        }
        return peer.address()
                + (decision instanceof Continued ? " was asked for the next token" : " was asked to sign on");
    }

    private String accepted(Identity identity) {
        TicketFacts ticket = identity.ticket();
        return Printable.of(identity.qualifiedName()) + " signed on from " + peer.address() + " to "
                + Printable.of(ticket.service()) + "; ticket " + key(ticket.encryptionType()) + " with kvno "
                + ticket.kvno()
                + ", session key " + key(ticket.sessionEncryptionType()) + ", valid from " + ticket.startTime() + " to "
                + ticket.endTime() + ", of a logon at " + ticket.authenticationTime() + "; "
                + context(ticket.context());
    }

    /** {@code aes256-sha1 (256 bits)}. */
    private static String key(EncryptionType type) {
        return type.shortName() + " (" + type.keyLength() * Byte.SIZE + " bits)";
    }

    private static String context(ContextFacts context) {
        return "context flags " + (context.flagNames().isEmpty() ? "none" : String.join(" ", context.flagNames()))
                + (context.mutual() ? ", mutual authentication" : "")
                + (context.channelBound() ? ", channel bindings" : "")
                + (context.delegated() ? ", a delegated ticket" : "");
    }

    private String answered() {
        return responseLength == 0 ? "" : String.format(Locale.ROOT, "; answered with %,d bytes", responseLength);
    }
}
