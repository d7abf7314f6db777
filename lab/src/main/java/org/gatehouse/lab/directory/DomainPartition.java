package org.gatehouse.lab.directory;

import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.name.Dn;
import org.apache.directory.api.ldap.model.schema.SchemaManager;
import org.apache.directory.server.core.api.DnFactory;
import org.apache.directory.server.core.api.partition.PartitionTxn;
import org.apache.directory.server.core.partition.impl.avl.AvlPartition;

/** The partition of one domain, in memory, with what Active Directory does otherwise than ApacheDS. */
final class DomainPartition extends AvlPartition {
    DomainPartition(SchemaManager schemaManager, DnFactory dnFactory) {
        super(schemaManager, dnFactory);
    }

    /** An entry's name is told as it was written when the entry was made, not as the question has it. */
    @Override
    public Entry fetch(PartitionTxn transaction, String id, Dn asked) throws LdapException {
        return super.fetch(transaction, id, buildEntryDn(transaction, id));
    }
}
