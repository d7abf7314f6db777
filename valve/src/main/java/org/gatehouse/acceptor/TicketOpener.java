package org.gatehouse.acceptor;

import java.util.List;
import java.util.Optional;
import org.gatehouse.acceptor.KeySearch.Opened;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.failure.RefusedException;
import org.gatehouse.kerberos.Ticket;
import org.gatehouse.keytab.KeyGroup;
import org.gatehouse.keytab.KeyRing;
import org.gatehouse.keytab.ServiceKeys;

/**
 * Finds the key that a ticket is sealed with. Its version is only a hint, as it is for MIT's and Heimdal's libraries when
 * they search a keytab: the number stands outside the seal, and keytabs lose it (8 bits of it, or none); what the key
 * opens, its owner has sealed. The JDK's acceptor tries one key alone: the one of that number, or else the newest.
 */
final class TicketOpener {
    private final ServiceKeys keys;
    private final AcceptedNames names;
    private final KeyDiagnosis diagnosis;

    TicketOpener(ServiceKeys keys, AcceptedNames names) {
        this.keys = keys;
        this.names = names;
        this.diagnosis = new KeyDiagnosis(keys, names);
    }

    /** Tries the keys of the ticket's name, then those of other names, if only to say what is wrong. */
    Opened open(Ticket ticket) throws RefusedException {
        EncryptionType type = EncryptionType.of(ticket.encPart().etype())
                .filter(keys::accepts)
                .orElseThrow(() -> MessageRefusals.ticketEnctypeNotSupported(ticket));
        if (!names.accept(ticket)) {
            throw KeyRefusals.nameNotAccepted(ticket, names);
        }
        KeyRing named = keys.named(ticket);
        List<KeyGroup> groups = groups(ticket, type, named);
        KeySearch search = new KeySearch(ticket);
        Optional<Opened> opened = search.in(groups);
        if (opened.isPresent()) {
            return named.isEmpty() && !names.anyKey() ? refuseName(ticket, opened.get()) : opened.get();
        }
        RefusedException cause = diagnosis.cause(ticket, type, named);
        throw search.exhausted()
                ? KeyRefusals.notAllTried(cause, KeySearch.MAX_TRIED, groups.get(groups.size() - 1))
                : cause;
    }

    /** A name with a key of its own opens with no other's, unless names are nothing. */
    private List<KeyGroup> groups(Ticket ticket, EncryptionType type, KeyRing named) {
        KeyGroup ofName = named.in(ticket.realm()).of(type);
        if (!named.isEmpty() && !names.any()) {
            return List.of(ofName);
        }
        KeyGroup ofAllNames = keys.ofAllNames().in(ticket.realm()).of(type);
        return List.of(ofName, ofAllNames);
    }

    private static Opened refuseName(Ticket ticket, Opened guessed) throws RefusedException {
        guessed.part().key().keyValue().close();
        throw KeyRefusals.opensUnderAnotherName(ticket, guessed.serviceKey());
    }
}
