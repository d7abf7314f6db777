package org.gatehouse.keytab;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.gatehouse.wire.Bytes;

/** One entry of a keytab of version 2, written octet by octet, as odd as a test needs it. */
record ForgedEntry(Bytes realm, List<Bytes> parts, int count, int etype, Bytes key) {
    ForgedEntry {
        parts = List.copyOf(parts);
    }

    /** An entry as it should be. */
    static ForgedEntry named(String... parts) {
        List<Bytes> bytes = List.of(parts).stream().map(ForgedEntry::utf8).toList();
        return new ForgedEntry(utf8("EXAMPLE.COM"), bytes, bytes.size(), 18, Bytes.of(new byte[32]));
    }

    ForgedEntry inRealm(byte[] other) {
        return new ForgedEntry(Bytes.of(other), parts, count, etype, key);
    }

    ForgedEntry withPart(byte[] part) {
        return new ForgedEntry(realm, List.of(utf8("HTTP"), Bytes.of(part)), 2, etype, key);
    }

    ForgedEntry withKey(int type, int length) {
        byte[] other = new byte[length];
        Arrays.fill(other, (byte) 0xff);
        return new ForgedEntry(realm, parts, count, type, Bytes.of(other));
    }

    ForgedEntry withKey(Bytes other) {
        return new ForgedEntry(realm, parts, count, etype, other);
    }

    private static Bytes utf8(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** What is after its size. */
    byte[] content() {
        try {
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            DataOutputStream data = new DataOutputStream(content);
            data.writeShort(count);
            counted(data, realm);
            for (Bytes part : parts) {
                counted(data, part);
            }
            data.writeInt(1);
            data.writeInt(0);
            data.writeByte(7);
            data.writeShort(etype);
            counted(data, key);
            return content.toByteArray();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void counted(DataOutputStream data, Bytes bytes) throws IOException {
        data.writeShort(bytes.length());
        data.write(bytes.toArray());
    }

    /** A file of these entries. */
    static Bytes file(ForgedEntry... entries) {
        return Bytes.of(KeytabFixture.file(
                List.of(entries).stream().map(ForgedEntry::content).toArray(byte[][]::new)));
    }
}
