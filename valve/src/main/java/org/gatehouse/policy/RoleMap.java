package org.gatehouse.policy;

import java.util.Collection;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.gatehouse.dtyp.Sid;
import org.gatehouse.identity.Authorization;

/** Which SIDs have which roles. Immutable. */
public record RoleMap(Map<Sid, ? extends Collection<String>> roles) {
    public static final RoleMap EMPTY = new RoleMap(Map.of());

    public RoleMap {
        roles = Map.copyOf(roles);
    }

    /** The names that a user has by their account and by the groups that count; none by those that only deny. */
    public NavigableSet<String> rolesOf(Authorization authorization) {
        NavigableSet<String> names = new TreeSet<>();
        roles.forEach((sid, ofSid) -> {
            if (authorization.isMember(sid)) {
                names.addAll(ofSid);
            }
        });
        return names;
    }

    /** How many SIDs have a role. */
    public int size() {
        return roles.size();
    }

    /** All names of roles that someone can have. */
    public NavigableSet<String> names() {
        NavigableSet<String> names = new TreeSet<>();
        roles.values().forEach(names::addAll);
        return names;
    }
}
