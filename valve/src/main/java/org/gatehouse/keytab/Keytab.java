package org.gatehouse.keytab;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.kerberos.PrincipalName;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;

/**
 * A keytab file of MIT's format: version 2 (0x0502), which ktpass, ktutil and Samba write, or version 1 (0x0501), which
 * old Unix systems have left behind.
 */
public record Keytab(List<Entry> entries) implements AutoCloseable {
    public Keytab {
        entries = List.copyOf(entries);
    }

    /**
     * One key of one name.
     *
     * @param kvno version of the key; the 32-bit one if the file has it
     * @param etype of any number
     * @param timestamp when the entry was written, in whole seconds; many tools leave it at the epoch
     */
    public record Entry(String realm, PrincipalName name, long kvno, int etype, SecretBytes key, Instant timestamp) {
        /** A key whose time does not matter. */
        public Entry(String realm, PrincipalName name, long kvno, int etype, SecretBytes key) {
            this(realm, name, kvno, etype, key, Instant.EPOCH);
        }

        /** The type of the key, if it is accepted by default and the key has its length. */
        public Optional<EncryptionType> usableType() {
            return usableType(EncryptionType.DEFAULT);
        }

        /** The type of the key, if it is one of these and the key has its length. */
        public Optional<EncryptionType> usableType(Set<EncryptionType> accepted) {
            return EncryptionType.of(etype).filter(type -> accepted.contains(type) && type.keyLength() == key.length());
        }
    }

    /**
     * Parses a whole file.
     *
     * @param file is wiped by its owner afterwards: nothing of the result is a view of it
     */
    public static Keytab parse(Bytes file) throws WireException {
        return KeytabReader.read(file);
    }

    @Override
    public void close() {
        entries.forEach(entry -> entry.key().close());
    }
}
