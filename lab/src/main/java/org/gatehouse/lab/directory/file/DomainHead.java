package org.gatehouse.lab.directory.file;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.directory.api.ldap.model.entry.DefaultEntry;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.name.Dn;
import org.apache.directory.api.ldap.model.schema.SchemaManager;
import org.gatehouse.lab.account.DomainSid;
import org.gatehouse.lab.directory.schema.SchemaText;
import org.gatehouse.lab.directory.value.ObjectKind;

/** The first entry of a domain file: the domain itself, its name, SID and policy. */
final class DomainHead {
    /** [RFC 1123] 2.1. */
    private static final String HOST_NAME_LABEL = "[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?";

    /** What may be said of it besides the {@code objectSid}. */
    private static final List<String> ATTRIBUTES =
            List.of("description", "maxPwdAge", "lockoutThreshold", "lockoutDuration", "lockOutObservationWindow");

    private final LdifRecord record;
    private final SchemaManager schema;
    private final SchemaText text;
    private final DomainFileProblems problems;

    DomainHead(LdifRecord record, SchemaManager schema, DomainFileProblems problems) {
        this.record = record;
        this.schema = schema;
        this.text = new SchemaText(schema);
        this.problems = problems;
    }

    /** Empty if the record names no domain; the problem is told then. */
    Dn suffix() {
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

    static String dnsName(Dn suffix) {
        return suffix.getRdns().stream()
                .map(rdn -> rdn.getValue().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining("."));
    }

    /** {@code S-1-5-21-x-y-z}; at random when the file does not care. */
    DomainSid sid(SecureRandom random) {
        for (LdifRecord.Attribute attribute : record.attributes()) {
            if (attribute.name().equalsIgnoreCase("objectSid")) {
                Optional<DomainSid> sid = DomainSid.parse(attribute.text());
                if (sid.isPresent()
                        && sid.get().subAuthorities().size() == 4
                        && sid.get().toString().startsWith("S-1-5-21-")) {
                    return sid.get();
                }
                problems.add(attribute.line(), record.dn(), "objectSid: a domain has one like S-1-5-21-1004-1177-682");
            }
        }
        return new DomainSid(
                5, List.of(21L, random.nextLong(1L << 32), random.nextLong(1L << 32), random.nextLong(1L << 32)));
    }

    DomainEntry entry(Dn suffix, DomainSid sid) throws LdapException {
        Entry entry = new DefaultEntry(schema, suffix);
        entry.add("objectClass", ObjectKind.DOMAIN.objectClasses().toArray(String[]::new));
        entry.add("dc", suffix.getRdn().getValue());
        entry.add("objectSid", sid.toBytes());
        EntryReading reading = new EntryReading(schema, suffix, sid, problems);
        Set<String> allowed = new HashSet<>();
        ATTRIBUTES.forEach(name -> text.attributeType(name).ifPresent(type -> allowed.add(type.getOid())));
        for (LdifRecord.Attribute attribute : record.attributes()) {
            if (ATTRIBUTES.stream().anyMatch(attribute.name()::equalsIgnoreCase)) {
                reading.add(record, attribute, entry, allowed);
            } else if (!attribute.name().equalsIgnoreCase("objectSid")
                    && !attribute.name().equalsIgnoreCase("objectClass")) {
                problems.add(attribute.line(), record.dn(), attribute.name() + " does not belong to the domain itself");
            }
        }
        return new DomainEntry(record.line(), record.dn(), ObjectKind.DOMAIN, List.of(), entry);
    }
}
