package org.gatehouse.lab.kdc.pac;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Properties;
import org.apache.kerby.kerberos.kerb.type.base.EncryptionKey;
import org.apache.kerby.kerberos.kerb.type.base.EncryptionType;

/** Bytes and keys that others have published; where they are from, their file says. */
final class PublishedPacs {
    private final Properties values = new Properties();

    PublishedPacs() {
        try (InputStream in = Objects.requireNonNull(PublishedPacs.class.getResourceAsStream("published.properties"))) {
            values.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] bytes(String name) {
        return HexFormat.of().parseHex(Objects.requireNonNull(values.getProperty(name)));
    }

    EncryptionKey key(String name, EncryptionType type) {
        return new EncryptionKey(type, bytes(name));
    }
}
