package org.gatehouse.kerberos;

import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gatehouse.crypto.EncryptionType;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.wire.ByteCursor;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;
import org.gatehouse.wire.WireException.Reason;

/** A keytab file of MIT's format, version 2 (0x0502), which ktpass, ktutil and Samba write. */
public record Keytab(List<Entry> entries) implements AutoCloseable {
    /** A farm of some hundred hosts with five keys each; more is not a keytab that somebody made. */
    private static final int MAX_ENTRIES = 10_000;

    private static final int VERSION_2 = 0x0502;
    /** A key has at most 32 bytes; the oldest types are padded. */
    private static final int MAX_KEY_LENGTH = 64;

    public Keytab {
        entries = List.copyOf(entries);
    }

    /**
     * One key of one name.
     *
     * @param kvno version of the key; the 32-bit one if the file has it
     * @param etype of any number
     */
    public record Entry(String realm, PrincipalName name, long kvno, int etype, SecretBytes key) {
        /** The type of the key, if it is accepted by default and the key has its length. */
        public Optional<EncryptionType> usableType() {
            return usableType(EncryptionType.DEFAULT);
        }

        /** The type of the key, if it is one of these and the key has its length. */
        public Optional<EncryptionType> usableType(Set<EncryptionType> accepted) {
            return EncryptionType.of(etype).filter(type -> accepted.contains(type) && type.keyLength() == key.length());
        }
    }

    /**
     * Parses a whole file.
     *
     * @param file is wiped by its owner afterwards: nothing of the result is a view of it
     */
    public static Keytab parse(Bytes file) throws WireException {
        ByteCursor cursor = file.cursor("keytab");
        if (cursor.uint16Big("version") != VERSION_2) {
            throw cursor.failure("version", Reason.BAD_VERSION, 0);
        }
        List<Entry> entries = new ArrayList<>();
        try {
            readEntries(cursor, entries);
            return new Keytab(entries);
        } catch (WireException e) {
            entries.forEach(entry -> entry.key().close());
            throw e;
        }
    }

    private static void readEntries(ByteCursor cursor, List<Entry> entries) throws WireException {
        while (!cursor.atEnd()) {
            int at = cursor.position();
            int size = cursor.int32Big("size");
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
            entries.add(entry(cursor));
            cursor.leave();
        }
    }

    private static Entry entry(ByteCursor cursor) throws WireException {
        int at = cursor.position();
        int count = cursor.uint16Big("num_components");
        if (count == 0 || count > PrincipalName.MAX_COMPONENTS) {
            throw cursor.failure("num_components", Reason.BAD_VALUE, at);
        }
        String realm = text(cursor, "realm", PrincipalName.MAX_REALM_LENGTH);
        List<String> components = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            components.add(text(cursor, "component", PrincipalName.MAX_COMPONENT_LENGTH));
        }
        int nameType = cursor.int32Big("name_type");
        cursor.skip("timestamp", Integer.BYTES);
        long kvno = cursor.uint8("vno8");
        int etype = cursor.uint16Big("key.type");
        Bytes key = counted(cursor, "key.data", MAX_KEY_LENGTH);
        if (cursor.remaining() >= Integer.BYTES) {
            long wide = Integer.toUnsignedLong(cursor.int32Big("vno"));
            kvno = wide == 0 ? kvno : wide;
        }
        cursor.skip("extension", cursor.remaining());
        return new Entry(realm, new PrincipalName(nameType, components), kvno, etype, SecretBytes.adopt(key.toArray()));
    }

    private static String text(ByteCursor cursor, String field, int max) throws WireException {
        int at = cursor.position();
        try {
            return counted(cursor, field, max).utf8();
        } catch (CharacterCodingException e) {
            throw cursor.failure(field, Reason.BAD_VALUE, at);
        }
    }

    private static Bytes counted(ByteCursor cursor, String field, int max) throws WireException {
        int at = cursor.position();
        int length = cursor.uint16Big(field);
        if (length > max) {
            throw cursor.failure(field, Reason.TOO_LONG, at);
        }
        return cursor.bytes(field, length);
    }

    @Override
    public void close() {
        entries.forEach(entry -> entry.key().close());
    }
}
