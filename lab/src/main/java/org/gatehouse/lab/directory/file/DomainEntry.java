package org.gatehouse.lab.directory.file;

import java.util.List;
import org.apache.directory.api.ldap.model.entry.Attribute;
import org.apache.directory.api.ldap.model.entry.Entry;
import org.gatehouse.lab.directory.value.ObjectKind;
import org.jspecify.annotations.Nullable;

/**
 * An object of the domain on its way from the file to the directory.
 *
 * @param line of the domain file where it begins
 * @param name its DN as the file has it
 * @param members of a group, as the file has them
 */
public record DomainEntry(int line, String name, ObjectKind kind, List<LdifRecord.Attribute> members, Entry entry) {
    public DomainEntry {
        members = List.copyOf(members);
    }

    /** The attribute's only or first value as text. */
    @Nullable String text(String attribute) {
        Attribute found = entry.get(attribute);
        return found == null ? null : found.get().getString();
    }
}
