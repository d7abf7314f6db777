package org.gatehouse.lab.directory.file;

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
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.name.Dn;
import org.apache.directory.api.ldap.model.schema.SchemaManager;
import org.gatehouse.lab.account.DomainSid;
import org.gatehouse.lab.directory.value.ObjectKind;
import org.gatehouse.lab.directory.value.SamAccountName;

/** Makes a {@link Domain} of a domain file: entries, defaults, and what has to hold between them. */
public final class DomainReading {
    /** Below 1000 are the well-known RIDs; a real domain has given the first ones to its controllers. */
    public static final long FIRST_RID = 1103;

    private final SchemaManager schema;
    private final DomainFileProblems problems;
    private final InstantSource clock;
    private final SecureRandom random;

    /** By normalized DN. */
    private final Map<String, DomainEntry> byDn = new HashMap<>();

    private DomainReading(SchemaManager schema, DomainFileProblems problems, InstantSource clock, SecureRandom random) {
        this.schema = schema;
        this.problems = problems;
        this.clock = clock;
        this.random = random;
    }

    static Domain read(DomainFile file, SchemaManager schema, InstantSource clock, SecureRandom random)
            throws DomainFileException {
        DomainFileProblems problems = new DomainFileProblems(file.name());
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
        DomainHead head = new DomainHead(records.get(0), schema, problems);
        Dn suffix = head.suffix();
        if (suffix.isEmpty()) {
            problems.throwIfAny(); // without the domain's own name nothing else makes sense
        }
        DomainSid sid = head.sid(random);
        String dnsName = DomainHead.dnsName(suffix);
        List<DomainEntry> entries = new ArrayList<>();
        entries.add(head.entry(suffix, sid));
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
        requireForeignSids(entries);
        giveSids(entries, sid);
        checkNames(entries);
        if (entries.size() == records.size()) { // else it may be among those that could not be read
            requireKrbtgt(entries);
        }
        resolveMembers(entries, reading);
        requireTrustsBelowSystem(entries, reading);
        problems.throwIfAny();
        entries.sort(Comparator.comparingInt(entry -> entry.entry().getDn().size())); // stable: parents first
        return new Domain(dnsName, suffix, sid, entries);
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

    private void requireForeignSids(List<DomainEntry> entries) {
        for (DomainEntry entry : entries) {
            if (entry.kind() == ObjectKind.FOREIGN_SECURITY_PRINCIPAL
                    && !entry.entry().containsAttribute("objectSid")) {
                problems.add(
                        entry.line(),
                        entry.name(),
                        "a foreignSecurityPrincipal is named by a SID: CN=S-1-5-21-1004-1177-682-1103");
            }
        }
    }

    private void giveSids(List<DomainEntry> entries, DomainSid domainSid) throws LdapException {
        Map<DomainSid, DomainEntry> owners = new HashMap<>();
        for (DomainEntry entry : entries) {
            var given = entry.entry().get("objectSid");
            if (given == null || entry.kind() == ObjectKind.DOMAIN) {
                continue;
            }
            DomainSid sid = DomainSid.ofBytes(given.getBytes());
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
                if (member == null || !member.kind().isMember()) {
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

    /** [MS-ADTS] 6.1.1.4.8: the only place where Windows looks for them. */
    private void requireTrustsBelowSystem(List<DomainEntry> entries, EntryReading reading) {
        Optional<Dn> system = reading.resolve("CN=System");
        for (DomainEntry entry : entries) {
            if (entry.kind() == ObjectKind.TRUSTED_DOMAIN
                    && !system.equals(Optional.of(entry.entry().getDn().getParent()))) {
                problems.add(entry.line(), entry.name(), "a trust stands directly below CN=System");
            }
        }
    }
}
