package org.gatehouse.lab.directory.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.directory.api.ldap.model.cursor.Cursor;
import org.apache.directory.api.ldap.model.cursor.CursorException;
import org.apache.directory.api.ldap.model.entry.DefaultModification;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.entry.Modification;
import org.apache.directory.api.ldap.model.entry.ModificationOperation;
import org.apache.directory.api.ldap.model.entry.Value;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.exception.LdapNoSuchObjectException;
import org.apache.directory.api.ldap.model.filter.EqualityNode;
import org.apache.directory.api.ldap.model.filter.ExprNode;
import org.apache.directory.api.ldap.model.filter.OrNode;
import org.apache.directory.api.ldap.model.message.AliasDerefMode;
import org.apache.directory.api.ldap.model.message.SearchScope;
import org.apache.directory.api.ldap.model.name.Dn;
import org.apache.directory.api.ldap.model.schema.SchemaManager;
import org.apache.directory.server.core.api.CoreSession;
import org.apache.directory.server.core.api.DirectoryService;
import org.apache.directory.server.core.api.OperationManager;
import org.gatehouse.lab.directory.schema.SchemaText;
import org.gatehouse.lab.text.PlainText;

/** The entries of one domain, as the lab's own process sees and changes them. */
public final class DomainStore {
    private final DirectoryService service;
    private final Dn suffix;

    /** A step made of several operations. */
    public interface Change<T, E extends Exception> {
        T make() throws E;
    }

    public DomainStore(DirectoryService service, Dn suffix) {
        this.service = service;
        this.suffix = suffix;
    }

    public Dn suffix() {
        return suffix;
    }

    public SchemaManager schema() {
        return service.getSchemaManager();
    }

    /** Runs it while nobody else changes the directory, over LDAP or otherwise. */
    public <T, E extends Exception> T exclusively(Change<T, E> change) throws E {
        OperationManager operations = service.getOperationManager();
        operations.lockWrite(); // reentrant: the operations inside take it again
        try {
            return change.make();
        } finally {
            operations.unlockWrite();
        }
    }

    /** Names are relative to the domain unless they end with it. */
    public Optional<Dn> resolve(String name) {
        SchemaText text = new SchemaText(schema());
        return text.dn(name)
                .filter(dn -> !dn.isEmpty()
                        && dn.getRdns().stream().allMatch(rdn -> PlainText.isPrintable(String.valueOf(rdn.getValue()))))
                .flatMap(dn -> dn.isDescendantOf(suffix) ? Optional.of(dn) : text.dn(name + "," + suffix.getName()));
    }

    public Optional<Entry> lookup(Dn dn) {
        if (!dn.isDescendantOf(suffix)) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(session().lookup(dn));
        } catch (LdapNoSuchObjectException e) {
            return Optional.empty();
        } catch (LdapException e) {
            throw unanswered(e);
        }
    }

    /**
     * The entries of which one of the attributes has this value. The value is never a part of a filter's text, so that no
     * character in it means anything.
     */
    public List<Entry> find(String value, String... attributes) {
        if (!PlainText.isPrintable(value)) {
            return List.of(); // [RFC 4518] 2.2 would ignore such characters, and find another name
        }
        SchemaText text = new SchemaText(schema());
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
                session().search(suffix, SearchScope.SUBTREE, filter, AliasDerefMode.NEVER_DEREF_ALIASES)) {
            while (cursor.next()) {
                entries.add(cursor.get());
            }
            return entries;
        } catch (LdapException | CursorException | IOException e) {
            throw unanswered(e);
        }
    }

    /** Who is a member of which group now. */
    public Memberships memberships() throws LdapException {
        return ((DomainPartition) service.getPartitionNexus().getPartition(suffix)).memberships();
    }

    public void add(Entry entry) throws LdapException {
        session().add(entry);
    }

    public void delete(Dn dn) throws LdapException {
        session().delete(dn);
    }

    /** All of the changes or none. */
    public void modify(Dn dn, Modification... changes) throws LdapException {
        session().modify(dn, changes);
    }

    /** To these values instead of those that it has; none removes the attribute. */
    public static Modification replace(String attribute, String... values) {
        return new DefaultModification(ModificationOperation.REPLACE_ATTRIBUTE, attribute, values);
    }

    private CoreSession session() {
        return service.getAdminSession();
    }

    private static IllegalStateException unanswered(Exception e) {
        return new IllegalStateException("The directory in this JVM's memory does not answer", e);
    }
}
