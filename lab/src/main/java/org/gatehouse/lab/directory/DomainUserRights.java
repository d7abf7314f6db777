package org.gatehouse.lab.directory;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.directory.api.ldap.model.cursor.EmptyCursor;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.exception.LdapNoPermissionException;
import org.apache.directory.api.ldap.model.filter.BranchNode;
import org.apache.directory.api.ldap.model.filter.ExprNode;
import org.apache.directory.api.ldap.model.filter.LeafNode;
import org.apache.directory.api.ldap.model.schema.AttributeType;
import org.apache.directory.server.core.api.DirectoryService;
import org.apache.directory.server.core.api.filtering.EntryFilter;
import org.apache.directory.server.core.api.filtering.EntryFilteringCursor;
import org.apache.directory.server.core.api.filtering.EntryFilteringCursorImpl;
import org.apache.directory.server.core.api.interceptor.BaseInterceptor;
import org.apache.directory.server.core.api.interceptor.context.AddOperationContext;
import org.apache.directory.server.core.api.interceptor.context.CompareOperationContext;
import org.apache.directory.server.core.api.interceptor.context.DeleteOperationContext;
import org.apache.directory.server.core.api.interceptor.context.LookupOperationContext;
import org.apache.directory.server.core.api.interceptor.context.ModifyOperationContext;
import org.apache.directory.server.core.api.interceptor.context.MoveAndRenameOperationContext;
import org.apache.directory.server.core.api.interceptor.context.MoveOperationContext;
import org.apache.directory.server.core.api.interceptor.context.OperationContext;
import org.apache.directory.server.core.api.interceptor.context.RenameOperationContext;
import org.apache.directory.server.core.api.interceptor.context.SearchOperationContext;

/**
 * What somebody may do who has bound over LDAP, as a domain user may in Active Directory: read everything but passwords,
 * write nothing. Passwords are in the directory as they are, since keys of every kind are made from them; the sessions of
 * the lab's own process see them.
 */
final class DomainUserRights extends BaseInterceptor {
    /** What nobody reads, in whatever way. */
    private static final List<String> HIDDEN = List.of("userPassword", "trustAuthIncoming", "trustAuthOutgoing");

    private Set<AttributeType> hidden = Set.of();

    DomainUserRights() {
        super("domainUserRights");
    }

    @Override
    public void init(DirectoryService directoryService) throws LdapException {
        super.init(directoryService);
        Set<AttributeType> types = new HashSet<>();
        for (String name : HIDDEN) {
            types.add(schemaManager.lookupAttributeTypeRegistry(name));
        }
        hidden = Collections.unmodifiableSet(types); // may be asked for null, unlike Set.copyOf
    }

    @Override
    public void add(AddOperationContext context) throws LdapException {
        requireWriter(context);
        next(context);
    }

    @Override
    public void delete(DeleteOperationContext context) throws LdapException {
        requireWriter(context);
        next(context);
    }

    @Override
    public void modify(ModifyOperationContext context) throws LdapException {
        requireWriter(context);
        next(context);
    }

    @Override
    public void move(MoveOperationContext context) throws LdapException {
        requireWriter(context);
        next(context);
    }

    @Override
    public void moveAndRename(MoveAndRenameOperationContext context) throws LdapException {
        requireWriter(context);
        next(context);
    }

    @Override
    public void rename(RenameOperationContext context) throws LdapException {
        requireWriter(context);
        next(context);
    }

    @Override
    public boolean compare(CompareOperationContext context) throws LdapException {
        if (!seesPasswords(context) && hidden.contains(context.getAttributeType())) {
            throw refused("compare passwords");
        }
        return next(context);
    }

    @Override
    public Entry lookup(LookupOperationContext context) throws LdapException {
        Entry entry = next(context);
        if (!seesPasswords(context)) {
            hidden.forEach(entry::removeAttributes);
        }
        return entry;
    }

    @Override
    public EntryFilteringCursor search(SearchOperationContext context) throws LdapException {
        if (seesPasswords(context)) {
            return next(context);
        }
        if (asksForPassword(context.getFilter())) {
            // What may not be read is undefined in a filter and matches nothing.
            return new EntryFilteringCursorImpl(new EmptyCursor<>(), context, schemaManager);
        }
        EntryFilteringCursor cursor = next(context);
        cursor.addEntryFilter(new WithoutPassword());
        return cursor;
    }

    private boolean asksForPassword(ExprNode filter) {
        if (filter instanceof BranchNode branch) {
            return branch.getChildren().stream().anyMatch(this::asksForPassword);
        }
        return filter instanceof LeafNode leaf && hidden.contains(leaf.getAttributeType());
    }

    private static boolean seesPasswords(OperationContext context) {
        return context.getSession().isAdministrator();
    }

    private static void requireWriter(OperationContext context) throws LdapException {
        if (!context.getSession().isAdministrator()) {
            throw refused("change the directory over LDAP");
        }
    }

    private static LdapNoPermissionException refused(String action) {
        return new LdapNoPermissionException("A domain user may not " + action + ".");
    }

    private final class WithoutPassword implements EntryFilter {
        @Override
        public boolean accept(SearchOperationContext operation, Entry entry) throws LdapException {
            hidden.forEach(entry::removeAttributes);
            return true;
        }

        @Override
        public String toString(String tabs) {
            return tabs + "without passwords";
        }
    }
}
