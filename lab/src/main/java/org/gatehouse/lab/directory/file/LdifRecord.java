package org.gatehouse.lab.directory.file;

import java.util.List;
import org.apache.directory.api.ldap.model.entry.Value;

/**
 * A content record of [RFC 2849].
 *
 * @param line of its {@code dn:}, counted from 1
 * @param attributes in the order of the file
 */
record LdifRecord(int line, String dn, List<Attribute> attributes) {
    /** One line of a record, unfolded; a value that is not UTF-8 text is binary. */
    record Attribute(int line, String name, Value value) {
        String text() {
            return value.isHumanReadable() ? value.getString() : "(binary)";
        }
    }

    LdifRecord {
        attributes = List.copyOf(attributes);
    }
}
