package org.gatehouse.kerberos;

import java.util.ArrayList;
import java.util.List;
import org.gatehouse.secret.SecretBytes;

/**
 * Secrets that were copied out of a message so far. If the rest of it cannot be read, nobody else knows them, and they are
 * wiped.
 */
final class CopiedSecrets implements AutoCloseable {
    private final List<SecretBytes> secrets = new ArrayList<>(2);

    void add(SecretBytes secret) {
        secrets.add(secret);
    }

    /** All of the message was read: the owner of its result closes them. */
    void handOver() {
        secrets.clear();
    }

    @Override
    public void close() {
        secrets.forEach(SecretBytes::close);
    }
}
