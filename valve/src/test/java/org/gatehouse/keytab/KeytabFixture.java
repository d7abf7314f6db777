package org.gatehouse.keytab;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.secret.SecretBytes;

/** The keytab file that holds {@link Forge}'s service key. */
public final class KeytabFixture {
    private KeytabFixture() {}

    public static byte[] file() {
        return file(entry(7, Forge.SERVICE_KEY));
    }

    /** A file of these entries. */
    public static byte[] file(byte[]... entries) {
        try {
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            DataOutputStream whole = new DataOutputStream(file);
            whole.writeShort(0x0502);
            for (byte[] entry : entries) {
                whole.writeInt(entry.length);
                whole.write(entry);
            }
            return file.toByteArray();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** A file of these entries, as {@link Forge#entry} makes them. */
    public static byte[] file(Keytab.Entry... entries) {
        try (SecretBytes file = KeytabWriter.write(List.of(entries))) {
            return file.use((array, offset, length) -> Arrays.copyOfRange(array, offset, offset + length));
        }
    }

    /** An entry of the forge's service with a key of type 18. */
    public static byte[] entry(int kvno, byte[] key) {
        return entry(Forge.REALM, kvno, key);
    }

    /** An entry of another service, {@code HTTP/host}, with a key of type 18. */
    public static byte[] entry(int kvno, String spn, byte[] key) {
        return entry(Forge.REALM, spn, kvno, key);
    }

    /** An entry of the forge's service in a realm, with a key of type 18. */
    public static byte[] entry(String realm, int kvno, byte[] key) {
        return entry(realm, Forge.SPN, kvno, key);
    }

    private static byte[] entry(String realm, String spn, int kvno, byte[] key) {
        try {
            ByteArrayOutputStream entry = new ByteArrayOutputStream();
            DataOutputStream data = new DataOutputStream(entry);
            data.writeShort(2);
            data.writeUTF(realm);
            data.writeUTF(spn.substring(0, spn.indexOf('/')));
            data.writeUTF(spn.substring(spn.indexOf('/') + 1));
            data.writeInt(1);
            data.writeInt(0);
            data.writeByte(kvno);
            data.writeShort(18);
            data.writeShort(key.length);
            data.write(key);
            return entry.toByteArray();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
