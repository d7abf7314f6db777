package org.gatehouse.keytab;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.gatehouse.secret.SecretBytes;

/** Writes keytab files of MIT's format, version 2, as {@link Keytab} reads them. */
public final class KeytabWriter {
    private static final int VERSION_2 = 0x0502;
    private static final int MAX_COUNTED = 0xffff;

    private final byte[] file;
    private int position;

    private KeytabWriter(int length) {
        this.file = new byte[length];
    }

    /**
     * The octets of a file with these entries; the caller closes them.
     *
     * @throws IllegalArgumentException if a name or key is longer than its length field can say
     */
    public static SecretBytes write(List<Keytab.Entry> entries) {
        List<List<byte[]>> names = new ArrayList<>(); // the realm, then the components
        int length = Short.BYTES;
        for (Keytab.Entry entry : entries) {
            List<byte[]> name = name(entry);
            names.add(name);
            length = Math.addExact(length, Integer.BYTES + size(entry, name));
        }
        KeytabWriter writer = new KeytabWriter(length);
        writer.big(VERSION_2, Short.BYTES);
        for (int i = 0; i < entries.size(); i++) {
            writer.entry(entries.get(i), names.get(i));
        }
        return SecretBytes.adopt(writer.file);
    }

    private static List<byte[]> name(Keytab.Entry entry) {
        List<byte[]> name = new ArrayList<>();
        name.add(entry.realm().getBytes(StandardCharsets.UTF_8));
        for (String component : entry.name().components()) {
            name.add(component.getBytes(StandardCharsets.UTF_8));
        }
        if (entry.key().length() > MAX_COUNTED || name.stream().anyMatch(part -> part.length > MAX_COUNTED)) {
            throw new IllegalArgumentException("A name or key is longer than " + MAX_COUNTED + " bytes");
        }
        return name;
    }

    private static int size(Keytab.Entry entry, List<byte[]> name) {
        int fixed = Short.BYTES // num_components
                + Integer.BYTES // name_type
                + Integer.BYTES // timestamp
                + Byte.BYTES // vno8
                + Short.BYTES // key.type
                + Short.BYTES // key.length
                + Integer.BYTES; // vno
        return fixed
                + entry.key().length()
                + name.stream().mapToInt(part -> Short.BYTES + part.length).sum();
    }

    private void entry(Keytab.Entry entry, List<byte[]> name) {
        big(size(entry, name), Integer.BYTES);
        big(name.size() - 1, Short.BYTES);
        name.forEach(part -> counted(part, 0, part.length));
        big(entry.name().nameType(), Integer.BYTES);
        big(entry.timestamp().getEpochSecond(), Integer.BYTES);
        big(entry.kvno(), Byte.BYTES); // its low byte, for readers that know no other; the whole of it stands below
        big(entry.etype(), Short.BYTES);
        entry.key().use((array, offset, length) -> {
            counted(array, offset, length);
            return length;
        });
        big(entry.kvno(), Integer.BYTES);
    }

    private void counted(byte[] array, int offset, int length) {
        big(length, Short.BYTES);
        System.arraycopy(array, offset, file, position, length);
        position += length;
    }

    private void big(long value, int bytes) {
        for (int shift = (bytes - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            file[position++] = (byte) (value >>> shift);
        }
    }
}
