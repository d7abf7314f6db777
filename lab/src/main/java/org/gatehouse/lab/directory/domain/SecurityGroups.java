package org.gatehouse.lab.directory.domain;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.gatehouse.lab.account.DomainSid;
import org.gatehouse.lab.directory.store.DomainStore;
import org.gatehouse.lab.directory.store.Memberships;
import org.gatehouse.lab.directory.value.EntryValues;

/**
 * A domain's security groups at one moment, and who is in them through how many groups ever. Which of them belong into
 * which ticket, [MS-PAC] 4.1.2.1 decides by their scope ({@code groupType}, [MS-ADTS] 2.2.12). Distribution groups are
 * none of them.
 */
final class SecurityGroups {
    private static final int DOMAIN_LOCAL = 0x4;
    private static final int GLOBAL_OR_UNIVERSAL = 0x2 | 0x8;
    private static final int SECURITY_ENABLED = 0x8000_0000;

    /** By normalized DN. */
    private final Map<String, Entry> groups = new HashMap<>();

    /** Normalized DNs of everybody who can be a member. */
    private final Map<DomainSid, String> names = new HashMap<>();

    private final Memberships memberships;

    SecurityGroups(DomainStore store) {
        for (String objectClass : List.of("group", "user", "foreignSecurityPrincipal")) {
            for (Entry entry : store.find(objectClass, "objectClass")) {
                String name = entry.getDn().getNormName();
                names.put(EntryValues.sid(entry), name);
                if ((EntryValues.number(entry, "groupType") & SECURITY_ENABLED) != 0) {
                    groups.put(name, entry);
                }
            }
        }
        try {
            memberships = store.memberships();
        } catch (LdapException e) {
            throw new IllegalStateException("The directory in this JVM's memory does not answer", e);
        }
    }

    /** The global and universal groups of an account, the primary one among them. */
    List<DomainSid> ofAccount(DomainSid account, long primaryGroup) {
        DomainSid primary = account.domain().withRid(primaryGroup);
        Map<Long, DomainSid> found = reached(List.of(account, primary), type -> (type & GLOBAL_OR_UNIVERSAL) != 0);
        if (names.containsKey(primary)) {
            found.put(primary.rid(), primary);
        }
        return List.copyOf(found.values());
    }

    /** The domain-local groups that any of these is in. */
    List<DomainSid> domainLocal(Collection<DomainSid> members) {
        return List.copyOf(reached(members, type -> (type & DOMAIN_LOCAL) != 0).values());
    }

    /** Groups may list each other in a circle. By RID. */
    private Map<Long, DomainSid> reached(Collection<DomainSid> members, IntPredicate scope) {
        Map<Long, DomainSid> found = new TreeMap<>();
        Deque<String> next = new ArrayDeque<>();
        members.stream().filter(names::containsKey).map(names::get).forEach(next::add);
        Set<String> seen = new HashSet<>(next);
        while (!next.isEmpty()) {
            for (String name : memberships.groups(next.remove())) {
                Entry group = groups.get(name);
                if (group != null && scope.test(EntryValues.number(group, "groupType")) && seen.add(name)) {
                    DomainSid sid = EntryValues.sid(group);
                    found.put(sid.rid(), sid);
                    next.add(name);
                }
            }
        }
        return found;
    }
}
