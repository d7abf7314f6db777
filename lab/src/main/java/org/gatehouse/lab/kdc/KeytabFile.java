package org.gatehouse.lab.kdc;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.apache.kerby.kerberos.kerb.type.base.EncryptionKey;
import org.gatehouse.lab.account.Account;

/**
 * A keytab in MIT's format, version 0x502, as {@code ktpass} would make it for accounts: every key of an account under
 * each of the names given for it. Written here rather than by Kerby, which leaves out the 32-bit key version.
 */
public final class KeytabFile {
    private static final int VERSION = 0x0502;

    private KeytabFile() {}

    /**
     * Writes the file for its owner alone (mode 600), replacing an older one in one step: a server that watches it never
     * reads half a keytab.
     *
     * @param principals of each account; names without realm, such as {@code HTTP/portal.lab.localhost} or {@code alice}
     */
    public static void write(Path file, String realm, Map<Account, List<String>> principals) throws IOException {
        Path target = file.toAbsolutePath();
        Path parent = target.getParent();
        if (parent == null) {
            throw new IOException(target + " is no file name");
        }
        Path fresh = Files.createTempFile(
                parent,
                ".keytab",
                null,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.write(fresh, encode(realm, principals));
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static byte[] encode(String realm, Map<Account, List<String>> principals) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeShort(VERSION);
        for (Map.Entry<Account, List<String>> account : principals.entrySet()) {
            AccountKeys keys = AccountKeys.of(realm, account.getKey());
            for (String principal : account.getValue()) {
                for (Etype type : keys.etypes()) {
                    byte[] entry = entry(realm, principal, keys.key(type).orElseThrow());
                    out.writeInt(entry.length);
                    out.write(entry);
                }
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] entry(String realm, String principal, EncryptionKey key) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        List<String> components = List.of(principal.split("/", -1));
        out.writeShort(components.size());
        writeCounted(out, realm.getBytes(StandardCharsets.UTF_8));
        for (String component : components) {
            writeCounted(out, component.getBytes(StandardCharsets.UTF_8));
        }
        out.writeInt(KerberosName.NT_PRINCIPAL);
        out.writeInt(0); // when the key was added: nobody reads it, and the same account gives the same file
        out.writeByte(key.getKvno());
        out.writeShort(key.getKeyType().getValue());
        writeCounted(out, key.getKeyData());
        out.writeInt(key.getKvno());
        return bytes.toByteArray();
    }

    private static void writeCounted(DataOutputStream out, byte[] value) throws IOException {
        out.writeShort(value.length);
        out.write(value);
    }
}
