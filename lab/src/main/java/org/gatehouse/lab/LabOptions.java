package org.gatehouse.lab;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.gatehouse.lab.directory.DomainFile;

/**
 * What can be chosen about a lab. Ports are those of 127.0.0.1; 0 is any free one.
 *
 * @param domains the first one is the portal's
 * @param kdcPort for TCP and UDP alike
 * @param home where krb5.conf and the keytab are written, and stay: a directory that is a lab's already, empty, or made by
 *     the lab; empty for one that goes with the lab
 * @param clock what KDC and valve take for the time
 */
public record LabOptions(
        List<DomainFile> domains, int httpPort, int kdcPort, int ldapPort, Optional<Path> home, InstantSource clock) {

    /** Rejects what is no port, and a lab without a domain. */
    public LabOptions {
        domains = List.copyOf(domains);
        if (domains.isEmpty()) {
            throw new IllegalArgumentException("A lab has at least one domain");
        }
        for (int port : new int[] {httpPort, kdcPort, ldapPort}) {
            if (port < 0 || port > 0xffff) {
                throw new IllegalArgumentException("A port is a number from 0 to 65535, not " + port);
            }
        }
    }

    /** The domains that come with the lab, free ports, the time as it is. */
    public static LabOptions defaults() {
        return new LabOptions(DomainFile.bundled(), 0, 0, 0, Optional.empty(), InstantSource.system());
    }

    /** This domain instead of those that come with the lab. */
    public LabOptions withDomain(DomainFile newDomain) {
        return withDomains(List.of(newDomain));
    }

    public LabOptions withDomains(List<DomainFile> newDomains) {
        return new LabOptions(newDomains, httpPort, kdcPort, ldapPort, home, clock);
    }

    public LabOptions withPorts(int newHttpPort, int newKdcPort, int newLdapPort) {
        return new LabOptions(domains, newHttpPort, newKdcPort, newLdapPort, home, clock);
    }

    public LabOptions withHome(Path newHome) {
        return new LabOptions(domains, httpPort, kdcPort, ldapPort, Optional.of(newHome), clock);
    }

    public LabOptions withClock(InstantSource newClock) {
        return new LabOptions(domains, httpPort, kdcPort, ldapPort, home, newClock);
    }
}
