package org.gatehouse.ndr;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gatehouse.wire.Bytes;

/**
 * Serializes a type with NDR, as [MS-RPCE] 2.2.6 and C706 say, and lies where a test wants it to: every number has a name, by
 * which a test can give it another value.
 */
public final class NdrWriter {
    private static final int FIRST_REFERENT = 0x0002_0000;

    private final Map<String, Long> lies;
    private final ByteArrayOutputStream object = new ByteArrayOutputStream();
    private List<Referent> referents = new ArrayList<>();
    private int pointers;
    private String path = "";

    /** What a pointer points at. */
    @FunctionalInterface
    public interface Referent {
        void write(NdrWriter ndr);
    }

    private NdrWriter(Map<String, Long> lies) {
        this.lies = lies;
    }

    /** Headers, a pointer at the type, and the type. */
    public static Bytes serialized(Referent type) {
        return serialized(type, Map.of());
    }

    /**
     * The same.
     *
     * @param lies values by the paths of their fields: {@code EffectiveName.Length}, {@code ExtraSids.Sid[0].Revision}. A
     *     pointer that is made zero has no referent.
     */
    public static Bytes serialized(Referent type, Map<String, Long> lies) {
        NdrWriter ndr = new NdrWriter(lies);
        ndr.pointer("referent", type);
        ndr.referents();
        ndr.align(Long.BYTES);
        NdrWriter headers = new NdrWriter(lies);
        headers.uint8("CommonTypeHeader.Version", 1);
        headers.uint8("CommonTypeHeader.Endianness", 0x10);
        headers.uint16("CommonTypeHeader.CommonHeaderLength", 8);
        headers.uint32("CommonTypeHeader.Filler", 0xcccc_ccccL);
        headers.uint32("PrivateHeader.ObjectBufferLength", ndr.object.size());
        headers.uint32("PrivateHeader.Filler", 0);
        headers.object.writeBytes(ndr.object.toByteArray());
        return Bytes.of(headers.object.toByteArray());
    }

    public void uint8(String field, int value) {
        number(field, value, Byte.BYTES);
    }

    public void uint16(String field, int value) {
        number(field, value, Short.BYTES);
    }

    public void uint32(String field, long value) {
        number(field, value, Integer.BYTES);
    }

    public void uint64(String field, long value) {
        number(field, value, Long.BYTES);
    }

    /** FILETIME: two halves, the lower one first. */
    public void twoUint32(String field, long value) {
        align(Integer.BYTES);
        long written = lies.getOrDefault(path + field, value);
        little(written, Long.BYTES);
    }

    /** A pointer; what it points at comes after all that is written until then. */
    public void pointer(String field, Referent referent) {
        align(Integer.BYTES);
        long identifier = lies.getOrDefault(path + field, FIRST_REFERENT + Integer.BYTES * (long) pointers++);
        little(identifier, Integer.BYTES);
        if (identifier != 0) {
            String at = path;
            referents.add(ndr -> ndr.under(at, referent));
        }
    }

    public void nullPointer(String field) {
        uint32(field, 0);
    }

    /** Writes what was pointed at, and what that points at in its turn. */
    public void referents() {
        List<Referent> now = referents;
        referents = new ArrayList<>();
        for (Referent referent : now) {
            referent.write(this);
            referents();
        }
    }

    /** A structure in a structure: the names of its fields begin with that of the structure. */
    public void structure(String name, Referent content) {
        under(path + name + ".", content);
    }

    /** An RPC_UNICODE_STRING; an empty one has no buffer. */
    public void unicodeString(String field, String text) {
        structure(field, ndr -> {
            ndr.align(Integer.BYTES);
            ndr.uint16("Length", text.length() * Character.BYTES);
            ndr.uint16("MaximumLength", text.length() * Character.BYTES);
            if (text.isEmpty()) {
                ndr.nullPointer("Buffer");
            } else {
                ndr.pointer("Buffer", buffer -> buffer.varying(text));
            }
        });
    }

    private void varying(String text) {
        uint32("MaximumCount", text.length());
        uint32("Offset", 0);
        uint32("ActualCount", text.length());
        bytes(Bytes.of(text.getBytes(StandardCharsets.UTF_16LE)));
    }

    /** An RPC_SID, written {@code S-1-5-21-…}, with an authority below 256. */
    public void sid(String sid) {
        String[] parts = sid.split("-", -1);
        int count = parts.length - 3;
        uint32("SubAuthority", count);
        uint8("Revision", Integer.parseInt(parts[1]));
        uint8("SubAuthorityCount", count);
        bytes(Bytes.of(new byte[] {0, 0, 0, 0, 0, (byte) Integer.parseInt(parts[2])}));
        for (int i = 3; i < parts.length; i++) {
            little(Long.parseLong(parts[i]), Integer.BYTES);
        }
    }

    public void bytes(Bytes bytes) {
        object.writeBytes(bytes.toArray());
    }

    public void align(int alignment) {
        while (object.size() % alignment != 0) {
            object.write(0);
        }
    }

    private void under(String newPath, Referent content) {
        String outer = path;
        path = newPath;
        content.write(this);
        path = outer;
    }

    private void number(String field, long value, int size) {
        align(size);
        little(lies.getOrDefault(path + field, value), size);
    }

    private void little(long value, int size) {
        for (int i = 0; i < size; i++) {
            object.write((int) (value >>> (Byte.SIZE * i)));
        }
    }
}
