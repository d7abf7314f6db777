package org.gatehouse.keytab;

import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.gatehouse.kerberos.PrincipalName;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.wire.ByteCursor;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;
import org.gatehouse.wire.WireException.Reason;

/**
 * Reads keytab files. Version 1 differs in three things: its numbers are in the byte order of the machine that wrote it,
 * the realm counts as a component, and names have no type.
 */
final class KeytabReader {
    /** A farm of some hundred hosts with five keys each; more is not a keytab that somebody made. */
    private static final int MAX_ENTRIES = 10_000;

    private static final int VERSION_1 = 0x0501;
    private static final int VERSION_2 = 0x0502;
    /** A key has at most 32 bytes; the oldest types are padded. */
    private static final int MAX_KEY_LENGTH = 64;
    /** KRB_NT_UNKNOWN. */
    private static final int NO_NAME_TYPE = 0;

    private final ByteCursor cursor;
    private final int version;
    private final boolean littleEndian;
    private final List<Keytab.Entry> entries = new ArrayList<>();

    private KeytabReader(Bytes file, boolean littleEndian) throws WireException {
        this.cursor = file.cursor("keytab");
        this.version = cursor.uint16Big("version");
        this.littleEndian = littleEndian;
        if (version != VERSION_1 && version != VERSION_2) {
            throw cursor.failure("version", Reason.BAD_VERSION, 0);
        }
    }

    static Keytab read(Bytes file) throws WireException {
        KeytabReader reader = new KeytabReader(file, false);
        return reader.version == VERSION_1 ? readInEitherOrder(file) : reader.readAll();
    }

    /** The sizes of a file that is read in the wrong order point far behind its end, so only one order fits. */
    private static Keytab readInEitherOrder(Bytes file) throws WireException {
        try {
            return new KeytabReader(file, true).readAll();
        } catch (WireException littleEndian) {
            try {
                return new KeytabReader(file, false).readAll();
            } catch (WireException bigEndian) {
                throw bigEndian.offset() > littleEndian.offset() ? bigEndian : littleEndian;
            }
        }
    }

    private Keytab readAll() throws WireException {
        try {
            readEntries();
            return new Keytab(entries);
        } catch (WireException e) {
            entries.forEach(entry -> entry.key().close());
            throw e;
        }
    }

    private void readEntries() throws WireException {
        while (!cursor.atEnd()) {
            int at = cursor.position();
            int size = int32("size");
            if (size == 0) { // MIT's libraries end here, whatever follows
                return;
            }
            if (size == Integer.MIN_VALUE) {
                throw cursor.failure("size", Reason.BAD_LENGTH, at);
            }
            if (size < 0) { // a hole that a deleted entry has left
                cursor.skip("hole", -size);
                continue;
            }
            if (entries.size() == MAX_ENTRIES) {
                throw cursor.failure("entry", Reason.TOO_MANY, at);
            }
            cursor.enter("entry", size);
            entries.add(entry());
            cursor.leave();
        }
    }

    private Keytab.Entry entry() throws WireException {
        int at = cursor.position();
        int count = uint16("num_components") - (version == VERSION_1 ? 1 : 0);
        if (count < 1 || count > PrincipalName.MAX_COMPONENTS) {
            throw cursor.failure("num_components", Reason.BAD_VALUE, at);
        }
        String realm = text("realm", PrincipalName.MAX_REALM_LENGTH);
        List<String> components = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            components.add(text("component", PrincipalName.MAX_COMPONENT_LENGTH));
        }
        int nameType = version == VERSION_1 ? NO_NAME_TYPE : int32("name_type");
        Instant timestamp = Instant.ofEpochSecond(Integer.toUnsignedLong(int32("timestamp")));
        long kvno = cursor.uint8("vno8");
        int etype = uint16("key.type");
        Bytes key = counted("key.data", MAX_KEY_LENGTH);
        if (cursor.remaining() >= Integer.BYTES) {
            long wide = Integer.toUnsignedLong(int32("vno"));
            kvno = wide == 0 ? kvno : wide;
        }
        cursor.skip("extension", cursor.remaining());
        PrincipalName name = new PrincipalName(nameType, components);
        return new Keytab.Entry(realm, name, kvno, etype, SecretBytes.adopt(key.toArray()), timestamp);
    }

    private String text(String field, int max) throws WireException {
        int at = cursor.position();
        try {
            return counted(field, max).utf8();
        } catch (CharacterCodingException e) {
            throw cursor.failure(field, Reason.BAD_VALUE, at);
        }
    }

    private Bytes counted(String field, int max) throws WireException {
        int at = cursor.position();
        int length = uint16(field);
        if (length > max) {
            throw cursor.failure(field, Reason.TOO_LONG, at);
        }
        return cursor.bytes(field, length);
    }

    private int uint16(String field) throws WireException {
        return littleEndian ? cursor.uint16Little(field) : cursor.uint16Big(field);
    }

    private int int32(String field) throws WireException {
        return littleEndian ? cursor.int32Little(field) : cursor.int32Big(field);
    }
}
