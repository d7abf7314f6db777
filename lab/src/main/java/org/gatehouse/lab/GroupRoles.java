package org.gatehouse.lab;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.gatehouse.lab.web.WebServer;

/**
 * Which groups have which roles: members of Finance may see its page.
 *
 * @param roles by the SIDs of the groups
 */
record GroupRoles(Map<String, String> roles) {
    GroupRoles {
        roles = new TreeMap<>(roles);
    }

    /** The first realm's Finance, if it has such a group. */
    static GroupRoles of(LabRealm first) {
        return new GroupRoles(first.directory().accounts().groupNames().entrySet().stream()
                .filter(group -> group.getValue().equals("Finance"))
                .collect(Collectors.toMap(Map.Entry::getKey, group -> WebServer.FINANCE_ROLE)));
    }

    Set<String> of(Collection<String> sids) {
        return sids.stream().filter(roles::containsKey).map(roles::get).collect(Collectors.toUnmodifiableSet());
    }

    /** The valve's file of roles. */
    String file() {
        return roles.entrySet().stream()
                .map(role -> role.getKey() + " = " + role.getValue() + "\n")
                .collect(Collectors.joining("", "# Which groups have which roles.\n", ""));
    }
}
