package org.gatehouse.lab.directory;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.directory.api.ldap.model.entry.DefaultEntry;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.entry.Value;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.name.Dn;
import org.apache.directory.api.ldap.model.schema.SchemaManager;

/** Makes a {@link Domain} of a domain file: entries, defaults, and what has to hold between them. */
final class DomainReading {
    /** Below 1000 are the well-known RIDs; a real domain has given the first ones to its controllers. */
    private static final long FIRST_RID = 1103;

    /** [RFC 1123] 2.1. */
    private static final String HOST_NAME_LABEL = "[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?";

    private final SchemaManager schema;
    private final SchemaText text;
    private final Problems problems;
    private final InstantSource clock;
    private final SecureRandom random;

    /** By normalized DN. */
    private final Map<String, DomainEntry> byDn = new HashMap<>();

    private DomainReading(SchemaManager schema, Problems problems, InstantSource clock, SecureRandom random) {
        this.schema = schema;
        this.text = new SchemaText(schema);
        this.problems = problems;
        this.clock = clock;
        this.random = random;
    }

    static Domain read(DomainFile file, SchemaManager schema, InstantSource clock, SecureRandom random)
            throws DomainFileException {
        Problems problems = new Problems(file.name());
        List<LdifRecord> records = LdifReading.read(file.text(), problems);
        try {
            return new DomainReading(schema, problems, clock, random).domain(records);
        } catch (LdapException e) {
            throw new IllegalStateException(file.name(), e); // everything that comes from the file was checked before
        }
    }

    private Domain domain(List<LdifRecord> records) throws DomainFileException, LdapException {
        if (records.isEmpty()) {
            problems.add(1, "the file describes nothing; its first entry is the domain (dn: DC=lab,DC=localhost)");
            problems.throwIfAny();
        }
        LdifRecord first = records.get(0);
        Dn suffix = suffix(first);
        if (suffix.isEmpty()) {
            problems.throwIfAny(); // without the domain's own name nothing else makes sense
        }
        Sid sid = domainSid(first);
        String dnsName = dnsName(suffix);
        List<DomainEntry> entries = new ArrayList<>();
        entries.add(domainEntry(first, suffix, sid));
        EntryReading reading = new EntryReading(schema, suffix, sid, problems);
        for (LdifRecord record : records.subList(1, records.size())) {
            DomainEntry entry = reading.read(record);
            if (entry != null) {
                entries.add(entry);
            }
        }
        index(entries);
        AccountDefaults defaults = new AccountDefaults(dnsName, clock.instant(), random);
        for (DomainEntry entry : entries) {
            defaults.fill(entry);
        }
        giveSids(entries, sid);
        checkNames(entries);
        if (entries.size() == records.size()) { // else it may be among those that could not be read
            requireKrbtgt(entries);
        }
        resolveMembers(entries, reading);
        problems.throwIfAny();
        entries.sort(Comparator.comparingInt(entry -> entry.entry().getDn().size())); // stable: parents first
        return new Domain(dnsName, suffix, sid, entries);
    }

    private Dn suffix(LdifRecord record) {
        Optional<Dn> dn = text.dn(record.dn())
                .filter(it -> !it.isEmpty()
                        && it.getRdns().stream()
                                .allMatch(rdn -> rdn.size() == 1
                                        && text.attributeType(rdn.getType()).equals(text.attributeType("dc"))
                                        && rdn.getValue().matches(HOST_NAME_LABEL)));
        if (dn.isEmpty()) {
            problems.add(record.line(), record.dn(), "the first entry is the domain: dn: DC=lab,DC=localhost");
        } else if (!dn.get().getRdn(dn.get().size() - 1).getValue().equalsIgnoreCase("localhost")) {
            problems.add( // [RFC 6761] 6.3
                    record.line(),
                    record.dn(),
                    "the domain must end in DC=localhost: only such names lead to this machine");
        }
        return dn.orElse(Dn.EMPTY_DN);
    }

    private static String dnsName(Dn suffix) {
        return suffix.getRdns().stream()
                .map(rdn -> rdn.getValue().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining("."));
    }

    /** {@code S-1-5-21-x-y-z}; at random when the file does not care. */
    private Sid domainSid(LdifRecord record) {
        for (LdifRecord.Attribute attribute : record.attributes()) {
            if (attribute.name().equalsIgnoreCase("objectSid")) {
                Optional<Sid> sid = Sid.parse(attribute.text());
                if (sid.isPresent()
                        && sid.get().subAuthorities().size() == 4
                        && sid.get().toString().startsWith("S-1-5-21-")) {
                    return sid.get();
                }
                problems.add(attribute.line(), record.dn(), "objectSid: a domain has one like S-1-5-21-1004-1177-682");
            }
        }
        return new Sid(
                5, List.of(21L, random.nextLong(1L << 32), random.nextLong(1L << 32), random.nextLong(1L << 32)));
    }

