package org.gatehouse.lab.directory.rights;

import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.directory.api.ldap.model.cursor.EmptyCursor;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.exception.LdapOperationException;
import org.apache.directory.api.ldap.model.filter.BranchNode;
import org.apache.directory.api.ldap.model.filter.ExprNode;
import org.apache.directory.api.ldap.model.message.ResultCodeEnum;
import org.apache.directory.server.core.api.filtering.EntryFilteringCursor;
import org.apache.directory.server.core.api.filtering.EntryFilteringCursorImpl;
import org.apache.directory.server.core.api.interceptor.BaseInterceptor;
import org.apache.directory.server.core.api.interceptor.context.SearchOperationContext;

/**
 * Refuses filters that would take the directory too much to answer; all that comes after it walks through filters
 * recursively, so it has to come first. A filter with a value that its attribute cannot have matches nothing.
 */
public final class SearchLimits extends BaseInterceptor {
    /** Far more than people or programs write. */
    private static final int MAX_DEPTH = 100;

    private static final int MAX_PARTS = 10_000;

    private record Part(ExprNode node, int depth) {}

    public SearchLimits() {
        super("searchLimits");
    }

    @Override
    public EntryFilteringCursor search(SearchOperationContext context) throws LdapException {
        if (context.getFilter() != null) {
            check(context.getFilter());
        }
        try {
            return next(context);
        } catch (IllegalArgumentException e) { // how the LDAP API says that a value cannot be normalized
            return new EntryFilteringCursorImpl(new EmptyCursor<>(), context, schemaManager);
        }
    }

    private static void check(ExprNode filter) throws LdapException {
        Deque<Part> next = new ArrayDeque<>();
        next.push(new Part(filter, 1));
        int parts = 0;
        while (!next.isEmpty()) {
            Part part = next.pop();
            parts++;
            if (part.depth > MAX_DEPTH || parts > MAX_PARTS) {
                throw new LdapOperationException(
                        ResultCodeEnum.ADMIN_LIMIT_EXCEEDED, "The filter is too deep or has too many parts.");
            }
            if (part.node instanceof BranchNode branch) {
                branch.getChildren().forEach(child -> next.push(new Part(child, part.depth + 1)));
            }
        }
    }
}
