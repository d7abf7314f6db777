package org.gatehouse.lab;

import java.util.LinkedHashMap;
import java.util.Map;

/** The krb5.conf of a client of the lab, for MIT's library and the JDK's alike: one file for all realms. */
final class ClientKrb5Conf {
    private final int kdcPort;

    /** From realm to DNS name, the client's own realm first. */
    private final Map<String, String> realms = new LinkedHashMap<>();

    /** @param kdcPort the one port of all realms' KDC */
    ClientKrb5Conf(int kdcPort) {
        this.kdcPort = kdcPort;
    }

    ClientKrb5Conf with(String realm, String dnsName) {
        realms.put(realm, dnsName);
        return this;
    }

    /**
     * The text of the file. Nothing may be looked up in the DNS, which knows nothing of the lab, and names have to stay as
     * they are: the canonical name of every lab host is localhost.
     */
    String text() {
        StringBuilder kdcs = new StringBuilder();
        StringBuilder domains = new StringBuilder();
        realms.forEach((realm, dnsName) -> {
            kdcs.append("""
                        %s = {
                            kdc = 127.0.0.1:%d
                        }
                    """.formatted(realm, kdcPort));
            domains.append("    .%2$s = %1$s%n    %2$s = %1$s%n".formatted(realm, dnsName));
        });
        return """
                # Written by the Gatehouse lab at its start.
                [libdefaults]
                    default_realm = %s
                    dns_lookup_kdc = false
                    dns_lookup_realm = false
                    dns_canonicalize_hostname = false
                    rdns = false
                    forwardable = true
                    ticket_lifetime = 10h
                    renew_lifetime = 7d

                [realms]
                %s
                [domain_realm]
                %s""".formatted(realms.keySet().iterator().next(), kdcs, domains);
    }
}
