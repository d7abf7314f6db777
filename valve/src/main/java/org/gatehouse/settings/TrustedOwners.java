package org.gatehouse.settings;

import java.util.Set;

/**
 * Who may own key files: root, the user that Tomcat runs as, and those whom the administrator names. Anyone else could put
 * in keys of their own, and make tickets for any user with them.
 *
 * @param process the user that Tomcat runs as
 * @param named names or numbers of users
 */
public record TrustedOwners(FileOwner process, Set<String> named) {
    public TrustedOwners {
        named = Set.copyOf(named);
    }

    boolean include(FileOwner owner) {
        return owner.isSame(FileOwner.ROOT)
                || owner.isSame(process)
                || named.contains(owner.name())
                || owner.uid().stream().mapToObj(Long::toString).anyMatch(named::contains);
    }
}
