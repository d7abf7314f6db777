package org.gatehouse.lab.directory;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.directory.api.ldap.model.entry.DefaultEntry;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.entry.Value;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.exception.LdapInvalidDnException;
import org.apache.directory.api.ldap.model.name.Dn;
import org.apache.directory.api.ldap.model.name.Rdn;
import org.apache.directory.api.ldap.model.schema.AttributeType;
import org.apache.directory.api.ldap.model.schema.ObjectClass;
import org.apache.directory.api.ldap.model.schema.SchemaManager;
import org.jspecify.annotations.Nullable;

/** Makes entries of single LDIF records, each attribute checked against the schema. */
final class EntryReading {
    /** Active Directory's Integer, where LDAP's has no limit ([MS-ADTS] 3.1.1.2.2.2). */
    private static final Set<String> INTEGERS_OF_32_BITS = Set.of(
            "userAccountControl",
            "primaryGroupID",
            "sAMAccountType",
            "groupType",
            "msDS-KeyVersionNumber",
            "msDS-SupportedEncryptionTypes");

    private final SchemaManager schema;
    private final Dn suffix;
    private final Sid domainSid;
    private final Problems problems;

    EntryReading(SchemaManager schema, Dn suffix, Sid domainSid, Problems problems) {
        this.schema = schema;
        this.suffix = suffix;
        this.domainSid = domainSid;
        this.problems = problems;
    }

    /** The entry with what the file says of it; {@code null} if not even its name or kind can be told. */
    @Nullable DomainEntry read(LdifRecord record) {
        Dn dn = dn(record);
        ObjectKind kind = kind(record);
        if (dn == null || kind == null) {
            return null;
        }
        Rdn rdn = dn.getRdn();
        if (rdn.size() != 1
                || !schema.getAttributeType(kind.nameAttribute()).equals(schema.getAttributeType(rdn.getType()))) {
            String begin = kind.nameAttribute().toUpperCase(java.util.Locale.ROOT);
            problems.add(
                    record.line(),
                    record.dn(),
                    "the name of an entry of class " + kind.objectClass() + " begins with " + begin + "=");
            return null;
        }
        try {
            Entry entry = new DefaultEntry(schema, dn);
            entry.add("objectClass", kind.objectClasses().toArray(String[]::new));
            entry.add(kind.nameAttribute(), rdn.getValue());
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
    Dn resolve(String name) throws LdapInvalidDnException {
        Dn dn = new Dn(schema, name);
        return dn.isDescendantOf(suffix) ? dn : new Dn(schema, name + "," + suffix.getName());
    }

    private @Nullable Dn dn(LdifRecord record) {
        try {
            return resolve(record.dn());
        } catch (LdapInvalidDnException e) {
            problems.add(record.line(), record.dn(), "this is no distinguished name (CN=Alice Liddell,CN=Users)");
            return null;
        }
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
                    "objectClass has to say what this is: user, computer, group, organizationalUnit or container");
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
            ObjectClass auxiliary =
                    schema.getObjectClassRegistry().contains(name) ? schema.lookupObjectClassRegistry(name) : null;
            if (auxiliary == null) {
                problems.add(attribute.line(), record.dn(), "no object class is named " + name);
            } else if (!auxiliary.isAuxiliary()) {
                problems.add(attribute.line(), record.dn(), name + " does not go with " + kind.objectClass());
            } else {
                entry.add("objectClass", auxiliary.getName());
                collect(auxiliary, allowed);
            }
        }
        return allowed;
    }

    private static void collect(ObjectClass objectClass, Set<String> allowed) {
        objectClass.getMustAttributeTypes().forEach(type -> allowed.add(type.getOid()));
        objectClass.getMayAttributeTypes().forEach(type -> allowed.add(type.getOid()));
    }

    private void add(LdifRecord record, LdifRecord.Attribute attribute, Entry entry, Set<String> allowed)
            throws LdapException {
        String problem = null;
        AttributeType type = schema.getAttributeType(attribute.name());
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
        String text = attribute.text();
        if (is(type.getName(), "objectSid")) {
            Optional<Sid> sid = sid(text);
            if (sid.isEmpty()) {
                return "objectSid: \"" + text + "\" is neither a number (the RID) nor S-1-5-21-...";
            }
            entry.add(type, sid.get().toBytes());
            return null;
        }
        if (INTEGERS_OF_32_BITS.contains(type.getName()) && !isInt(text)) {
            return attribute.name() + ": \"" + text + "\" is no whole number of 32 bits";
        }
        boolean textual = type.getSyntax().isHumanReadable();
        if (textual && !attribute.value().isHumanReadable()) {
            return attribute.name() + " is to be text, and this is not UTF-8";
        }
        byte[] bytes = attribute.value().getBytes();
        if (!type.getSyntax().getSyntaxChecker().isValidSyntax(textual ? text : bytes)) {
            return attribute.name() + ": \"" + text + "\" is no "
                    + type.getSyntax().getDescription();
        }
        Value value = textual ? new Value(type, text) : new Value(type, bytes);
        if (entry.contains(type, value)) {
            return isName(entry, type) ? null : attribute.name() + " has the value \"" + text + "\" twice";
        }
        entry.add(type, value);
        return null;
    }

    /** The attribute that names the entry is in it from the start and may be repeated. */
    private boolean isName(Entry entry, AttributeType type) {
        return type.equals(schema.getAttributeType(entry.getDn().getRdn().getType()));
    }

    /** The standard's {@code userPassword} may have several values; an account has one password. */
    private static boolean isSingleValued(AttributeType type) {
        return type.isSingleValued() || is(type.getName(), "userPassword");
    }

    private static boolean isInt(String text) {
        try {
            return Integer.toString(Integer.parseInt(text)).equals(text);
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private Optional<Sid> sid(String text) {
        if (text.matches("[1-9]\\d{0,8}")) {
            return Optional.of(domainSid.withRid(Long.parseLong(text)));
        }
        return Sid.parse(text);
    }

    private static boolean is(String one, String other) {
        return one.equalsIgnoreCase(other);
    }
}
