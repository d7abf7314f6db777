package org.gatehouse.lab;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.gatehouse.lab.directory.DomainFile;

/**
 * What can be chosen about a lab. Ports are those of 127.0.0.1; 0 is any free one.
 *
 * @param kdcPort for TCP and UDP alike
 * @param home where krb5.conf and the keytab are written, and stay: a directory that is a lab's already, empty, or made by
 *     the lab; empty for one that goes with the lab
 * @param clock what KDC and valve take for the time
 */
public record LabOptions(
        DomainFile domain, int httpPort, int kdcPort, int ldapPort, Optional<Path> home, InstantSource clock) {

    /** Rejects what is no port. */
    public LabOptions {
        for (int port : new int[] {httpPort, kdcPort, ldapPort}) {
            if (port < 0 || port > 0xffff) {
                throw new IllegalArgumentException("A port is a number from 0 to 65535, not " + port);
            }
        }
    }

    /** The domain that comes with the lab, free ports, the time as it is. */
    public static LabOptions defaults() {
        return new LabOptions(DomainFile.bundled(), 0, 0, 0, Optional.empty(), InstantSource.system());
    }

    public LabOptions withDomain(DomainFile newDomain) {
        return new LabOptions(newDomain, httpPort, kdcPort, ldapPort, home, clock);
    }

    public LabOptions withPorts(int newHttpPort, int newKdcPort, int newLdapPort) {
        return new LabOptions(domain, newHttpPort, newKdcPort, newLdapPort, home, clock);
    }

    public LabOptions withHome(Path newHome) {
        return new LabOptions(domain, httpPort, kdcPort, ldapPort, Optional.of(newHome), clock);
    }

    public LabOptions withClock(InstantSource newClock) {
        return new LabOptions(domain, httpPort, kdcPort, ldapPort, home, newClock);
    }
}
