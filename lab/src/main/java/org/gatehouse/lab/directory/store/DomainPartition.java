package org.gatehouse.lab.directory.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import org.apache.directory.api.ldap.model.constants.SchemaConstants;
import org.apache.directory.api.ldap.model.cursor.Cursor;
import org.apache.directory.api.ldap.model.cursor.CursorException;
import org.apache.directory.api.ldap.model.cursor.Tuple;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.exception.LdapOperationErrorException;
import org.apache.directory.api.ldap.model.name.Dn;
import org.apache.directory.api.ldap.model.schema.SchemaManager;
import org.apache.directory.server.core.api.DnFactory;
import org.apache.directory.server.core.api.entry.ClonedServerEntry;
import org.apache.directory.server.core.api.interceptor.context.AddOperationContext;
import org.apache.directory.server.core.api.interceptor.context.ModifyOperationContext;
import org.apache.directory.server.core.api.interceptor.context.MoveAndRenameOperationContext;
import org.apache.directory.server.core.api.interceptor.context.MoveOperationContext;
import org.apache.directory.server.core.api.interceptor.context.RenameOperationContext;
import org.apache.directory.server.core.api.partition.PartitionTxn;
import org.apache.directory.server.core.api.partition.PartitionWriteTxn;
import org.apache.directory.server.core.partition.impl.avl.AvlPartition;
import org.apache.directory.server.xdbm.search.impl.DefaultSearchEngine;
import org.jspecify.annotations.Nullable;

/** The partition of one domain, in memory, with what Active Directory does otherwise than ApacheDS. */
public final class DomainPartition extends AvlPartition {
    private final ReadWriteLock lock;

    /** Found out when it is asked for, forgotten with every change. */
    private volatile @Nullable Memberships memberships;

    /**
     * An empty partition.
     *
     * @param lock that every operation of the directory takes, for writing if it changes something
     */
    public DomainPartition(SchemaManager schemaManager, DnFactory dnFactory, ReadWriteLock lock) {
        super(schemaManager, dnFactory);
        this.lock = lock;
    }

    @Override
    protected void doInit() throws LdapException {
        super.doInit();
        AdFilters filters = new AdFilters(this, schemaManager);
        AdEvaluatorBuilder evaluators = new AdEvaluatorBuilder(this, schemaManager, filters);
        setSearchEngine(new DefaultSearchEngine(
                this, new AdCursorBuilder(this, evaluators, filters), evaluators, getOptimizer()));
    }

    /**
     * An entry's name is told as it was written when the entry was made, not as the question has it; and what is told is a
     * copy in every part, since ApacheDS changes the entries that it keeps in place.
     */
    @Override
    public @Nullable Entry fetch(PartitionTxn transaction, @Nullable String id, Dn asked) throws LdapException {
        if (id == null) {
            return null; // so ApacheDS asks whether there is an entry
        }
        lock.readLock().lock();
        try {
            Entry entry = super.fetch(transaction, id, buildEntryDn(transaction, id));
            return entry instanceof ClonedServerEntry cloned ? new ClonedServerEntry(cloned.getClonedEntry()) : entry;
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Who is a member of which group now. */
    Memberships memberships() throws LdapException {
        Memberships known = memberships;
        if (known != null) {
            return known;
        }
        lock.readLock().lock(); // nobody changes a group between the reading of it and the keeping of the result
        try {
            Memberships read = Memberships.of(
                    schemaManager, entries(beginReadTransaction()).values());
            memberships = read;
            return read;
        } finally {
            lock.readLock().unlock();
        }
    }

    @Override
    public void add(AddOperationContext context) throws LdapException {
        super.add(context);
        memberships = null;
    }

    @Override
    public @Nullable Entry delete(PartitionTxn transaction, String id) throws LdapException {
        Entry deleted = super.delete(transaction, id);
        memberships = null;
        return deleted;
    }

    @Override
    public void modify(ModifyOperationContext context) throws LdapException {
        super.modify(context);
        memberships = null;
    }

    @Override
    public void move(MoveOperationContext context) throws LdapException {
        super.move(context);
        memberships = null;
    }

    @Override
    public void moveAndRename(MoveAndRenameOperationContext context) throws LdapException {
        super.moveAndRename(context);
        memberships = null;
    }

    @Override
    public void rename(RenameOperationContext context) throws LdapException {
        super.rename(context);
        memberships = null;
    }

    /** Copies of all entries by their ids. The caller sees to it that nobody changes the directory meanwhile. */
    public Map<String, Entry> entries() throws LdapException {
        return entries(beginReadTransaction());
    }

    private Map<String, Entry> entries(PartitionTxn transaction) throws LdapException {
        Map<String, Entry> entries = new HashMap<>();
        for (String id : ids()) {
            Entry entry = fetch(transaction, id, Dn.EMPTY_DN);
            if (entry instanceof ClonedServerEntry cloned) {
                entries.put(id, cloned.getClonedEntry());
            }
        }
        return entries;
    }

    private List<String> ids() throws LdapException {
        List<String> ids = new ArrayList<>();
        try (Cursor<Tuple<String, Entry>> cursor = master.cursor()) {
            cursor.beforeFirst();
            while (cursor.next()) {
                ids.add(cursor.get().getKey());
            }
            return ids;
        } catch (CursorException | IOException e) {
            throw new LdapOperationErrorException("The entries cannot be listed: " + e.getMessage(), e);
        }
    }

    /**
     * Puts entries back as {@link #entries} gave them, operational attributes and all. They are put into new, empty tables: the
     * trees of ApacheDS lose entries when many are removed from them. The caller sees to it that nobody else changes the
     * directory meanwhile.
     */
    public void restore(Map<String, Entry> snapshot) throws LdapException {
        PartitionWriteTxn transaction = beginWriteTransaction(); // of a partition in memory: nothing to commit
        if (isUnchanged(entries(transaction), snapshot)) {
            return;
        }
        destroy(transaction);
        initialize();
        for (Entry entry : snapshot.values().stream().sorted(PARENTS_FIRST).toList()) {
            addAgain(entry, transaction);
        }
        memberships = null;
    }

    /** Every change gives an entry a new {@code entryCSN}. */
    private static boolean isUnchanged(Map<String, Entry> present, Map<String, Entry> snapshot) {
        return present.keySet().equals(snapshot.keySet())
                && present.entrySet().stream()
                        .allMatch(entry -> sameVersion(entry.getValue(), snapshot.get(entry.getKey())));
    }

    private static boolean sameVersion(Entry one, @Nullable Entry other) {
        return other != null
                && one.getDn().getName().equals(other.getDn().getName())
                && one.get(SchemaConstants.ENTRY_CSN_AT).equals(other.get(SchemaConstants.ENTRY_CSN_AT));
    }

    private void addAgain(Entry entry, PartitionWriteTxn transaction) throws LdapException {
        AddOperationContext context = new AddOperationContext(null, entry.clone());
        context.setPartition(this);
        context.setTransaction(transaction);
        add(context);
    }

    /** Parents before their children. */
    private static final Comparator<Entry> PARENTS_FIRST =
            Comparator.comparingInt(entry -> entry.getDn().size());
}
