package org.gatehouse.lab;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.gatehouse.lab.directory.file.DomainFile;

/**
 * What can be chosen about a lab.
 *
 * @param domains the first one is the portal's
 * @param home where krb5.conf, keytab and certificate are written, and stay: a directory that is a lab's already, empty, or
 *     made by the lab; empty for one that goes with the lab
 * @param clock the right time, from which every clock of the lab starts
 */
public record LabOptions(List<DomainFile> domains, LabPorts ports, Optional<Path> home, InstantSource clock) {

    /** Rejects a lab without a domain. */
    public LabOptions {
        domains = List.copyOf(domains);
        if (domains.isEmpty()) {
            throw new IllegalArgumentException("A lab needs a domain");
        }
    }

    /** The domains that come with the lab, free ports, the time as it is. */
    public static LabOptions defaults() {
        return new LabOptions(DomainFile.bundled(), LabPorts.ANY, Optional.empty(), InstantSource.system());
    }

    /** These domains instead; the first one is the portal's. */
    public LabOptions withDomains(DomainFile... newDomains) {
        return new LabOptions(List.of(newDomains), ports, home, clock);
    }

    public LabOptions withPorts(LabPorts newPorts) {
        return new LabOptions(domains, newPorts, home, clock);
    }

    public LabOptions withHome(Path newHome) {
        return new LabOptions(domains, ports, Optional.of(newHome), clock);
    }

    public LabOptions withClock(InstantSource newClock) {
        return new LabOptions(domains, ports, home, newClock);
    }
}