    private DomainEntry domainEntry(LdifRecord record, Dn suffix, Sid sid) throws LdapException {
        Entry entry = new DefaultEntry(schema, suffix);
        entry.add("objectClass", ObjectKind.DOMAIN.objectClasses().toArray(String[]::new));
        entry.add("dc", suffix.getRdn().getValue());
        entry.add("objectSid", sid.toBytes());
        for (LdifRecord.Attribute attribute : record.attributes()) {
            Optional<Value> description = attribute.name().equalsIgnoreCase("description")
                    ? text.value(schema.getAttributeType("description"), attribute.value())
                    : Optional.empty();
            if (description.isPresent()) {
                entry.add("description", description.get());
            } else if (!attribute.name().equalsIgnoreCase("objectSid")
                    && !attribute.name().equalsIgnoreCase("objectClass")) {
                problems.add(
                        attribute.line(), record.dn(), "the domain itself has an objectSid and a description only");
            }
        }
        return new DomainEntry(record.line(), record.dn(), ObjectKind.DOMAIN, List.of(), entry);
    }

    private void index(List<DomainEntry> entries) {
        for (DomainEntry entry : entries) {
            DomainEntry earlier = byDn.putIfAbsent(entry.entry().getDn().getNormName(), entry);
            if (earlier != null) {
                problems.add(entry.line(), entry.name(), "is the entry of line " + earlier.line() + " again");
            }
        }
        for (DomainEntry entry : entries) {
            Dn parent = entry.entry().getDn().getParent();
            if (entry.kind() != ObjectKind.DOMAIN && !byDn.containsKey(parent.getNormName())) {
                problems.add(entry.line(), entry.name(), "is below " + parent + ", which the file does not have");
            }
        }
    }

    private void giveSids(List<DomainEntry> entries, Sid domainSid) throws LdapException {
        Map<Sid, DomainEntry> owners = new HashMap<>();
        for (DomainEntry entry : entries) {
            var given = entry.entry().get("objectSid");
            if (given == null || entry.kind() == ObjectKind.DOMAIN) {
                continue;
            }
            Sid sid = Sid.ofBytes(given.getBytes());
            DomainEntry earlier = owners.putIfAbsent(sid, entry);
            if (earlier != null) {
                problems.add(entry.line(), entry.name(), "has the objectSid of line " + earlier.line());
            }
        }
        long next = FIRST_RID;
        for (DomainEntry entry : entries) {
            if (entry.kind().isPrincipal() && !entry.entry().containsAttribute("objectSid")) {
                while (owners.containsKey(domainSid.withRid(next))) {
                    next++;
                }
                entry.entry().add("objectSid", domainSid.withRid(next++).toBytes());
            }
        }
    }

    private void checkNames(List<DomainEntry> entries) {
        for (String attribute : List.of("sAMAccountName", "userPrincipalName")) {
            Map<String, DomainEntry> owners = new HashMap<>();
            for (DomainEntry entry : entries) {
                String name = entry.text(attribute);
                DomainEntry earlier = name == null ? null : owners.putIfAbsent(name.toLowerCase(Locale.ROOT), entry);
                if (earlier != null) {
                    problems.add(
                            entry.line(),
                            entry.name(),
                            attribute + " " + name + " belongs to line " + earlier.line() + " already");
                }
            }
        }
        for (DomainEntry entry : entries) {
            String name = entry.text("sAMAccountName");
            if (name != null) {
                SamAccountName.problemOf(entry.kind(), name)
                        .ifPresent(problem -> problems.add(entry.line(), entry.name(), problem));
            }
        }
    }

    private void requireKrbtgt(List<DomainEntry> entries) {
        if (entries.stream()
                .noneMatch(entry ->
                        entry.kind() == ObjectKind.USER && "krbtgt".equalsIgnoreCase(entry.text("sAMAccountName")))) {
            problems.add(entries.get(0).line(), "the domain needs a user krbtgt: its key seals the tickets");
        }
    }

    private void resolveMembers(List<DomainEntry> entries, EntryReading reading) throws LdapException {
        Map<String, DomainEntry> bySamAccountName = new HashMap<>();
        for (DomainEntry entry : entries) {
            String name = entry.text("sAMAccountName");
            if (name != null) {
                bySamAccountName.putIfAbsent(name.toLowerCase(Locale.ROOT), entry);
            }
        }
        for (DomainEntry group : entries) {
            Set<DomainEntry> seen = new HashSet<>();
            for (LdifRecord.Attribute attribute : group.members()) {
                String named = attribute.text();
                DomainEntry member = bySamAccountName.get(named.toLowerCase(Locale.ROOT));
                if (member == null && named.contains("=")) {
                    member = reading.resolve(named)
                            .map(dn -> byDn.get(dn.getNormName()))
                            .orElse(null);
                }
                if (member == null || !member.kind().isPrincipal()) {
                    problems.add(
                            attribute.line(), group.name(), "member: no user, computer or group is named " + named);
                } else if (!seen.add(member)) {
                    problems.add(attribute.line(), group.name(), "member: " + named + " is named twice");
                } else {
                    group.entry().add("member", member.entry().getDn().getName());
                }
            }
        }
    }
}
