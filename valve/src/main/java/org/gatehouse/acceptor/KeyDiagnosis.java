package org.gatehouse.acceptor;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.failure.RefusedException;
import org.gatehouse.kerberos.Ticket;
import org.gatehouse.keytab.ServiceKey;
import org.gatehouse.keytab.ServiceKeys;

/** Finds the cause, once no key has decrypted a ticket. */
final class KeyDiagnosis {
    private static final long MAX_NARROW_KVNO = 0xff;

    private final ServiceKeys keys;

    KeyDiagnosis(ServiceKeys keys) {
        this.keys = keys;
    }

    /** @param named the keys of the ticket's name */
    RefusedException cause(Ticket ticket, EncryptionType type, List<ServiceKey> named) {
        List<ServiceKey> ofAccounts = ofAccounts(type);
        if (named.isEmpty() && !ofAccounts.isEmpty()) { // a password does not tell for which names it is
            return KeyRefusals.passwordDoesNotOpen(ticket, ofAccounts);
        }
        if (named.isEmpty()) {
            Optional<SortedSet<String>> types = keys.unusable(ticket);
            return types.isPresent()
                    ? KeyRefusals.onlyOtherEnctypes(ticket, String.join(", ", types.get()), keys.source())
                    : KeyRefusals.noKeyForName(ticket, keys);
        }
        List<ServiceKey> inRealm =
                named.stream().filter(key -> ServiceKeys.inRealm(key, ticket)).toList();
        if (inRealm.isEmpty()) {
            return KeyRefusals.otherRealm(ticket, named);
        }
        List<ServiceKey> ofType = keys.candidates(ticket, type, inRealm);
        if (ofType.isEmpty()) {
            return KeyRefusals.noKeyOfEnctype(ticket, inRealm);
        }
        if (ofType.stream().allMatch(key -> key.source().account().isPresent())) {
            return KeyRefusals.passwordDoesNotOpen(ticket, ofType);
        }
        OptionalLong kvno = ticket.encPart().kvno();
        return kvno.isEmpty() || ofType.stream().anyMatch(key -> mayBe(key, kvno.getAsLong()))
                ? KeyRefusals.ticketDoesNotOpen(ticket, ofType)
                : KeyRefusals.kvnoMismatch(ticket, ofType);
    }

    private List<ServiceKey> ofAccounts(EncryptionType type) {
        return keys.all().stream()
                .filter(key -> key.type() == type && key.source().account().isPresent())
                .toList();
    }

    /** That version, or a key that does not know its own, or no more than the 8 bits of it that old files hold. */
    private static boolean mayBe(ServiceKey key, long kvno) {
        return key.kvno() == kvno
                || key.kvno() == ServiceKey.ANY_KVNO
                || kvno == 0
                || (kvno > MAX_NARROW_KVNO && key.kvno() == (kvno & MAX_NARROW_KVNO));
    }
}
