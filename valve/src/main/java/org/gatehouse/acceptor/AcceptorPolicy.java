package org.gatehouse.acceptor;

import java.util.Optional;
import java.util.Set;

/**
 * What an acceptor lets in of that which it could open.
 *
 * @param names of services
 * @param realms of clients, and between theirs and ours
 */
public record AcceptorPolicy(AcceptedNames names, TrustedRealms realms) {
    /** The keytab's names, and every realm that the KDC trusts. */
    public static final AcceptorPolicy DEFAULT =
            new AcceptorPolicy(AcceptedNames.OF_THE_KEYTAB, TrustedRealms.OF_THE_KDC);

    /** @param trustedRealms in addition to the key's own; empty to leave the choice to the KDC */
    public AcceptorPolicy(AcceptedNames names, Optional<Set<String>> trustedRealms) {
        this(names, trustedRealms.map(TrustedRealms::of).orElse(TrustedRealms.OF_THE_KDC));
    }

    /** The realms that are listed, in lower case; empty if the choice is the KDC's. */
    public Optional<Set<String>> trustedRealms() {
        return realms.listed();
    }
}
