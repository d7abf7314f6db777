package org.gatehouse.lab.directory.rights;

import java.util.List;
import org.apache.directory.api.ldap.model.cursor.EmptyCursor;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.exception.LdapNoPermissionException;
import org.apache.directory.api.ldap.model.exception.LdapOperationException;
import org.apache.directory.api.ldap.model.message.ResultCodeEnum;
import org.apache.directory.api.ldap.model.message.SearchScope;
import org.apache.directory.api.ldap.model.name.Dn;
import org.apache.directory.server.core.api.filtering.EntryFilteringCursor;
import org.apache.directory.server.core.api.filtering.EntryFilteringCursorImpl;
import org.apache.directory.server.core.api.interceptor.BaseInterceptor;
import org.apache.directory.server.core.api.interceptor.context.AddOperationContext;
import org.apache.directory.server.core.api.interceptor.context.CompareOperationContext;
import org.apache.directory.server.core.api.interceptor.context.DeleteOperationContext;
import org.apache.directory.server.core.api.interceptor.context.HasEntryOperationContext;
import org.apache.directory.server.core.api.interceptor.context.LookupOperationContext;
import org.apache.directory.server.core.api.interceptor.context.ModifyOperationContext;
import org.apache.directory.server.core.api.interceptor.context.MoveAndRenameOperationContext;
import org.apache.directory.server.core.api.interceptor.context.MoveOperationContext;
import org.apache.directory.server.core.api.interceptor.context.OperationContext;
import org.apache.directory.server.core.api.interceptor.context.RenameOperationContext;
import org.apache.directory.server.core.api.interceptor.context.SearchOperationContext;
import org.gatehouse.lab.directory.domain.DirectoryDomain;
import org.gatehouse.lab.directory.domain.LdapWrites;

/**
 * What somebody may do over LDAP, as in Active Directory: nobody in particular reads the rootDSE alone; a domain user
 * reads everything but passwords and writes nothing; a domain administrator writes in the own domain, too. The sessions of
 * the lab's own process may do everything and see passwords.
 */
public final class DomainUserRights extends BaseInterceptor {
    /** As Active Directory says it. */
    private static final String BIND_FIRST = "000004DC: LdapErr: DSID-0C090A5C, comment: In order to perform this"
            + " operation a successful bind must be completed on the connection., data 0, v4563";

    private volatile List<DirectoryDomain> domains = List.of();

    public DomainUserRights() {
        super("domainUserRights");
    }

    /** Nobody can connect before. */
    public void serve(List<DirectoryDomain> served) {
        domains = List.copyOf(served);
    }

    private HiddenAttributes hidden() throws LdapException {
        return new HiddenAttributes(schemaManager);
    }

    @Override
    public void add(AddOperationContext context) throws LdapException {
        if (!isOwnProcess(context)) {
            writable(context, context.getDn()).ldapWrites().complete(context.getEntry());
        }
        next(context);
    }

    @Override
    public void delete(DeleteOperationContext context) throws LdapException {
        if (!isOwnProcess(context)) {
            writable(context, context.getDn()).ldapWrites().checkDelete(context.getEntry());
        }
        next(context);
    }

    @Override
    public void modify(ModifyOperationContext context) throws LdapException {
        if (!isOwnProcess(context)) {
            LdapWrites writes = writable(context, context.getDn()).ldapWrites();
            context.setModItems(writes.changes(context.getEntry(), context.getModItems()));
        }
        next(context);
    }

    @Override
    public void move(MoveOperationContext context) throws LdapException {
        requireWritable(context, context.getDn(), context.getNewDn());
        next(context);
    }

    @Override
    public void moveAndRename(MoveAndRenameOperationContext context) throws LdapException {
        requireWritable(context, context.getDn(), context.getNewDn());
        next(context);
    }

    @Override
    public void rename(RenameOperationContext context) throws LdapException {
        requireWritable(context, context.getDn(), context.getNewDn());
        next(context);
    }

    @Override
    public boolean compare(CompareOperationContext context) throws LdapException {
        requireBound(context);
        if (!isOwnProcess(context) && hidden().contains(context.getAttributeType())) {
            throw new LdapNoPermissionException("Nobody may compare passwords.");
        }
        return next(context);
    }

    @Override
    public boolean hasEntry(HasEntryOperationContext context) throws LdapException {
        requireBound(context);
        return next(context);
    }

    @Override
    public Entry lookup(LookupOperationContext context) throws LdapException {
        requireBound(context);
        if (context.getDn().isEmpty() && context.isAllUserAttributes()) {
            context.setAllOperationalAttributes(true); // Active Directory makes no difference in the rootDSE
        }
        Entry entry = next(context);
        if (context.getDn().isEmpty()) {
            new RootDse(schemaManager, domains).complete(context, entry);
        } else if (!isOwnProcess(context)) {
            hidden().removeFrom(entry);
        }
        return entry;
    }

    @Override
    public EntryFilteringCursor search(SearchOperationContext context) throws LdapException {
        if (context.getDn().isEmpty() && context.getScope() == SearchScope.OBJECT) {
            return next(context); // (objectClass=*) is a lookup, and nothing else finds the rootDSE
        }
        requireBoundForSearch(context);
        if (isOwnProcess(context)) {
            return next(context);
        }
        HiddenAttributes hidden = hidden();
        if (hidden.isAskedFor(context.getFilter())) {
            // What may not be read is undefined in a filter and matches nothing.
            return new EntryFilteringCursorImpl(new EmptyCursor<>(), context, schemaManager);
        }
        EntryFilteringCursor cursor = next(context);
        cursor.addEntryFilter(new ReadableAttributes(schemaManager, hidden, domains));
        return cursor;
    }

    private static boolean isOwnProcess(OperationContext context) {
        return context.getSession().isAdministrator();
    }

    /** Below the rootDSE is everything. */
    private static void requireBoundForSearch(SearchOperationContext context) throws LdapException {
        if (context.getSession().isAnonymous()) {
            throw new LdapOperationException(ResultCodeEnum.OPERATIONS_ERROR, BIND_FIRST);
        }
    }

    private static void requireBound(OperationContext context) throws LdapException {
        if (context.getSession().isAnonymous() && !context.getDn().isEmpty()) {
            throw new LdapOperationException(ResultCodeEnum.OPERATIONS_ERROR, BIND_FIRST);
        }
    }

    private void requireWritable(OperationContext context, Dn... names) throws LdapException {
        if (!isOwnProcess(context)) {
            for (Dn name : names) {
                writable(context, name);
            }
        }
    }

    /** The domain that the entry belongs to, if whoever asks is one of its administrators. */
    private DirectoryDomain writable(OperationContext context, Dn name) throws LdapException {
        requireBound(context);
        Dn principal = context.getSession().getEffectivePrincipal().getDn();
        for (DirectoryDomain domain : domains) {
            if (domain.owns(name) && domain.isAdministrator(principal)) {
                return domain;
            }
        }
        throw new LdapNoPermissionException(
                "Only a domain administrator may change the directory over LDAP, and only in" + " the own domain.");
    }
}
