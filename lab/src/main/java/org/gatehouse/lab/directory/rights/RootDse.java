package org.gatehouse.lab.directory.rights;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.schema.AttributeType;
import org.apache.directory.api.ldap.model.schema.SchemaManager;
import org.apache.directory.server.core.api.interceptor.context.FilteringOperationContext;
import org.gatehouse.lab.directory.domain.DirectoryDomain;

/** Tells in the rootDSE what Active Directory's clients look for there ([MS-ADTS] 3.1.1.3.2). */
final class RootDse {
    /** Windows Server 2016 ([MS-ADTS] 6.1.4.2, 6.1.4.3, 6.1.4.4). */
    private static final String FUNCTIONAL_LEVEL = "7";

    /** {@code LDAP_CAP_ACTIVE_DIRECTORY_OID} ([MS-ADTS] 3.1.1.3.4.3). */
    private static final String ACTIVE_DIRECTORY = "1.2.840.113556.1.4.800";

    /** The name under which the directory can really be reached, and its certificate is valid. */
    private static final String HOST_NAME = "localhost";

    private static final DateTimeFormatter GENERALIZED_TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'.0Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final SchemaManager schema;
    private final List<DirectoryDomain> domains;

    RootDse(SchemaManager schema, List<DirectoryDomain> domains) {
        this.schema = schema;
        this.domains = domains;
    }

    /** Adds what was asked for. */
    void complete(FilteringOperationContext context, Entry entry) throws LdapException {
        if (context.isNoAttributes() || domains.isEmpty()) {
            return;
        }
        for (Map.Entry<String, String[]> attribute : attributes().entrySet()) {
            AttributeType type = schema.lookupAttributeTypeRegistry(attribute.getKey());
            if (context.isAllUserAttributes() || context.contains(schema, type)) {
                entry.put(type, attribute.getValue());
            }
        }
    }

    private Map<String, String[]> attributes() {
        DirectoryDomain first = domains.get(0);
        Map<String, String[]> attributes = new LinkedHashMap<>();
        attributes.put(
                "namingContexts", domains.stream().map(DirectoryDomain::suffix).toArray(String[]::new));
        attributes.put("defaultNamingContext", new String[] {first.suffix()});
        attributes.put("rootDomainNamingContext", new String[] {first.suffix()});
        attributes.put("dnsHostName", new String[] {HOST_NAME});
        attributes.put(
                "currentTime",
                new String[] {GENERALIZED_TIME.format(first.clock().instant())});
        attributes.put("domainFunctionality", new String[] {FUNCTIONAL_LEVEL});
        attributes.put("forestFunctionality", new String[] {FUNCTIONAL_LEVEL});
        attributes.put("domainControllerFunctionality", new String[] {FUNCTIONAL_LEVEL});
        attributes.put("supportedCapabilities", new String[] {ACTIVE_DIRECTORY});
        return attributes;
    }
}
