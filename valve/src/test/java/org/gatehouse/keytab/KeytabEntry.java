package org.gatehouse.keytab;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.gatehouse.wire.Bytes;

/** One entry of a keytab of version 2, written octet by octet, as odd as a test needs it. */
public record KeytabEntry(byte[] realm, List<byte[]> parts, int count, int etype, byte[] key) {
    static final byte[] KEY = new byte[32];

    /** An entry as it should be. */
    public static KeytabEntry named(String... parts) {
        List<byte[]> bytes = List.of(parts).stream().map(KeytabEntry::utf8).toList();
        return new KeytabEntry(utf8("EXAMPLE.COM"), bytes, bytes.size(), 18, KEY);
    }

    KeytabEntry inRealm(byte[] other) {
        return new KeytabEntry(other, parts, count, etype, key);
    }

    KeytabEntry withCount(int other) {
        return new KeytabEntry(realm, parts, other, etype, key);
    }

    KeytabEntry withPart(byte[] part) {
        return new KeytabEntry(realm, List.of(utf8("HTTP"), part), 2, etype, key);
    }

    public KeytabEntry withKey(int type, int length) {
        byte[] other = new byte[length];
        Arrays.fill(other, (byte) 0xff);
        return new KeytabEntry(realm, parts, count, type, other);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** What stands after its size. */
    byte[] content() {
        try {
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            DataOutputStream data = new DataOutputStream(content);
            data.writeShort(count);
            counted(data, realm);
            for (byte[] part : parts) {
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

    private static void counted(DataOutputStream data, byte[] bytes) throws IOException {
        data.writeShort(bytes.length);
        data.write(bytes);
    }

    /** A file of these entries. */
    public static Bytes file(KeytabEntry... entries) {
        return Bytes.of(KeytabFixture.file(
                List.of(entries).stream().map(KeytabEntry::content).toArray(byte[][]::new)));
    }
}
