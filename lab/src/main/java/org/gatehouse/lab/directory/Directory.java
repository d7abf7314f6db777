package org.gatehouse.lab.directory;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.directory.api.ldap.model.entry.DefaultModification;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.entry.ModificationOperation;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.name.Dn;
import org.apache.directory.server.constants.ServerDNConstants;
import org.apache.directory.server.core.api.CoreSession;
import org.apache.directory.server.core.api.DirectoryService;
import org.apache.directory.server.core.api.OperationManager;
import org.gatehouse.lab.directory.domain.DirectoryDomain;
import org.gatehouse.lab.directory.file.Domain;
import org.gatehouse.lab.directory.file.DomainEntry;
import org.gatehouse.lab.directory.file.DomainFile;
import org.gatehouse.lab.directory.file.DomainFileException;
import org.gatehouse.lab.directory.file.DomainFileProblems;
import org.gatehouse.lab.directory.file.DomainSource;
import org.gatehouse.lab.directory.file.DomainsReading;
import org.gatehouse.lab.directory.ldap.AccountBind;
import org.gatehouse.lab.directory.ldap.LdapEndpoints;
import org.gatehouse.lab.directory.ldap.LdapListener;
import org.gatehouse.lab.directory.store.DomainPartition;
import org.gatehouse.lab.directory.store.DomainStore;

/**
 * The running directory: several domains side by side, each filled from its file, open to LDAP on the loopback interface,
 * closed without a trace.
 */
public final class Directory implements AutoCloseable {
    private static final int ADMIN_PASSWORD_BYTES = 24;

    private final DirectoryService service;
    private final List<DirectoryDomain> domains;
    private final LdapListener listener;

    private Directory(DirectoryService service, List<DirectoryDomain> domains, LdapListener listener) {
        this.service = service;
        this.domains = List.copyOf(domains);
        this.listener = listener;
    }

    /**
     * Starts a directory.
     *
     * @param sources at least one domain
     * @param workDirectory for ApacheDS, which wants one although nothing is kept there; removing it is the caller's
     * @throws DomainFileException with every problem of every file; nothing is started then
     * @throws IOException if the directory cannot be started, a {@link java.net.BindException} if a port is taken
     */
    public static Directory start(List<DomainSource> sources, Path workDirectory, LdapEndpoints endpoints)
            throws DomainFileException, IOException {
        SecureRandom random = new SecureRandom();
        try {
            DirectoryBoot boot = DirectoryBoot.withSchema();
            List<Domain> domains = DomainsReading.read(sources, boot.schema(), random);
            DirectoryService service = boot.start(
                    workDirectory, domains.stream().map(Domain::suffix).toList());
            boolean open = false;
            try {
                List<DirectoryDomain> filled = fill(service, sources, domains);
                replaceAdministratorPassword(service, random);
                boot.rights().serve(filled);
                Directory directory =
                        new Directory(service, filled, LdapListener.start(service, endpoints, new AccountBind(filled)));
                open = true;
                return directory;
            } finally {
                if (!open) {
                    service.shutdown();
                }
            }
        } catch (LdapException e) {
            throw new IOException("directory: " + e.getMessage(), e);
        }
    }

    private static List<DirectoryDomain> fill(
            DirectoryService service, List<DomainSource> sources, List<Domain> domains) throws DomainFileException {
        List<DirectoryDomain> filled = new ArrayList<>();
        for (int i = 0; i < domains.size(); i++) {
            fill(service, sources.get(i).file(), domains.get(i));
            filled.add(
                    new DirectoryDomain(domains.get(i), service, sources.get(i).clock()));
        }
        return filled;
    }

    /** What the checks of the file let pass and the directory does not take is told with its line all the same. */
    private static void fill(DirectoryService service, DomainFile file, Domain domain) throws DomainFileException {
        DomainFileProblems problems = new DomainFileProblems(file.name());
        for (DomainEntry object : domain.entries()) {
            try {
                service.getAdminSession().add(object.entry());
            } catch (LdapException e) {
                problems.add(object.line(), object.name(), "is refused by the directory: " + e.getMessage());
            }
        }
        problems.throwIfAny();
    }

    /** ApacheDS gives its administrator a well-known one. The lab's own sessions need none. */
    private static void replaceAdministratorPassword(DirectoryService service, SecureRandom random)
            throws LdapException {
        byte[] password = new byte[ADMIN_PASSWORD_BYTES];
        random.nextBytes(password);
        CoreSession session = service.getAdminSession();
        session.modify(
                new Dn(service.getSchemaManager(), ServerDNConstants.ADMIN_SYSTEM_DN),
                new DefaultModification(
                        ModificationOperation.REPLACE_ATTRIBUTE,
                        "userPassword",
                        Base64.getEncoder().encodeToString(password).getBytes(StandardCharsets.US_ASCII)));
    }

    /** In the order in which they were given. */
    public List<DirectoryDomain> domains() {
        return domains;
    }

    /** Where LDAP is spoken, with StartTLS for those who want it. */
    public InetSocketAddress ldap() {
        return listener.ldap();
    }

    /** Where LDAP is spoken in TLS. */
    public InetSocketAddress ldaps() {
        return listener.ldaps();
    }

    /** A session of the administrator: it may change everything and sees passwords. */
    public CoreSession session() {
        return service.getAdminSession();
    }

    /** Remembers all entries of all domains. */
    public Snapshot snapshot() {
        return exclusively(() -> {
            List<Map<String, Entry>> entries = new ArrayList<>();
            for (DirectoryDomain domain : domains) {
                entries.add(partition(domain).entries());
            }
            return new Snapshot(entries);
        });
    }

    /**
     * Brings all entries of all domains back to what they were: new ones go, deleted ones return with the identity that
     * they had. It is one step for everybody who asks or changes something meanwhile; a search that had begun before may
     * have both in its answer.
     *
     * @param snapshot of this directory
     */
    public void restore(Snapshot snapshot) {
        exclusively(() -> {
            for (int i = 0; i < domains.size(); i++) {
                partition(domains.get(i)).restore(snapshot.domains().get(i));
            }
            return snapshot;
        });
    }

    private <T> T exclusively(DomainStore.Change<T, LdapException> change) {
        OperationManager operations = service.getOperationManager();
        operations.lockWrite();
        try {
            return change.make();
        } catch (LdapException e) {
            throw new IllegalStateException("The directory in this JVM's memory does not answer", e);
        } finally {
            operations.unlockWrite();
        }
    }

    private DomainPartition partition(DirectoryDomain domain) throws LdapException {
        return (DomainPartition)
                service.getPartitionNexus().getPartition(new Dn(service.getSchemaManager(), domain.suffix()));
    }

    /** The service is stopped even if the listener fails to. */
    @Override
    public void close() {
        try {
            listener.close();
        } finally {
            shutdown();
        }
    }

    private void shutdown() {
        try {
            service.shutdown();
        } catch (LdapException e) {
            throw new IllegalStateException("The directory does not stop", e);
        }
    }
}
