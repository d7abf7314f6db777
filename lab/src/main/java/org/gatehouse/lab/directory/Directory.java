package org.gatehouse.lab.directory;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.apache.directory.api.ldap.model.cursor.Cursor;
import org.apache.directory.api.ldap.model.cursor.CursorException;
import org.apache.directory.api.ldap.model.entry.DefaultModification;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.entry.ModificationOperation;
import org.apache.directory.api.ldap.model.entry.Value;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.filter.EqualityNode;
import org.apache.directory.api.ldap.model.filter.ExprNode;
import org.apache.directory.api.ldap.model.filter.OrNode;
import org.apache.directory.api.ldap.model.message.AliasDerefMode;
import org.apache.directory.api.ldap.model.message.SearchScope;
import org.apache.directory.api.ldap.model.name.Dn;
import org.apache.directory.server.constants.ServerDNConstants;
import org.apache.directory.server.core.api.CoreSession;
import org.apache.directory.server.core.api.DirectoryService;

/** The running directory: filled from a domain file, open to LDAP on the loopback interface, closed without a trace. */
public final class Directory implements AutoCloseable {
    private static final int ADMIN_PASSWORD_BYTES = 24;

    private final Domain domain;
    private final DirectoryService service;
    private final LdapListener listener;
    private final DirectoryAccounts accounts = new DirectoryAccounts(this);

    private Directory(Domain domain, DirectoryService service, LdapListener listener) {
        this.domain = domain;
        this.service = service;
        this.listener = listener;
    }

    /**
     * Starts a directory.
     *
     * @param workDirectory for ApacheDS, which wants one although nothing is kept there; removing it is the caller's
     * @param port of LDAP on 127.0.0.1; 0 for any free one
     * @param clock for the time when passwords were set
     * @throws DomainFileException with every problem of the file; nothing is started then
     * @throws IOException if the directory cannot be started, a {@link java.net.BindException} if the port is taken
     */
    public static Directory start(DomainFile file, Path workDirectory, int port, InstantSource clock)
            throws DomainFileException, IOException {
        SecureRandom random = new SecureRandom();
        try {
            DirectoryBoot boot = DirectoryBoot.withSchema();
            Domain domain = DomainReading.read(file, boot.schema(), clock, random);
            DirectoryService service = boot.start(workDirectory, domain.suffix());
            return fillAndOpen(service, file, domain, port, random);
        } catch (LdapException e) {
            throw new IOException("directory: " + e.getMessage(), e);
        }
    }

    private static Directory fillAndOpen(
            DirectoryService service, DomainFile file, Domain domain, int port, SecureRandom random)
            throws DomainFileException, LdapException, IOException {
        boolean open = false;
        try {
            fill(service, file, domain);
            replaceAdministratorPassword(service, random);
            Directory directory = new Directory(domain, service, LdapListener.start(service, port));
            open = true;
            return directory;
        } finally {
            if (!open) {
                service.shutdown();
            }
        }
    }

    /** What the checks of the file let pass and the directory does not take is told with its line all the same. */
    private static void fill(DirectoryService service, DomainFile file, Domain domain) throws DomainFileException {
        Problems problems = new Problems(file.name());
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

    /** {@code lab.localhost}. */
    public String dnsName() {
        return domain.dnsName();
    }

    /** {@code LAB.LOCALHOST}. */
    public String realm() {
        return domain.realm();
    }

    /** {@code DC=lab,DC=localhost}. */
    public String suffix() {
        return domain.suffix().getName();
    }

    /** Where LDAP is spoken. */
    public InetSocketAddress ldap() {
        return listener.address();
    }

    /** A session of the administrator: it may change everything and sees passwords. */
    public CoreSession session() {
        return service.getAdminSession();
    }

    /**
     * Gives an attribute of an entry these values instead of those it has; none removes it.
     *
     * @param name as in the domain file, {@code CN=Alice Liddell,CN=Users}, or the whole DN
     * @throws LdapException if there is no such entry or the schema does not allow it
     */
    public void replace(String name, String attribute, String... values) throws LdapException {
        Dn dn = new Dn(service.getSchemaManager(), name);
        if (!dn.isDescendantOf(domain.suffix())) {
            dn = new Dn(service.getSchemaManager(), name + "," + suffix());
        }
        session().modify(dn, new DefaultModification(ModificationOperation.REPLACE_ATTRIBUTE, attribute, values));
    }

    /** The users and computers, as the KDC asks for them. */
    public DirectoryAccounts accounts() {
        return accounts;
    }

    /**
     * The entries of which one of the attributes has this value. The value is never a part of a filter's text, so that no
     * character in it means anything.
     */
    List<Entry> find(String value, String... attributes) {
        SchemaText text = new SchemaText(service.getSchemaManager());
        List<ExprNode> alternatives = new ArrayList<>();
        for (String attribute : attributes) {
            text.attributeType(attribute)
                    .ifPresent(type -> text.value(type, new Value(value))
                            .ifPresent(found -> alternatives.add(new EqualityNode<>(type, found))));
        }
        if (alternatives.isEmpty()) {
            return List.of(); // no entry has a value that the schema does not allow
        }
        return search(new OrNode(alternatives));
    }

    private List<Entry> search(ExprNode filter) {
        List<Entry> entries = new ArrayList<>();
        try (Cursor<Entry> cursor =
                session().search(domain.suffix(), SearchScope.SUBTREE, filter, AliasDerefMode.NEVER_DEREF_ALIASES)) {
            while (cursor.next()) {
                entries.add(cursor.get());
            }
            return entries;
        } catch (LdapException | CursorException | IOException e) {
            throw new IllegalStateException("The directory in this JVM's memory does not answer", e);
        }
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
