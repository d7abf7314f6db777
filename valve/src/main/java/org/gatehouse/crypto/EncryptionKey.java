package org.gatehouse.crypto;

import org.gatehouse.secret.SecretBytes;

/** EncryptionKey (RFC 4120 §5.2.9). Its owner closes it. */
public record EncryptionKey(EncryptionType type, SecretBytes value) implements AutoCloseable {
    /**
     * A key of the type's length.
     *
     * @throws IllegalArgumentException if the value has another one
     */
    public EncryptionKey {
        if (value.length() != type.keyLength()) {
            throw new IllegalArgumentException("A key of " + type.shortName() + " has " + type.keyLength() + " bytes");
        }
    }

    @Override
    public void close() {
        value.close();
    }
}
