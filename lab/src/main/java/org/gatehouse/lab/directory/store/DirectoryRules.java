package org.gatehouse.lab.directory.store;

import java.util.ArrayList;
import java.util.List;
import org.apache.directory.api.ldap.model.entry.Attribute;
import org.apache.directory.api.ldap.model.entry.DefaultModification;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.entry.Modification;
import org.apache.directory.api.ldap.model.entry.ModificationOperation;
import org.apache.directory.api.ldap.model.entry.Value;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.exception.LdapOperationException;
import org.apache.directory.api.ldap.model.message.ResultCodeEnum;
import org.apache.directory.api.ldap.model.name.Dn;
import org.apache.directory.server.core.api.interceptor.BaseInterceptor;
import org.apache.directory.server.core.api.interceptor.context.AddOperationContext;
import org.apache.directory.server.core.api.interceptor.context.DeleteOperationContext;
import org.apache.directory.server.core.api.interceptor.context.ModifyOperationContext;
import org.apache.directory.server.core.api.interceptor.context.MoveAndRenameOperationContext;
import org.apache.directory.server.core.api.interceptor.context.MoveOperationContext;
import org.apache.directory.server.core.api.interceptor.context.RenameOperationContext;
import org.apache.directory.server.core.api.partition.Partition;
import org.gatehouse.lab.directory.schema.SchemaText;
import org.gatehouse.lab.directory.value.AdInteger;
import org.gatehouse.lab.directory.value.EntryValues;

/**
 * What holds for every change, whoever makes it: integers are those of Active Directory, and {@code member} follows the
 * entries that it names when they are renamed or go ([MS-ADTS] 3.1.1.1.6).
 */
public final class DirectoryRules extends BaseInterceptor {
    public DirectoryRules() {
        super("directoryRules");
    }

    @Override
    public void add(AddOperationContext context) throws LdapException {
        for (Attribute attribute : context.getEntry()) {
            checkIntegers(attribute);
        }
        next(context);
    }

    @Override
    public void modify(ModifyOperationContext context) throws LdapException {
        for (Modification change : context.getModItems()) {
            if (change.getOperation() == ModificationOperation.INCREMENT_ATTRIBUTE) {
                throw new LdapOperationException(ResultCodeEnum.UNWILLING_TO_PERFORM, "Values are replaced here.");
            }
            checkIntegers(change.getAttribute());
        }
        next(context);
    }

    @Override
    public void delete(DeleteOperationContext context) throws LdapException {
        next(context);
        for (Reference reference : references(context.getPartition(), context.getDn())) {
            change(reference.group, ModificationOperation.REMOVE_ATTRIBUTE, reference.member);
        }
    }

    @Override
    public void move(MoveOperationContext context) throws LdapException {
        Partition partition = context.getPartition();
        Dn old = context.getDn();
        next(context);
        follow(partition, old, context.getNewDn());
    }

    @Override
    public void moveAndRename(MoveAndRenameOperationContext context) throws LdapException {
        Partition partition = context.getPartition();
        Dn old = context.getDn();
        next(context);
        follow(partition, old, context.getNewDn());
    }

    @Override
    public void rename(RenameOperationContext context) throws LdapException {
        Partition partition = context.getPartition();
        Dn old = context.getDn();
        next(context);
        follow(partition, old, context.getNewDn());
    }

    private static void checkIntegers(Attribute attribute) throws LdapException {
        String name = attribute.getAttributeType() == null
                ? attribute.getId()
                : attribute.getAttributeType().getName();
        String kind = AdInteger.kind(name).orElse(null);
        if (kind == null) {
            return;
        }
        for (Value value : attribute) {
            boolean allowed = value.isHumanReadable()
                    && AdInteger.stored(name, value.getString())
                            .filter(value.getString()::equals) // times in words are for files
                            .isPresent();
            if (!allowed) {
                throw new LdapOperationException(
                        ResultCodeEnum.CONSTRAINT_VIOLATION, name + " is no number of its kind: " + kind);
            }
        }
    }

    /** A value of {@code member}. */
    private record Reference(Dn group, String member, Dn named) {}

    /** The values that name the entry, or one below it. */
    private List<Reference> references(Partition partition, Dn name) throws LdapException {
        List<Reference> references = new ArrayList<>();
        if (!(partition instanceof DomainPartition domain)) {
            return references;
        }
        SchemaText text = new SchemaText(schemaManager);
        for (Entry entry : domain.entries().values()) {
            if (entry.hasObjectClass("group")) {
                for (String member : EntryValues.texts(entry, "member")) {
                    text.dn(member)
                            .filter(dn -> dn.isDescendantOf(name))
                            .ifPresent(dn -> references.add(new Reference(entry.getDn(), member, dn)));
                }
            }
        }
        return references;
    }

    private void follow(Partition partition, Dn old, Dn renamed) throws LdapException {
        for (Reference reference : references(partition, old)) {
            Dn moved = reference.named.getDescendantOf(old).isEmpty()
                    ? renamed
                    : new Dn(schemaManager, reference.named.getDescendantOf(old) + "," + renamed);
            change(reference.group, ModificationOperation.ADD_ATTRIBUTE, moved.getName());
            change(reference.group, ModificationOperation.REMOVE_ATTRIBUTE, reference.member);
        }
    }

    private void change(Dn group, ModificationOperation operation, String member) throws LdapException {
        directoryService.getAdminSession().modify(group, new DefaultModification(operation, "member", member));
    }
}
