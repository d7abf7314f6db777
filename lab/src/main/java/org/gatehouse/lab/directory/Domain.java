package org.gatehouse.lab.directory;

import java.util.List;
import java.util.Locale;
import org.apache.directory.api.ldap.model.name.Dn;

/**
 * What a domain file describes, complete and checked.
 *
 * @param dnsName {@code lab.localhost}
 * @param suffix {@code DC=lab,DC=localhost}
 * @param entries parents before their children, the domain itself first
 */
record Domain(String dnsName, Dn suffix, List<DomainEntry> entries) {
    Domain {
        entries = List.copyOf(entries);
    }

    /** {@code LAB.LOCALHOST}. */
    String realm() {
        return dnsName.toUpperCase(Locale.ROOT);
    }
}
