package org.gatehouse.acceptor;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an acceptor lets in of that which it could open.
 *
 * @param names of services
 * @param trustedRealms realms of clients, and between theirs and ours, in addition to those of the keys; empty to
 *     leave the choice to the KDC, which issues no ticket to a realm that it does not trust, and checks those between
 */
public record AcceptorPolicy(AcceptedNames names, Optional<Set<String>> trustedRealms) {
    /** The keytab's names, and every realm that the KDC trusts. */
    public static final AcceptorPolicy DEFAULT = new AcceptorPolicy(AcceptedNames.OF_THE_KEYTAB, Optional.empty());

    public AcceptorPolicy {
        trustedRealms = trustedRealms.map(realms ->
                realms.stream().map(realm -> realm.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet()));
    }

    /**
     * Whether clients of this realm, or through it, may come to a service in one of {@code ours}. Realms of Active
     * Directory have no case.
     */
    boolean trusts(String realm, Set<String> ours) {
        if (trustedRealms.isEmpty()) {
            return true;
        }
        String folded = realm.toLowerCase(Locale.ROOT);
        return ours.contains(folded) || trustedRealms.get().contains(folded);
    }
}
