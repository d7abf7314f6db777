package org.gatehouse.lab.kdc.keytab;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kerby.kerberos.kerb.type.base.EncryptionKey;
import org.gatehouse.lab.io.OwnerFile;
import org.gatehouse.lab.kdc.crypto.Etype;
import org.gatehouse.lab.kdc.message.KerberosName;
import org.gatehouse.lab.kdc.message.MalformedMessageException;

/**
 * A keytab in MIT's format, as {@code ktpass} would make it for accounts: every key of an account under each of the names
 * given for it. Read and written here rather than by Kerby, which leaves out the 32-bit key version, and reserves as much
 * memory as a length in the file asks for.
 */
public final class AccountKeytab {
    /** Some thousand keys; more is no keytab that somebody made. */
    static final int MAX_SIZE = 1 << 20;

    private final List<KeytabEntry> entries;

    private AccountKeytab(List<KeytabEntry> entries) {
        this.entries = List.copyOf(entries);
    }

    /** Every key of each principal, in the order given, the strongest first. */
    public static AccountKeytab of(List<KeytabPrincipal> principals) {
        List<KeytabEntry> entries = new ArrayList<>();
        for (KeytabPrincipal principal : principals) {
            KerberosName name = new KerberosName(
                    KerberosName.NT_PRINCIPAL, List.of(principal.name().split("/", -1)));
            for (Etype type : principal.keys().etypes()) {
                EncryptionKey key = principal.keys().key(type).orElseThrow();
                entries.add(KeytabEntry.of(
                        principal.realm(),
                        name,
                        new KeytabEntry.Key(key.getKvno(), key.getKeyType().getValue(), key.getKeyData())));
            }
        }
        return new AccountKeytab(entries);
    }

    /**
     * Reads a keytab that anybody may have written.
     *
     * @throws IOException if it cannot be read, or is no keytab; the message says what is wrong and where
     */
    public static AccountKeytab read(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString(), null, "there is no such file");
        }
        if (!Files.isRegularFile(file)) { // a pipe might never end, or never begin
            throw new IOException(file + ": is no ordinary file");
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_SIZE + 1);
        }
        if (bytes.length > MAX_SIZE) {
            throw new IOException(file + ": is larger than " + MAX_SIZE + " bytes, which no keytab is");
        }
        try {
            return new AccountKeytab(AccountKeytabFormat.decode(bytes));
        } catch (MalformedMessageException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    /** Both files' keys; of two for the same name, version and type the newer file's. */
    public AccountKeytab mergedWith(AccountKeytab newer) {
        List<KeytabEntry> merged = new ArrayList<>(entries);
        merged.removeIf(old -> newer.entries.stream().anyMatch(fresh -> fresh.replaces(old)));
        merged.addAll(newer.entries);
        return new AccountKeytab(merged);
    }

    /** In the order of the file. */
    public List<KeytabEntry> entries() {
        return entries;
    }

    /** Writes a file with every key of each principal: {@link #of} and {@link #write(Path)}. */
    public static void write(Path file, List<KeytabPrincipal> principals) throws IOException {
        of(principals).write(file);
    }

    /**
     * Writes the file for its owner alone (mode 600), replacing an older one in one step: a server that watches it never
     * reads half a keytab.
     */
    public void write(Path file) throws IOException {
        OwnerFile.replace(file, AccountKeytabFormat.encode(entries));
    }

    @Override
    public String toString() {
        return entries.toString();
    }
}
