package org.gatehouse.lab.directory.file;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.apache.directory.api.ldap.model.schema.SchemaManager;

/** Reads the files of all domains, and checks that the domains can be told from each other. */
public final class DomainsReading {
    private DomainsReading() {}

    /**
     * The domains in the order of their files.
     *
     * @throws DomainFileException with every problem of every file
     */
    public static List<Domain> read(List<DomainSource> sources, SchemaManager schema, SecureRandom random)
            throws DomainFileException {
        List<Domain> domains = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        for (DomainSource source : sources) {
            try {
                Domain domain = DomainReading.read(source.file(), schema, source.clock(), random);
                requireOther(domain, domains, source.file());
                domains.add(domain);
            } catch (DomainFileException e) {
                wrong.addAll(e.problems());
            }
        }
        if (wrong.isEmpty()) { // else a trust may be one with a domain that could not be read
            wrong.addAll(TrustPairing.join(sources, domains, random));
        }
        if (!wrong.isEmpty()) {
            throw new DomainFileException(wrong);
        }
        return domains;
    }

    private static void requireOther(Domain domain, List<Domain> earlier, DomainFile file) throws DomainFileException {
        DomainFileProblems problems = new DomainFileProblems(file.name());
        DomainEntry entry = domain.entries().get(0);
        for (Domain other : earlier) {
            if (domain.suffix().isDescendantOf(other.suffix()) || other.suffix().isDescendantOf(domain.suffix())) {
                problems.add(
                        entry.line(),
                        entry.name(),
                        "is the domain " + other.dnsName() + " of another file, or one is within the other: domains"
                                + " stand side by side");
            } else if (domain.netBiosName().equals(other.netBiosName())) {
                problems.add(
                        entry.line(),
                        entry.name(),
                        "has the NetBIOS name " + domain.netBiosName() + " as the domain " + other.dnsName()
                                + ": the first label of the names has to differ");
            }
            if (domain.sid().equals(other.sid())) {
                problems.add(
                        entry.line(),
                        entry.name(),
                        "has the objectSid of the domain " + other.dnsName() + ": leave it out for a random one");
            }
        }
        problems.throwIfAny();
    }
}
