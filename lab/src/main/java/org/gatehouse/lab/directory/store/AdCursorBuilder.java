package org.gatehouse.lab.directory.store;

import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.filter.ExprNode;
import org.apache.directory.server.core.api.partition.PartitionTxn;
import org.apache.directory.server.xdbm.Store;
import org.apache.directory.server.xdbm.search.PartitionSearchResult;
import org.apache.directory.server.xdbm.search.impl.CursorBuilder;
import org.apache.directory.server.xdbm.search.impl.EvaluatorBuilder;

/** Has every entry looked at where {@link AdFilters} decides: there are no indices for that. */
final class AdCursorBuilder extends CursorBuilder {
    private final AdFilters filters;

    AdCursorBuilder(Store store, EvaluatorBuilder evaluators, AdFilters filters) {
        super(store, evaluators);
        this.filters = filters;
    }

    @Override
    public <T> long build(PartitionTxn transaction, ExprNode node, PartitionSearchResult result) throws LdapException {
        return filters.selection(node).isPresent() ? Long.MAX_VALUE : super.<T>build(transaction, node, result);
    }
}
