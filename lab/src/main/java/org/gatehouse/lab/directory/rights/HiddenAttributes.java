package org.gatehouse.lab.directory.rights;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.filter.BranchNode;
import org.apache.directory.api.ldap.model.filter.ExprNode;
import org.apache.directory.api.ldap.model.filter.LeafNode;
import org.apache.directory.api.ldap.model.schema.AttributeType;
import org.apache.directory.api.ldap.model.schema.SchemaManager;
import org.jspecify.annotations.Nullable;

/** What nobody reads over LDAP, in whatever way: passwords, which the directory has as they are. */
final class HiddenAttributes {
    private static final List<String> NAMES =
            List.of("userPassword", "unicodePwd", "trustAuthIncoming", "trustAuthOutgoing");

    private final SchemaManager schema;
    private final Set<AttributeType> types = new HashSet<>();

    HiddenAttributes(SchemaManager schema) throws LdapException {
        this.schema = schema;
        for (String name : NAMES) {
            types.add(schema.lookupAttributeTypeRegistry(name));
        }
    }

    boolean contains(@Nullable AttributeType type) {
        return types.contains(type);
    }

    void removeFrom(Entry entry) {
        types.forEach(entry::removeAttributes);
    }

    /** Whether a filter asks for one of them anywhere, be it only for its presence. */
    boolean isAskedFor(ExprNode filter) {
        if (filter instanceof BranchNode branch) {
            return branch.getChildren().stream().anyMatch(this::isAskedFor);
        }
        if (!(filter instanceof LeafNode leaf)) {
            return false;
        }
        AttributeType type = leaf.getAttributeType();
        return contains(
                type == null && leaf.getAttribute() != null ? schema.getAttributeType(leaf.getAttribute()) : type);
    }
}
