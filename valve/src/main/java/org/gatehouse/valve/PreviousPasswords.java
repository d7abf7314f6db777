package org.gatehouse.valve;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gatehouse.keytab.ServiceKeys;

/**
 * Keys of passwords that were changed. A password file holds the new password alone, while clients still have tickets that
 * were encrypted with the old one: its keys stay for as long as such a ticket can live. Immutable.
 */
record PreviousPasswords(List<Kept> kept) {
    static final PreviousPasswords NONE = new PreviousPasswords(List.of());

    /** Somebody who changes a password every few minutes is testing. */
    private static final int MAX_KEPT = 4;

    PreviousPasswords {
        kept = List.copyOf(kept);
    }

    /** The keys of one password, until nobody can have a ticket of it any more. */
    record Kept(ServiceKeys keys, Instant until) {}

    /** These, and the keys of the passwords among {@code replaced}. */
    PreviousPasswords with(ServiceKeys replaced, Instant now, Duration ticketLifetime) {
        Optional<ServiceKeys> ofPasswords = replaced.ofPasswords();
        if (ofPasswords.isEmpty()) {
            return this;
        }
        List<Kept> all = new ArrayList<>();
        all.add(new Kept(ofPasswords.get(), now.plus(ticketLifetime)));
        all.addAll(kept.subList(0, Math.min(kept.size(), MAX_KEPT - 1)));
        return new PreviousPasswords(all);
    }

    /** Those that still count. */
    PreviousPasswords at(Instant now) {
        List<Kept> left =
                kept.stream().filter(keys -> keys.until().isAfter(now)).toList();
        return left.size() == kept.size() ? this : new PreviousPasswords(left);
    }

    /** These keys, and after them all that are kept. */
    ServiceKeys after(ServiceKeys present) {
        List<ServiceKeys> all = new ArrayList<>();
        all.add(present);
        kept.forEach(keys -> all.add(keys.keys()));
        return ServiceKeys.merged(all);
    }
}
