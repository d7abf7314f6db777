package org.gatehouse.keytab;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gatehouse.kerberos.PrincipalName;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.wire.ByteCursor;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;

/** Reads the fields of one entry. Fields that cannot be found end it; what they hold is judged afterwards. */
final class EntryReader {
    /** A key has at most 32 bytes; the oldest types are padded. */
    private static final int MAX_KEY_LENGTH = 64;
    /** KRB_NT_UNKNOWN. */
    private static final int NO_NAME_TYPE = 0;

    private final ByteCursor cursor;
    private final KeytabFormat format;
    private final List<Bytes> parts = new ArrayList<>(2);
    private int count;
    private Optional<Bytes> realm = Optional.empty();

    /** @param content of the entry, or the beginning of it where the file ends */
    EntryReader(Bytes content, KeytabFormat format) {
        this.cursor = content.cursor("entry");
        this.format = format;
    }

    /** An entry, or half a sentence that says why there is none. */
    record Result(Optional<Keytab.Entry> entry, Optional<String> oddity) {
        static Result of(Keytab.Entry entry) {
            return new Result(Optional.of(entry), entry.keyOddity());
        }

        static Result odd(String reason) {
            return new Result(Optional.empty(), Optional.of(reason));
        }
    }

    /**
     * Reads all fields.
     *
     * @throws WireException if the entry ends before they do
     */
    Result read() throws WireException {
        readName();
        int nameType = format.namesHaveTypes() ? format.int32(cursor, "name_type") : NO_NAME_TYPE;
        Instant timestamp = Instant.ofEpochSecond(Integer.toUnsignedLong(format.int32(cursor, "timestamp")));
        long kvno = cursor.uint8("vno8");
        int etype = format.uint16(cursor, "key.type");
        Bytes key = cursor.bytes("key.data", format.uint16(cursor, "key.length"));
        if (cursor.remaining() >= Integer.BYTES) {
            long wide = Integer.toUnsignedLong(format.int32(cursor, "vno"));
            kvno = wide == 0 ? kvno : wide;
        }
        EntryName name = name();
        Optional<String> oddity = name.oddity();
        if (oddity.isPresent()) {
            return Result.odd(oddity.get());
        }
        if (key.length() > MAX_KEY_LENGTH) {
            return Result.odd("its key has " + key.length() + " bytes; the limit is " + MAX_KEY_LENGTH);
        }
        return Result.of(new Keytab.Entry(
                name.realmText(), name.principal(nameType), kvno, etype, SecretBytes.adopt(key.toArray()), timestamp));
    }

    private void readName() throws WireException {
        count = format.uint16(cursor, "num_components") - (format.realmCounts() ? 1 : 0);
        realm = Optional.of(counted("realm"));
        for (int i = 0; i < count; i++) {
            Bytes part = counted("component");
            if (parts.size() < PrincipalName.MAX_COMPONENTS) {
                parts.add(part);
            }
        }
    }

    /** What has been read of the name so far. */
    EntryName name() {
        return new EntryName(count, realm, parts);
    }

    private Bytes counted(String field) throws WireException {
        return cursor.bytes(field, format.uint16(cursor, field));
    }
}
