package org.gatehouse.lab;

/** The krb5.conf of a client of the lab, for MIT's library and the JDK's alike. */
final class Krb5Conf {
    private Krb5Conf() {}

    /**
     * The text of the file. Nothing may be looked up in the DNS, which knows nothing of the lab, and names have to stay as
     * they are: the canonical name of every lab host is localhost.
     *
     * @param dnsName of the domain
     */
    static String of(String realm, String dnsName, int kdcPort) {
        return """
                # Written by the Gatehouse lab at its start.
                [libdefaults]
                    default_realm = %1$s
                    dns_lookup_kdc = false
                    dns_lookup_realm = false
                    dns_canonicalize_hostname = false
                    rdns = false
                    forwardable = true
                    ticket_lifetime = 10h
                    renew_lifetime = 7d

                [realms]
                    %1$s = {
                        kdc = 127.0.0.1:%3$d
                    }

                [domain_realm]
                    .%2$s = %1$s
                    %2$s = %1$s
                """.formatted(realm, dnsName, kdcPort);
    }
}
