package org.gatehouse.settings;

import org.gatehouse.kerberos.Keytab;

/**
 * One of the files with the service's keys.
 *
 * @param path as the administrator wrote it, for messages
 * @param keytab with at least one usable key
 */
public record KeyFile(String path, Keytab keytab) implements AutoCloseable {
    @Override
    public void close() {
        keytab.close();
    }
}
