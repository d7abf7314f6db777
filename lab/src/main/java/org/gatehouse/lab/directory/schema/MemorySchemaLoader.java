package org.gatehouse.lab.directory.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.name.Dn;
import org.apache.directory.api.ldap.model.schema.registries.AbstractSchemaLoader;
import org.apache.directory.api.ldap.model.schema.registries.Schema;

/** Gives the schema manager its schema objects from entries that are in memory already. */
public final class MemorySchemaLoader extends AbstractSchemaLoader {
    /** Keyed by {@code ou=syntaxes,cn=core}: the kind of object and the schema. */
    private final Map<String, List<Entry>> objects = new HashMap<>();

    public MemorySchemaLoader(List<Entry> entries) throws LdapException {
        for (Entry entry : entries) {
            Dn dn = entry.getDn();
            if (entry.hasObjectClass("metaSchema")) {
                addSchema(getSchema(entry));
            } else if (dn.size() == 4) {
                String key = key(dn.getRdn(1).getValue(), dn.getRdn(2).getValue());
                objects.computeIfAbsent(key, k -> new ArrayList<>()).add(entry);
            }
        }
    }

    @Override
    public List<Entry> loadAttributeTypes(Schema... schemas) {
        return load("attributeTypes", schemas);
    }

    @Override
    public List<Entry> loadComparators(Schema... schemas) {
        return load("comparators", schemas);
    }

    @Override
    public List<Entry> loadDitContentRules(Schema... schemas) {
        return load("ditContentRules", schemas);
    }

    @Override
    public List<Entry> loadDitStructureRules(Schema... schemas) {
        return load("ditStructureRules", schemas);
    }

    @Override
    public List<Entry> loadMatchingRules(Schema... schemas) {
        return load("matchingRules", schemas);
    }

    @Override
    public List<Entry> loadMatchingRuleUses(Schema... schemas) {
        return load("matchingRuleUse", schemas);
    }

    @Override
    public List<Entry> loadNameForms(Schema... schemas) {
        return load("nameForms", schemas);
    }

    @Override
    public List<Entry> loadNormalizers(Schema... schemas) {
        return load("normalizers", schemas);
    }

    @Override
    public List<Entry> loadObjectClasses(Schema... schemas) {
        return load("objectClasses", schemas);
    }

    @Override
    public List<Entry> loadSyntaxes(Schema... schemas) {
        return load("syntaxes", schemas);
    }

    @Override
    public List<Entry> loadSyntaxCheckers(Schema... schemas) {
        return load("syntaxCheckers", schemas);
    }

    private List<Entry> load(String kind, Schema... schemas) {
        List<Entry> found = new ArrayList<>();
        for (Schema schema : schemas) {
            found.addAll(objects.getOrDefault(key(kind, schema.getSchemaName()), List.of()));
        }
        return found;
    }

    private static String key(String kind, String schema) {
        return (kind + "@" + schema).toLowerCase(Locale.ROOT);
    }
}
