package org.gatehouse.kerberos;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** The keytab file that holds {@link Forge}'s service key. */
public final class KeytabFixture {
    private KeytabFixture() {}

    public static byte[] file() {
        try {
            ByteArrayOutputStream entry = new ByteArrayOutputStream();
            DataOutputStream data = new DataOutputStream(entry);
            data.writeShort(2);
            data.writeUTF(Forge.REALM);
            data.writeUTF("HTTP");
            data.writeUTF("portal.example.com");
            data.writeInt(1);
            data.writeInt(0);
            data.writeByte(7);
            data.writeShort(18);
            data.writeShort(Forge.SERVICE_KEY.length);
            data.write(Forge.SERVICE_KEY);
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            DataOutputStream whole = new DataOutputStream(file);
            whole.writeShort(0x0502);
            whole.writeInt(entry.size());
            entry.writeTo(whole);
            return file.toByteArray();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
