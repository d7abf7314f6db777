package org.gatehouse.acceptor;

import java.util.List;
import java.util.Optional;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.crypto.IntegrityException;
import org.gatehouse.failure.RefusedException;
import org.gatehouse.kerberos.EncTicketPart;
import org.gatehouse.kerberos.Ticket;
import org.gatehouse.keytab.ServiceKey;
import org.gatehouse.keytab.ServiceKeys;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;

/**
 * Finds the key that a ticket is sealed with. Its version is only a hint, as it is for MIT's and Heimdal's libraries when
 * they search a keytab: the number stands outside the seal, and keytabs lose it (8 bits of it, or none); what the key
 * opens, its owner has sealed. The JDK's acceptor tries one key alone: the one of that number, or else the newest.
 */
final class TicketOpener {
    /** Keys of other names, tried only to say what is wrong: as many as the accounts of a large keytab. */
    private static final int MAX_GUESSES = 16;

    private final ServiceKeys keys;
    private final AcceptedNames names;

    TicketOpener(ServiceKeys keys, AcceptedNames names) {
        this.keys = keys;
        this.names = names;
    }

    /** A ticket that has opened, and what is inside. */
    record Opened(ServiceKey serviceKey, EncTicketPart part) {}

    Opened open(Ticket ticket) throws RefusedException {
        EncryptionType type = EncryptionType.of(ticket.encPart().etype())
                .filter(keys::accepts)
                .orElseThrow(() -> MessageRefusals.ticketEnctypeNotSupported(ticket));
        if (!names.accept(ticket)) {
            throw KeyRefusals.nameNotAccepted(ticket, names);
        }
        List<ServiceKey> named = keys.named(ticket);
        Optional<Opened> opened = tryAll(ticket, keys.candidates(ticket, type, named));
        if (opened.isPresent()) {
            return opened.get();
        }
        if (named.isEmpty()
                || names.any()) { // a name with a key of its own opens with no other's, unless names are nothing
            Optional<Opened> guessed = tryAll(ticket, keys.distinct(ticket, type, MAX_GUESSES));
            if (guessed.isPresent()) {
                return names.anyKey() ? guessed.get() : refuseName(ticket, guessed.get());
            }
        }
        throw new KeyDiagnosis(keys).cause(ticket, type, named);
    }

    private Opened refuseName(Ticket ticket, Opened guessed) throws RefusedException {
        guessed.part().key().keyValue().close();
        throw KeyRefusals.opensUnderAnotherName(ticket, guessed.serviceKey());
    }

    private static Optional<Opened> tryAll(Ticket ticket, List<ServiceKey> candidates) throws RefusedException {
        for (ServiceKey key : candidates) {
            try {
                EncTicketPart part = key.tickets()
                        .decrypt(
                                ticket.encPart().cipher(),
                                (array, offset, length) -> EncTicketPart.parse(Bytes.of(array, offset, length)));
                return Optional.of(new Opened(key, part));
            } catch (IntegrityException e) {
                // The next key may be the right one.
            } catch (WireException e) {
                throw MessageRefusals.malformedInside(e);
            }
        }
        return Optional.empty();
    }
}
