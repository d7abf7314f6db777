package org.gatehouse.lab.directory;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
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
import org.apache.directory.server.core.api.DirectoryService;

/** One of the directory's domains: a naming context with a realm, a SID and a clock of its own. */
public final class DirectoryDomain {
    private final Domain domain;
    private final DirectoryService service;
    private final InstantSource clock;
    private final DirectoryAccounts accounts = new DirectoryAccounts(this);

    DirectoryDomain(Domain domain, DirectoryService service, InstantSource clock) {
        this.domain = domain;
        this.service = service;
        this.clock = clock;
    }

    /** {@code LAB.LOCALHOST}. */
    public String realm() {
        return domain.realm();
    }

    /** {@code lab.localhost}. */
    public String dnsName() {
        return domain.dnsName();
    }

    /** {@code LAB}, which stands before the backslash of {@code LAB\alice}. */
    public String netBiosName() {
        return domain.netBiosName();
    }

    /** {@code DC=lab,DC=localhost}. */
    public String suffix() {
        return domain.suffix().getName();
    }

    /** What the domain takes for the time. */
    public InstantSource clock() {
        return clock;
    }

    /** The users and computers, as the KDC asks for them. */
    public DirectoryAccounts accounts() {
        return accounts;
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
        service.getAdminSession()
                .modify(dn, new DefaultModification(ModificationOperation.REPLACE_ATTRIBUTE, attribute, values));
    }

    /**
     * The domain's entries of which one of the attributes has this value. The value is never a part of a filter's text, so
     * that no character in it means anything.
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
        try (Cursor<Entry> cursor = service.getAdminSession()
                .search(domain.suffix(), SearchScope.SUBTREE, filter, AliasDerefMode.NEVER_DEREF_ALIASES)) {
            while (cursor.next()) {
                entries.add(cursor.get());
            }
            return entries;
        } catch (LdapException | CursorException | IOException e) {
            throw new IllegalStateException("The directory in this JVM's memory does not answer", e);
        }
    }

    @Override
    public String toString() {
        return dnsName();
    }
}
