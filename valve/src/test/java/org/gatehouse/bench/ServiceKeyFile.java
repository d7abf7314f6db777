package org.gatehouse.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.keytab.Keytab;
import org.gatehouse.keytab.KeytabWriter;
import org.gatehouse.secret.SecretBytes;

/** The keytab that all contenders have, and the krb5.conf without which JGSS does not begin. */
final class ServiceKeyFile {
    static final String PRINCIPAL = Forge.SPN + "@" + Forge.REALM;

    private ServiceKeyFile() {}

    static byte[] key(EncryptionType type) {
        return Arrays.copyOf(Forge.SERVICE_KEY, type.keyLength());
    }

    static Keytab.Entry entry(EncryptionType type) {
        return Forge.entry(Forge.SPN, 7, type.number(), key(type));
    }

    /** Writes the keytab into the directory, and a krb5.conf that the JVM reads from now on. */
    static Path prepare(Path directory, EncryptionType type) {
        try (SecretBytes file = KeytabWriter.write(List.of(entry(type)))) {
            Path keytab = directory.resolve("http.keytab");
            byte[] octets = file.use((array, offset, length) -> Arrays.copyOfRange(array, offset, offset + length));
            Files.write(keytab, octets);
            Path configuration = directory.resolve("krb5.conf");
            Files.writeString(configuration, "[libdefaults]\ndefault_realm = " + Forge.REALM + "\n");
            System.setProperty("java.security.krb5.conf", configuration.toString());
            return keytab;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
