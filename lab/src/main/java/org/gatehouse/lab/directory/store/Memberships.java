package org.gatehouse.lab.directory.store;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.directory.api.ldap.model.entry.Attribute;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.entry.Value;
import org.apache.directory.api.ldap.model.schema.SchemaManager;
import org.gatehouse.lab.directory.schema.SchemaText;

/**
 * Who is a member of which group, read in both directions: {@code memberOf} is the back link of {@code member} and not
 * kept, but found out ([MS-ADTS] 3.1.1.1.6). All names are normalized DNs. A user's primary group is none of these.
 */
public final class Memberships {
    private final Map<String, Set<String>> members = new HashMap<>();
    private final Map<String, Set<String>> groups = new HashMap<>();

    /** The groups' names as they are written. */
    private final Map<String, String> names = new TreeMap<>();

    private Memberships() {}

    static Memberships of(SchemaManager schema, Collection<Entry> entries) {
        Memberships memberships = new Memberships();
        SchemaText text = new SchemaText(schema);
        for (Entry entry : entries) {
            Attribute members = entry.hasObjectClass("group") ? entry.get("member") : null;
            if (members != null) {
                String group = entry.getDn().getNormName();
                memberships.names.put(group, entry.getDn().getName());
                for (Value member : members) {
                    text.dn(member.getString()).ifPresent(dn -> memberships.add(group, dn.getNormName()));
                }
            }
        }
        return memberships;
    }

    private void add(String group, String member) {
        members.computeIfAbsent(group, key -> new LinkedHashSet<>()).add(member);
        groups.computeIfAbsent(member, key -> new LinkedHashSet<>()).add(group);
    }

    /** Whom the group lists. */
    Set<String> members(String group) {
        return members.getOrDefault(group, Set.of());
    }

    /** Whom the group lists, and whom the groups that it lists do, and so on. */
    Set<String> allMembers(String group) {
        return closure(group, members);
    }

    /** The groups that list somebody, and those that list these groups, and so on. */
    public Set<String> allGroups(String member) {
        return closure(member, groups);
    }

    /** The groups that list somebody themselves. */
    public Set<String> groups(String member) {
        return groups.getOrDefault(member, Set.of());
    }

    /** The groups that list somebody, as they are written, in the order of the names. */
    public List<String> memberOf(String member) {
        Set<String> listing = groups(member);
        return names.entrySet().stream()
                .filter(group -> listing.contains(group.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** Groups may list each other in a circle. */
    private static Set<String> closure(String start, Map<String, Set<String>> links) {
        Set<String> reached = new LinkedHashSet<>();
        Deque<String> next = new ArrayDeque<>(List.of(start));
        while (!next.isEmpty()) {
            for (String linked : links.getOrDefault(next.remove(), Set.of())) {
                if (reached.add(linked)) {
                    next.add(linked);
                }
            }
        }
        return reached;
    }
}
