package org.gatehouse.lab.directory.file;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.directory.api.ldap.model.entry.DefaultEntry;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.entry.Value;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.name.Dn;
import org.apache.directory.api.ldap.model.name.Rdn;
import org.apache.directory.api.ldap.model.schema.AttributeType;
import org.apache.directory.api.ldap.model.schema.ObjectClass;
import org.apache.directory.api.ldap.model.schema.SchemaManager;
import org.gatehouse.lab.account.DomainSid;
import org.gatehouse.lab.directory.schema.SchemaText;
import org.gatehouse.lab.directory.value.AdInteger;
import org.gatehouse.lab.directory.value.ObjectKind;
import org.jspecify.annotations.Nullable;

/** Makes entries of single LDIF records, each attribute checked against the schema. */
final class EntryReading {
    private final SchemaManager schema;
    private final SchemaText text;
    private final Dn suffix;
    private final DomainSid domainSid;
    private final DomainFileProblems problems;

    EntryReading(SchemaManager schema, Dn suffix, DomainSid domainSid, DomainFileProblems problems) {
        this.schema = schema;
        this.text = new SchemaText(schema);
        this.suffix = suffix;
        this.domainSid = domainSid;
        this.problems = problems;
    }

    /** The entry with what the file says of it; {@code null} if not even its name or kind can be told. */
    @Nullable DomainEntry read(LdifRecord record) {
        Optional<Dn> dn = resolve(record.dn());
        if (dn.isEmpty()) {
            problems.add(record.line(), record.dn(), "this is no distinguished name (CN=Alice Liddell,CN=Users)");
        }
        ObjectKind kind = kind(record);
        if (dn.isEmpty() || kind == null) {
            return null;
        }
        Optional<Value> name = name(dn.get().getRdn(), kind);
        if (name.isEmpty()) {
            String begin = kind.nameAttribute().toUpperCase(Locale.ROOT);
            problems.add(
                    record.line(),
                    record.dn(),
                    "the name of an entry of class " + kind.objectClass() + " begins with " + begin + "=");
            return null;
        }
        try {
            Entry entry = new DefaultEntry(schema, dn.get());
            entry.add("objectClass", kind.objectClasses().toArray(String[]::new));
            entry.add(kind.nameAttribute(), name.get());
            Set<String> allowed = allowed(record, kind, entry);
            List<LdifRecord.Attribute> members = new ArrayList<>();
            for (LdifRecord.Attribute attribute : record.attributes()) {
                if (kind == ObjectKind.GROUP && is(attribute.name(), "member")) {
                    members.add(attribute);
                } else if (!is(attribute.name(), "objectClass")) {
                    add(record, attribute, entry, allowed);
                }
            }
            return new DomainEntry(record.line(), record.dn(), kind, members, entry);
        } catch (LdapException e) {
            throw new IllegalStateException(record.dn(), e); // everything that comes from the file was checked before
        }
    }

    /** Names are relative to the domain unless they end with it. */
    Optional<Dn> resolve(String name) {
        return text.dn(name)
                .flatMap(dn -> dn.isDescendantOf(suffix) ? Optional.of(dn) : text.dn(name + "," + suffix.getName()));
    }

    private Optional<Value> name(Rdn rdn, ObjectKind kind) {
        return rdn.size() == 1
                ? text.attributeType(rdn.getType())
                        .filter(type -> type.equals(schema.getAttributeType(kind.nameAttribute())))
                        .flatMap(type -> text.value(type, new Value(rdn.getValue())))
                : Optional.empty();
    }

    private @Nullable ObjectKind kind(LdifRecord record) {
        ObjectKind kind = null;
        for (LdifRecord.Attribute attribute : record.attributes()) {
            if (is(attribute.name(), "objectClass")) {
                Optional<ObjectKind> named = ObjectKind.of(attribute.text());
                if (named.isPresent() && (kind == null || named.get().hasObjectClass(kind.objectClass()))) {
                    kind = named.get();
                }
            }
        }
        if (kind == null) {
            problems.add(
                    record.line(),
                    record.dn(),
                    "objectClass has to say what this is: user, computer, group, organizationalUnit,"
                            + " container, trustedDomain or foreignSecurityPrincipal");
        }
        return kind;
    }

