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
 *
 * @param entries those whose name and key can be read; the key of some cannot be used
 * @param oddEntries those that cannot serve any ticket, in the order of the file. Where only the key of one is odd, it is
 *     among the entries as well, for commands that copy keys
 */
public record Keytab(List<Entry> entries, List<OddEntry> oddEntries) implements AutoCloseable {
    public Keytab {
        entries = List.copyOf(entries);
        oddEntries = List.copyOf(oddEntries);
    }

    /** Of entries that no file has held. */
    public Keytab(List<Entry> entries) {
        this(entries, List.of());
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

        /** Why no service at all can use the key: half a sentence. A type that is only not accepted is no reason. */
        public Optional<String> keyOddity() {
            if (key.length() == 0) {
                return Optional.of("its key is empty");
            }
            if (!EncryptionType.isNamed(etype)) {
                return Optional.of("its encryption type " + etype + " is not known");
            }
            return EncryptionType.of(etype)
                    .filter(type -> type.keyLength() != key.length())
                    .map(type -> "its key has " + key.length() + " bytes, and a key of " + type.shortName() + " has "
                            + type.keyLength());
        }
    }

    /**
     * Parses a whole file.
     *
     * @param file is wiped by its owner afterwards: nothing of the result is a view of it
     * @return the entries that can be read, however odd the others are
     * @throws WireException if the file does not begin as a keytab does, or has more entries than any keytab
     */
    public static Keytab parse(Bytes file) throws WireException {
        return KeytabReader.read(file);
    }

    /**
     * Whether the file ends inside an entry: it was cut when it was copied, or is still being written, so entries may be
     * missing. It is good enough to start with, but not to replace keys that are in use.
     */
    public boolean isIncomplete() {
        return oddEntries.stream().anyMatch(OddEntry::isCut);
    }

    @Override
    public void close() {
        entries.forEach(entry -> entry.key().close());
    }
}
