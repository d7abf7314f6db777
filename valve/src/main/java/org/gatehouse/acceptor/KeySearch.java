package org.gatehouse.acceptor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.gatehouse.crypto.IntegrityException;
import org.gatehouse.crypto.SpecificKey;
import org.gatehouse.failure.RefusedException;
import org.gatehouse.kerberos.EncTicketPart;
import org.gatehouse.kerberos.Ticket;
import org.gatehouse.keytab.KeyGroup;
import org.gatehouse.keytab.ServiceKey;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;

/**
 * Tries keys on one ticket: the likeliest first, each value once, and no more than a few. Anyone can send a token, and each
 * key that is tried decrypts all of it.
 */
final class KeySearch {
    /** An account's key, those that it had before, and those of some other accounts. */
    static final int MAX_TRIED = 16;

    private static final List<Likelihood> LIKELIEST_FIRST = List.of(Likelihood.values());

    private final Ticket ticket;
    private final OptionalLong kvno;
    /** By identity: equal keys share what is derived from them. */
    private final List<SpecificKey> tried = new ArrayList<>(1);

    private boolean exhausted;

    KeySearch(Ticket ticket) {
        this.ticket = ticket;
        this.kvno = ticket.encPart().kvno();
    }

    /** The content of a decrypted ticket, and the key that decrypted it. */
    record Opened(ServiceKey serviceKey, EncTicketPart part) {}

    private enum Likelihood {
        /** The ticket's version. */
        EXACT,
        /** It may be that version: one of the two does not tell it, or not all of it. */
        POSSIBLE,
        /** Another version: the number in a ticket is not encrypted, and keytabs lose it. */
        OTHER
    }

    /** Tries the keys of groups, the likelier group first among keys of one likelihood, until too many were tried. */
    Optional<Opened> in(List<KeyGroup> groups) throws RefusedException {
        for (Likelihood likelihood : LIKELIEST_FIRST) {
            for (KeyGroup group : groups) {
                Optional<Opened> opened = in(group, likelihood);
                if (opened.isPresent() || exhausted) {
                    return opened;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Opened> in(KeyGroup group, Likelihood likelihood) throws RefusedException {
        for (ServiceKey key : group.keys()) {
            if (likelihood != of(key) || tried.contains(key.tickets())) {
                continue;
            }
            if (tried.size() == MAX_TRIED) {
                exhausted = true;
                return Optional.empty();
            }
            tried.add(key.tickets());
            Optional<Opened> opened = open(key);
            if (opened.isPresent()) {
                return opened;
            }
        }
        return Optional.empty();
    }

    /** Whether there are keys that were not tried. */
    boolean exhausted() {
        return exhausted;
    }

    private Likelihood of(ServiceKey key) {
        if (kvno.isPresent() && kvno.getAsLong() == key.kvno()) {
            return Likelihood.EXACT;
        }
        return key.mayBe(kvno) ? Likelihood.POSSIBLE : Likelihood.OTHER;
    }

    private Optional<Opened> open(ServiceKey key) throws RefusedException {
        try {
            EncTicketPart part = key.tickets()
                    .decrypt(
                            ticket.encPart().cipher(),
                            (array, offset, length) -> EncTicketPart.parse(Bytes.of(array, offset, length)));
            return Optional.of(new Opened(key, part));
        } catch (IntegrityException e) {
            return Optional.empty(); // the next key may be the right one
        } catch (WireException e) {
            throw MessageRefusals.malformedInside(e);
        }
    }
}