    /** The OIDs of the attributes that the entry's object classes know; auxiliary classes are added to the entry. */
    private Set<String> allowed(LdifRecord record, ObjectKind kind, Entry entry) throws LdapException {
        Set<String> allowed = new HashSet<>();
        for (String objectClass : kind.objectClasses()) {
            collect(schema.lookupObjectClassRegistry(objectClass), allowed);
        }
        for (LdifRecord.Attribute attribute : record.attributes()) {
            String name = attribute.text();
            if (!is(attribute.name(), "objectClass") || kind.hasObjectClass(name)) {
                continue;
            }
            Optional<ObjectClass> auxiliary = text.objectClass(name);
            if (auxiliary.isEmpty()) {
                problems.add(attribute.line(), record.dn(), "no object class is named " + name);
            } else if (!auxiliary.get().isAuxiliary()) {
                problems.add(attribute.line(), record.dn(), name + " does not go with " + kind.objectClass());
            } else {
                entry.add("objectClass", auxiliary.get().getName());
                collect(auxiliary.get(), allowed);
            }
        }
        return allowed;
    }

    private static void collect(ObjectClass objectClass, Set<String> allowed) {
        objectClass.getMustAttributeTypes().forEach(type -> allowed.add(type.getOid()));
        objectClass.getMayAttributeTypes().forEach(type -> allowed.add(type.getOid()));
    }

    /**
     * Adds one attribute's value, or tells what is wrong with it.
     *
     * @param allowed the OIDs of the attributes that may be there
     */
    void add(LdifRecord record, LdifRecord.Attribute attribute, Entry entry, Set<String> allowed) throws LdapException {
        String problem;
        AttributeType type = text.attributeType(attribute.name()).orElse(null);
        if (type == null) {
            problem = "no attribute is named " + attribute.name();
        } else if (type.isOperational()) {
            problem = attribute.name() + " is kept by the directory itself";
        } else if (!allowed.contains(type.getOid())) {
            problem = attribute.name() + " does not belong to such an entry";
        } else if (isSingleValued(type) && entry.containsAttribute(type) && !isName(entry, type)) {
            problem = attribute.name() + " is given twice";
        } else {
            problem = addValue(type, attribute, entry);
        }
        if (problem != null) {
            problems.add(attribute.line(), record.dn(), problem);
        }
    }

    /** Adds the value or tells what is wrong with it. */
    private @Nullable String addValue(AttributeType type, LdifRecord.Attribute attribute, Entry entry)
            throws LdapException {
        String quoted = attribute.name() + ": \"" + attribute.text() + "\"";
        if (is(type.getName(), "objectSid") || is(type.getName(), "securityIdentifier")) {
            Optional<DomainSid> sid = sid(attribute.text());
            if (sid.isEmpty()) {
                return quoted + " is neither a number (the RID) nor S-1-5-21-...";
            }
            entry.add(type, sid.get().toBytes());
            return null;
        }
        Optional<Value> value;
        Optional<String> integer = AdInteger.kind(type.getName());
        if (integer.isPresent()) {
            value = AdInteger.stored(type.getName(), attribute.text())
                    .flatMap(stored -> text.value(type, new Value(stored)));
            if (value.isEmpty()) {
                return quoted + " is no " + integer.get();
            }
        } else {
            value = text.value(type, attribute.value());
        }
        if (value.isEmpty()) {
            return quoted + " is no " + type.getSyntax().getDescription();
        }
        if (entry.contains(type, value.get())) {
            return isName(entry, type) ? null : quoted + " is there twice";
        }
        entry.add(type, value.get());
        return null;
    }

    /** The attribute that names the entry is in it from the start and may be repeated. */
    private boolean isName(Entry entry, AttributeType type) {
        return text.attributeType(entry.getDn().getRdn().getType())
                .filter(type::equals)
                .isPresent();
    }

    /** The standard's {@code userPassword} may have several values; an account has one password. */
    private static boolean isSingleValued(AttributeType type) {
        return type.isSingleValued() || is(type.getName(), "userPassword");
    }

    private Optional<DomainSid> sid(String text) {
        if (text.matches("[1-9]\\d{0,8}")) {
            return Optional.of(domainSid.withRid(Long.parseLong(text)));
        }
        return DomainSid.parse(text);
    }

    private static boolean is(String one, String other) {
        return one.equalsIgnoreCase(other);
    }
}
