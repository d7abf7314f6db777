package org.gatehouse.kerberos;

import org.gatehouse.secret.SecretBytes;
import org.gatehouse.wire.Bytes;

/** What a secret holds, for tests. */
final class Holding {
    private Holding() {}

    static Bytes bytes(SecretBytes secret) {
        return secret.use((array, offset, length) -> Bytes.copyOf(array).slice(offset, length));
    }
}
