package org.gatehouse.lab.directory.schema;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.directory.api.ldap.model.entry.DefaultEntry;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.ldif.LdifReader;
import org.apache.directory.api.ldap.model.schema.AttributeType;
import org.apache.directory.api.ldap.model.schema.ObjectClass;
import org.apache.directory.api.ldap.model.schema.parsers.OpenLdapSchemaParser;
import org.apache.directory.api.ldap.schema.manager.impl.DefaultSchemaManager;
import org.jspecify.annotations.Nullable;

/**
 * The schema as entries below {@code ou=schema}, parents first: the standard schemas that ApacheDS brings and Active
 * Directory's names. They are read straight from the class path, once for the registries and the partition; ApacheDS' own
 * way writes them to disk first and reads them back twice, a third of its boot time.
 */
public final class SchemaEntries {
    /** The lab has no use for the others, such as the configuration of ApacheDS itself, and they cost boot time. */
    private static final List<String> STANDARD = List.of(
            "system", "core", "cosine", "inetorgperson", "apache", "apachemeta", "collective", "pwdpolicy", "other");

    private static final String OWN_NAME = "activedirectory";
    private static final String OWN_DN = "cn=" + OWN_NAME + ",ou=schema";
    private static final String INDEX = "/META-INF/apacheds-schema.index";
    private static final String ROOT = "schema/ou=schema";

    /** {@code person} ([RFC 4519] 3.12). */
    private static final String PERSON_OID = "2.5.6.6";

    private SchemaEntries() {}

    public static List<Entry> read() throws LdapException, IOException {
        List<Entry> entries = new ArrayList<>();
        for (String resource : lines(INDEX)) {
            if (wanted(resource)) {
                entries.add(asActiveDirectoryHasIt(standard(resource)));
            }
        }
        if (entries.isEmpty()) {
            throw new IOException(INDEX + " lists no schema");
        }
        entries.addAll(own());
        return entries;
    }

    /** {@code schema/ou=schema.ldif}, {@code schema/ou=schema/cn=core.ldif}, {@code schema/ou=schema/cn=core/ou=syntaxes/...} */
    private static boolean wanted(String resource) {
        if (!resource.startsWith(ROOT) || !resource.endsWith(".ldif")) {
            return false;
        }
        String below = resource.substring(ROOT.length());
        if (!below.startsWith("/cn=")) {
            return true;
        }
        String name = below.substring("/cn=".length(), below.length() - ".ldif".length());
        int slash = name.indexOf('/');
        return STANDARD.contains(slash < 0 ? name : name.substring(0, slash));
    }

    private static Entry standard(String resource) throws LdapException, IOException {
        try (InputStream in = open("/" + resource);
                LdifReader reader = new LdifReader(in)) {
            return reader.next().getEntry();
        }
    }

    /** Active Directory asks of a person the {@code cn} alone ([MS-ADSC] 2.212): a computer has no surname. */
    private static Entry asActiveDirectoryHasIt(Entry entry) throws LdapException {
        if (entry.contains("m-oid", PERSON_OID)) {
            entry.remove("m-must", "sn");
            entry.add("m-may", "sn");
        }
        return entry;
    }

    private static List<Entry> own() throws LdapException, IOException {
        OpenLdapSchemaParser parser = new OpenLdapSchemaParser();
        try (InputStream in = open("active-directory.schema")) {
            parser.parse(in);
        } catch (ParseException e) {
            throw new IOException("active-directory.schema: " + e.getMessage(), e);
        }
        List<Entry> entries = new ArrayList<>();
        Entry schema = entry(OWN_DN, "metaSchema");
        schema.add("cn", OWN_NAME);
        schema.add("m-dependencies", "system", "core", "cosine", "inetorgperson");
        entries.add(schema);
        entries.add(branch("attributeTypes"));
        for (AttributeType type : parser.getAttributeTypes()) {
            entries.add(attributeType(type));
        }
        entries.add(branch("objectClasses"));
        for (ObjectClass objectClass : parser.getObjectClasses()) {
            entries.add(objectClass(objectClass));
        }
        return entries;
    }

    private static Entry branch(String name) throws LdapException {
        Entry branch = entry("ou=" + name + "," + OWN_DN, "organizationalUnit");
        branch.add("ou", name.toLowerCase(Locale.ROOT));
        return branch;
    }

    private static Entry attributeType(AttributeType type) throws LdapException {
        Entry entry = entry("m-oid=" + type.getOid() + ",ou=attributeTypes," + OWN_DN, "metaAttributeType");
        entry.add("objectClass", "metaTop");
        entry.add("m-oid", type.getOid());
        entry.add("m-name", type.getNames().toArray(String[]::new));
        addIfPresent(entry, "m-description", type.getDescription());
        addIfPresent(entry, "m-equality", type.getEqualityOid());
        addIfPresent(entry, "m-ordering", type.getOrderingOid());
        addIfPresent(entry, "m-substr", type.getSubstringOid());
        entry.add("m-syntax", type.getSyntaxOid());
        entry.add("m-singleValue", type.isSingleValued() ? "TRUE" : "FALSE");
        return entry;
    }

    private static Entry objectClass(ObjectClass objectClass) throws LdapException {
        Entry entry = entry("m-oid=" + objectClass.getOid() + ",ou=objectClasses," + OWN_DN, "metaObjectClass");
        entry.add("objectClass", "metaTop");
        entry.add("m-oid", objectClass.getOid());
        entry.add("m-name", objectClass.getNames().toArray(String[]::new));
        entry.add("m-supObjectClass", objectClass.getSuperiorOids().toArray(String[]::new));
        entry.add("m-typeObjectClass", objectClass.getType().name());
        if (!objectClass.getMustAttributeTypeOids().isEmpty()) {
            entry.add("m-must", objectClass.getMustAttributeTypeOids().toArray(String[]::new));
        }
        if (!objectClass.getMayAttributeTypeOids().isEmpty()) {
            entry.add("m-may", objectClass.getMayAttributeTypeOids().toArray(String[]::new));
        }
        return entry;
    }

    private static Entry entry(String dn, String structuralClass) throws LdapException {
        Entry entry = new DefaultEntry(dn);
        entry.add("objectClass", "top", structuralClass);
        return entry;
    }

    private static void addIfPresent(Entry entry, String attribute, @Nullable String value) throws LdapException {
        if (value != null) {
            entry.add(attribute, value);
        }
    }

    private static List<String> lines(String resource) throws IOException {
        try (InputStream in = open(resource);
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }

    private static InputStream open(String resource) throws IOException {
        Class<?> base = resource.startsWith("/") ? DefaultSchemaManager.class : SchemaEntries.class;
        InputStream in = base.getResourceAsStream(resource);
        if (in == null) {
            throw new IOException(resource + " is not on the class path");
        }
        return in;
    }
}
