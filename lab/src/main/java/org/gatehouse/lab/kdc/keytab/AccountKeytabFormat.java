package org.gatehouse.lab.kdc.keytab;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.gatehouse.lab.kdc.message.KerberosName;
import org.gatehouse.lab.kdc.message.MalformedMessageException;

/**
 * The bytes of a keytab: MIT's file format, of which version 0x0502 is written and 0x0501, too, is read. No length in a
 * file counts for more than the bytes that are there.
 */
final class AccountKeytabFormat {
    private static final int VERSION = 0x0502;

    /** In the byte order of the machine that wrote it, its count of components includes the realm, no name type. */
    private static final int VERSION_1 = 0x0501;

    private static final int MAX_COMPONENTS = 8;

    private final int version;
    private final ByteBuffer in;

    private AccountKeytabFormat(int version, ByteBuffer in) {
        this.version = version;
        this.in = in;
    }

    static List<KeytabEntry> decode(byte[] bytes) throws MalformedMessageException {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        int version = in.remaining() < Short.BYTES ? 0 : in.getShort();
        if (version != VERSION && version != VERSION_1) {
            throw new MalformedMessageException("is no keytab: it does not begin with the bytes 05 02");
        }
        in.order(version == VERSION ? ByteOrder.BIG_ENDIAN : ByteOrder.nativeOrder());
        return new AccountKeytabFormat(version, in).entries();
    }

    private List<KeytabEntry> entries() throws MalformedMessageException {
        List<KeytabEntry> entries = new ArrayList<>();
        while (in.hasRemaining()) {
            int at = in.position();
            require(Integer.BYTES, at);
            int size = in.getInt();
            if (size == 0) { // MIT's libraries end here, whatever follows
                break;
            }
            if (size == Integer.MIN_VALUE || Math.abs(size) > in.remaining()) {
                throw new MalformedMessageException("the entry at byte %d is said to have %d bytes, but only %d follow"
                        .formatted(at, Math.abs((long) size), in.remaining()));
            }
            int end = in.position() + Math.abs(size);
            if (size > 0) { // a negative one is the hole of a deleted entry
                ByteBuffer window = in.duplicate().order(in.order()).limit(end);
                entries.add(new AccountKeytabFormat(version, window).entry(at));
            }
            in.position(end);
        }
        return entries;
    }

    private KeytabEntry entry(int at) throws MalformedMessageException {
        int count = uint16(at) - (version == VERSION_1 ? 1 : 0);
        if (count < 1 || count > MAX_COMPONENTS) {
            throw new MalformedMessageException(
                    "the entry at byte %d is for a name of %d components".formatted(at, count));
        }
        String realm = text(at);
        List<String> components = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            components.add(text(at));
        }
        int nameType = version == VERSION_1 ? KerberosName.NT_PRINCIPAL : int32(at);
        int32(at); // when the key was added
        require(Byte.BYTES, at);
        int kvno = Byte.toUnsignedInt(in.get());
        int keyType = uint16(at);
        byte[] key = counted(at);
        if (in.remaining() >= Integer.BYTES) {
            int wide = in.getInt();
            kvno = wide == 0 ? kvno : wide;
        }
        return KeytabEntry.of(realm, new KerberosName(nameType, components), new KeytabEntry.Key(kvno, keyType, key));
    }

    private int uint16(int at) throws MalformedMessageException {
        require(Short.BYTES, at);
        return Short.toUnsignedInt(in.getShort());
    }

    private int int32(int at) throws MalformedMessageException {
        require(Integer.BYTES, at);
        return in.getInt();
    }

    private byte[] counted(int at) throws MalformedMessageException {
        int length = uint16(at);
        require(length, at);
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private String text(int at) throws MalformedMessageException {
        byte[] bytes = counted(at);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedMessageException("the entry at byte %d has a name that is not UTF-8".formatted(at), e);
        }
    }

    private void require(int bytes, int at) throws MalformedMessageException {
        if (bytes > in.remaining()) {
            throw new MalformedMessageException("the entry at byte %d ends too early".formatted(at));
        }
    }

    static byte[] encode(List<KeytabEntry> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeShort(VERSION);
        for (KeytabEntry entry : entries) {
            byte[] encoded = encode(entry);
            out.writeInt(encoded.length);
            out.write(encoded);
        }
        return bytes.toByteArray();
    }

    private static byte[] encode(KeytabEntry entry) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeShort(entry.components().size());
        writeCounted(out, entry.realm().getBytes(StandardCharsets.UTF_8));
        for (String component : entry.components()) {
            writeCounted(out, component.getBytes(StandardCharsets.UTF_8));
        }
        out.writeInt(entry.nameType());
        out.writeInt(0); // when the key was added: nobody reads it, and the same account gives the same file
        out.writeByte(entry.keyVersionNumber());
        out.writeShort(entry.keyType());
        writeCounted(out, entry.key());
        out.writeInt(entry.keyVersionNumber());
        return bytes.toByteArray();
    }

    private static void writeCounted(DataOutputStream out, byte[] value) throws IOException {
        if (value.length > 0xffff) {
            throw new IOException("a name of " + value.length + " bytes does not fit into a keytab");
        }
        out.writeShort(value.length);
        out.write(value);
    }
}
