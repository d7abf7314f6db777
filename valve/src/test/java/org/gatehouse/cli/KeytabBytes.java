package org.gatehouse.cli;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** Keytab files, written octet by octet, as good or bad as a test needs them. */
public final class KeytabBytes {
    public static final String REALM = "EXAMPLE.COM";
    public static final String PORTAL = "HTTP/portal.example.com";

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();

    public KeytabBytes() {
        file.writeBytes(new byte[] {5, 2});
    }

    public static KeytabBytes portal() {
        return new KeytabBytes().aes256(PORTAL, 7, 'p');
    }

    public KeytabBytes aes256(String spn, int kvno, char key) {
        return key(spn, kvno, 18, 32, key);
    }

    public KeytabBytes aes128(String spn, int kvno, char key) {
        return key(spn, kvno, 17, 16, key);
    }

    public KeytabBytes rc4(String spn, int kvno) {
        return key(spn, kvno, 23, 16, 'r');
    }

    /** A key of {@code length} times the letter {@code key}. */
    public KeytabBytes key(String spn, int kvno, int etype, int length, char key) {
        return entry(
                REALM, List.of(spn.split("/")), kvno, etype, String.valueOf(key).repeat(length));
    }

    public KeytabBytes entry(String realm, List<String> components, int kvno, int etype, String key) {
        try {
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            DataOutputStream data = new DataOutputStream(content);
            data.writeShort(components.size());
            counted(data, realm);
            for (String component : components) {
                counted(data, component);
            }
            data.writeInt(1);
            data.writeInt(1_700_000_000);
            data.writeByte(kvno);
            data.writeShort(etype);
            counted(data, key);
            data.writeInt(kvno);
            new DataOutputStream(file).writeInt(content.size());
            content.writeTo(file);
            return this;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void counted(DataOutputStream data, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        data.writeShort(bytes.length);
        data.write(bytes);
    }

    public byte[] toArray() {
        return file.toByteArray();
    }

    /** Writes it where only its owner can read it. */
    public String in(Path directory) throws IOException {
        return in(directory, "rw-------");
    }

    public String in(Path directory, String permissions) throws IOException {
        Path path = Files.write(directory.resolve("http.keytab"), toArray());
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        return path.toString();
    }
}
