package org.gatehouse.lab.tls;

import java.nio.file.Path;

/**
 * A host's private key and its certificates, as PKCS#12, for its owner alone.
 *
 * @param password random; never printed
 */
public record KeyStoreFile(Path path, String password) {
    @Override
    public String toString() {
        return path.toString();
    }
}
