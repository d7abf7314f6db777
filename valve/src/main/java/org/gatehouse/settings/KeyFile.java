package org.gatehouse.settings;

import org.gatehouse.keytab.KeySource;
import org.gatehouse.keytab.Keytab;

/**
 * The keys of one file.
 *
 * @param keytab what the file holds, or what its password makes: with at least one usable key
 */
public record KeyFile(KeySource source, Keytab keytab) implements AutoCloseable {
    /** In full, for messages. */
    public String path() {
        return source.path();
    }

    @Override
    public void close() {
        keytab.close();
    }
}
