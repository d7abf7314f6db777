package org.gatehouse.lab.directory.rights;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.schema.SchemaManager;
import org.apache.directory.server.core.api.entry.ServerEntryUtils;
import org.apache.directory.server.core.api.filtering.EntryFilter;
import org.apache.directory.server.core.api.interceptor.context.SearchOperationContext;
import org.gatehouse.lab.directory.domain.DirectoryDomain;
import org.gatehouse.lab.directory.store.Memberships;

/**
 * The last look at an entry before a client gets it: without passwords and what was not asked for,
 * with what is found out and not kept: {@code memberOf} and {@code distinguishedName}.
 */
final class ReadableAttributes implements EntryFilter {
    private static final String MEMBER_OF = "memberOf";
    private static final String DISTINGUISHED_NAME = "distinguishedName";

    private final SchemaManager schema;
    private final HiddenAttributes hidden;

    /** As they were when the search began. */
    private final Map<DirectoryDomain, Memberships> memberships = new HashMap<>();

    ReadableAttributes(SchemaManager schema, HiddenAttributes hidden, List<DirectoryDomain> domains)
            throws LdapException {
        this.schema = schema;
        this.hidden = hidden;
        for (DirectoryDomain domain : domains) {
            memberships.put(domain, domain.memberships());
        }
    }

    @Override
    public boolean accept(SearchOperationContext context, Entry entry) throws LdapException {
        if (context.isNoAttributes()) {
            List.copyOf(entry.getAttributes())
                    .forEach(attribute -> entry.removeAttributes(attribute.getAttributeType()));
            return true;
        }
        ServerEntryUtils.filterContents(schema, context, entry);
        hidden.removeFrom(entry);
        if (isRequested(context, DISTINGUISHED_NAME)) {
            put(entry, DISTINGUISHED_NAME, List.of(entry.getDn().getName()), context.isTypesOnly());
        }
        if (isRequested(context, MEMBER_OF)) {
            for (Map.Entry<DirectoryDomain, Memberships> domain : memberships.entrySet()) {
                if (domain.getKey().owns(entry.getDn())) {
                    put(
                            entry,
                            MEMBER_OF,
                            domain.getValue().memberOf(entry.getDn().getNormName()),
                            context.isTypesOnly());
                }
            }
        }
        return true;
    }

    private boolean isRequested(SearchOperationContext context, String attribute) throws LdapException {
        return context.isAllUserAttributes() || context.contains(schema, schema.lookupAttributeTypeRegistry(attribute));
    }

    private static void put(Entry entry, String attribute, List<String> values, boolean typesOnly)
            throws LdapException {
        if (!values.isEmpty()) {
            entry.put(attribute, values.toArray(String[]::new));
            if (typesOnly) {
                entry.get(attribute).clear();
            }
        }
    }

    @Override
    public String toString(String tabs) {
        return tabs + "readable attributes";
    }
}
