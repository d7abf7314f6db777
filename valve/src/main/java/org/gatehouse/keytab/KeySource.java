package org.gatehouse.keytab;

import java.util.Optional;

/**
 * Where keys come from, for messages.
 *
 * @param path of a keytab or of a file with a password, as the administrator wrote it
 * @param account whose password the file holds; empty for a keytab
 */
public record KeySource(String path, Optional<ServiceAccount> account) {
    public static KeySource keytab(String path) {
        return new KeySource(path, Optional.empty());
    }

    public static KeySource password(String path, ServiceAccount account) {
        return new KeySource(path, Optional.of(account));
    }

    /** {@code conf/http.keytab}, or {@code conf/portal.password (svc-portal@EXAMPLE.COM)}. */
    @Override
    public String toString() {
        return account.map(owner -> path + " (" + owner + ")").orElse(path);
    }
}
