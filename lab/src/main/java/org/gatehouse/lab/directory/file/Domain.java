package org.gatehouse.lab.directory.file;

import java.util.List;
import java.util.Locale;
import org.apache.directory.api.ldap.model.name.Dn;
import org.gatehouse.lab.account.DomainSid;
import org.gatehouse.lab.directory.value.ObjectKind;

/**
 * What a domain file describes, complete and checked.
 *
 * @param dnsName {@code lab.localhost}
 * @param suffix {@code DC=lab,DC=localhost}
 * @param sid of the domain itself
 * @param entries parents before their children, the domain itself first
 */
public record Domain(String dnsName, Dn suffix, DomainSid sid, List<DomainEntry> entries) {
    /** [MS-NBTE] 2.2.1: 16 bytes, of which the last one tells a kind. */
    private static final int MAX_NETBIOS_NAME = 15;

    public Domain {
        entries = List.copyOf(entries);
    }

    /** {@code LAB.LOCALHOST}. */
    public String realm() {
        return dnsName.toUpperCase(Locale.ROOT);
    }

    /** {@code LAB}: the first label, as Active Directory suggests it. */
    public String netBiosName() {
        String label = suffix.getRdn().getValue().toUpperCase(Locale.ROOT);
        return label.substring(0, Math.min(label.length(), MAX_NETBIOS_NAME));
    }

    /** The {@code trustedDomain} objects. */
    List<DomainEntry> trusts() {
        return entries.stream()
                .filter(entry -> entry.kind() == ObjectKind.TRUSTED_DOMAIN)
                .toList();
    }
}
