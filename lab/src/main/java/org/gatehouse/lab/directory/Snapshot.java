package org.gatehouse.lab.directory;

import java.util.List;
import java.util.Map;
import org.apache.directory.api.ldap.model.entry.Entry;

/** All entries of all domains of a {@link Directory} at one moment, to be given back to the same directory. */
public final class Snapshot {
    /** By the entries' ids, in the order of the domains. */
    private final List<Map<String, Entry>> domains;

    Snapshot(List<Map<String, Entry>> domains) {
        this.domains = List.copyOf(domains);
    }

    List<Map<String, Entry>> domains() {
        return domains;
    }
}
