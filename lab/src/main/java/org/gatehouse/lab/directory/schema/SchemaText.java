package org.gatehouse.lab.directory.schema;

import java.util.Optional;
import org.apache.directory.api.ldap.model.entry.Value;
import org.apache.directory.api.ldap.model.exception.LdapException;
import org.apache.directory.api.ldap.model.name.Dn;
import org.apache.directory.api.ldap.model.schema.AttributeType;
import org.apache.directory.api.ldap.model.schema.ObjectClass;
import org.apache.directory.api.ldap.model.schema.SchemaManager;

/**
 * Text from outside, read by the schema. The LDAP API answers text that it does not expect with exceptions of all kinds,
 * an index beyond one of its tables among them; here it is just text that means nothing.
 */
public final class SchemaText {
    /** A descriptor or a dotted number, [RFC 4512] 1.4. */
    private static final String IDENTIFIER = "[A-Za-z][A-Za-z0-9-]*|\\d+(?:\\.\\d+)+";

    private final SchemaManager schema;

    public SchemaText(SchemaManager schema) {
        this.schema = schema;
    }

    public Optional<AttributeType> attributeType(String name) {
        return name.matches(IDENTIFIER) ? Optional.ofNullable(schema.getAttributeType(name)) : Optional.empty();
    }

    public Optional<ObjectClass> objectClass(String name) {
        try {
            boolean known =
                    name.matches(IDENTIFIER) && schema.getObjectClassRegistry().contains(name);
            return known ? Optional.of(schema.lookupObjectClassRegistry(name)) : Optional.empty();
        } catch (LdapException e) {
            return Optional.empty();
        }
    }

    public Optional<Dn> dn(String text) {
        try {
            return Optional.of(new Dn(schema, text));
        } catch (LdapException | IllegalArgumentException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    /** Empty if the attribute's syntax does not allow it. */
    public Optional<Value> value(AttributeType type, Value raw) {
        try {
            if (!type.getSyntax().isHumanReadable()) {
                return type.getSyntax().getSyntaxChecker().isValidSyntax(raw.getBytes())
                        ? Optional.of(new Value(type, raw.getBytes()))
                        : Optional.empty();
            }
            return raw.isHumanReadable() && type.getSyntax().getSyntaxChecker().isValidSyntax(raw.getString())
                    ? Optional.of(new Value(type, raw.getString()))
                    : Optional.empty();
        } catch (LdapException | IllegalArgumentException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }
}
