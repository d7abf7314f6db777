package org.gatehouse.lab.directory.store;

import java.util.Optional;
import java.util.function.Predicate;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.filter.ExprNode;
import org.apache.directory.api.ldap.model.schema.SchemaManager;
import org.apache.directory.server.core.api.partition.PartitionTxn;
import org.apache.directory.server.xdbm.IndexEntry;
import org.apache.directory.server.xdbm.Store;
import org.apache.directory.server.xdbm.search.Evaluator;
import org.apache.directory.server.xdbm.search.impl.EvaluatorBuilder;

/** Lets {@link AdFilters} decide where it can, and ApacheDS elsewhere. */
final class AdEvaluatorBuilder extends EvaluatorBuilder {
    private final Store store;
    private final AdFilters filters;

    AdEvaluatorBuilder(Store store, SchemaManager schema, AdFilters filters) {
        super(store, schema);
        this.store = store;
        this.filters = filters;
    }

    @Override
    public <T> Evaluator<? extends ExprNode> build(PartitionTxn transaction, ExprNode node) throws LdapException {
        Optional<Predicate<Entry>> selection = filters.selection(node);
        return selection.isPresent() ? new Selection(node, store, selection.get()) : super.<T>build(transaction, node);
    }

    private record Selection(ExprNode node, Store store, Predicate<Entry> selected) implements Evaluator<ExprNode> {
        @Override
        public boolean evaluate(PartitionTxn transaction, IndexEntry<?, String> candidate) throws LdapException {
            Entry entry = candidate.getEntry();
            if (entry == null) {
                entry = store.fetch(transaction, candidate.getId());
                candidate.setEntry(entry);
            }
            return entry != null && evaluate(entry); // it may have been deleted meanwhile
        }

        @Override
        public boolean evaluate(Entry entry) {
            return selected.test(entry);
        }

        @Override
        public ExprNode getExpression() {
            return node;
        }

        @Override
        public String toString(String tabs) {
            return tabs + node;
        }
    }
}
