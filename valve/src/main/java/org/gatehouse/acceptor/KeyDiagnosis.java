package org.gatehouse.acceptor;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.failure.RefusedException;
import org.gatehouse.kerberos.Ticket;
import org.gatehouse.keytab.KeyGroup;
import org.gatehouse.keytab.KeyRing;
import org.gatehouse.keytab.RealmKeys;
import org.gatehouse.keytab.ServiceKeys;

/** Finds the cause, once no key has decrypted a ticket. */
final class KeyDiagnosis {
    private final ServiceKeys keys;
    private final AcceptedNames names;

    KeyDiagnosis(ServiceKeys keys, AcceptedNames names) {
        this.keys = keys;
        this.names = names;
    }

    /** @param named the keys of the ticket's name */
    RefusedException cause(Ticket ticket, EncryptionType type, KeyRing named) {
        RealmKeys ofName = named.in(ticket.realm());
        if (!ofName.isEmpty()) {
            KeyGroup group = ofName.of(type);
            return group.isEmpty() ? KeyRefusals.noKeyOfEnctype(ticket, ofName) : wrongKey(ticket, group, true);
        }
        if (named.isEmpty()) {
            Optional<SortedSet<String>> types = keys.unusable(ticket);
            if (types.isPresent()) {
                return KeyRefusals.onlyOtherEnctypes(ticket, String.join(", ", types.get()), keys.source());
            }
        }
        if (names.anyKey()) {
            return ofAnyName(ticket, type, named);
        }
        return named.isEmpty() ? KeyRefusals.noKeyForName(ticket, keys) : KeyRefusals.otherRealm(ticket, named);
    }

    /** Every key may be the right one, so a name that no key has is not the cause. */
    private RefusedException ofAnyName(Ticket ticket, EncryptionType type, KeyRing named) {
        RealmKeys inRealm = keys.ofAllNames().in(ticket.realm());
        if (inRealm.isEmpty()) {
            return named.isEmpty()
                    ? KeyRefusals.noKeyInRealm(ticket, keys.ofAllNames())
                    : KeyRefusals.otherRealm(ticket, named);
        }
        KeyGroup group = inRealm.of(type);
        return group.isEmpty() ? KeyRefusals.noKeyOfEnctypeInRealm(ticket, inRealm) : wrongKey(ticket, group, false);
    }

    /** @param ofItsName whether the keys are those of the ticket's name */
    private static RefusedException wrongKey(Ticket ticket, KeyGroup tried, boolean ofItsName) {
        if (tried.ofPasswords()) { // a password does not tell for which names it is
            return KeyRefusals.passwordDoesNotOpen(ticket, tried);
        }
        OptionalLong kvno = ticket.encPart().kvno(); // every key may be that of a ticket without a version
        if (tried.keys().stream().noneMatch(key -> key.mayBe(kvno))) {
            return KeyRefusals.kvnoMismatch(ticket, tried, ofItsName);
        }
        return KeyRefusals.ticketDoesNotOpen(ticket, tried, ofItsName);
    }
}
