package org.gatehouse.lab.directory.schema;

import java.util.List;
import java.util.UUID;
import org.apache.directory.api.ldap.model.csn.CsnFactory;
import org.apache.directory.api.ldap.model.entry.DefaultEntry;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.schema.SchemaManager;
import org.apache.directory.server.core.api.DnFactory;
import org.apache.directory.server.core.api.interceptor.context.AddOperationContext;
import org.apache.directory.server.core.api.partition.PartitionWriteTxn;
import org.apache.directory.server.core.partition.impl.avl.AvlPartition;

/** The partition below {@code ou=schema}, in memory. */
public final class SchemaStore extends AvlPartition {
    private final List<Entry> entries;

    public SchemaStore(SchemaManager schemaManager, DnFactory dnFactory, List<Entry> entries) {
        super(schemaManager, dnFactory);
        this.entries = entries;
    }

    @Override
    protected void doInit() throws LdapException {
        if (initialized) {
            return;
        }
        super.doInit();
        CsnFactory csnFactory = new CsnFactory(0);
        PartitionWriteTxn transaction = beginWriteTransaction(); // of a partition in memory: nothing to commit
        for (Entry entry : entries) {
            Entry stored = new DefaultEntry(schemaManager, entry);
            stored.put("entryCSN", csnFactory.newInstance().toString());
            stored.put("entryUUID", UUID.randomUUID().toString());
            AddOperationContext context = new AddOperationContext(null, stored);
            context.setPartition(this);
            context.setTransaction(transaction);
            add(context);
        }
    }
}
