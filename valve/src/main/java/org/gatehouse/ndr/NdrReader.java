package org.gatehouse.ndr;

import java.nio.charset.CharacterCodingException;
import org.gatehouse.wire.ByteCursor;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;
import org.gatehouse.wire.WireException.Reason;

/**
 * Reads a top-level type that was serialized with NDR ([MS-RPCE] 2.2.6). It knows how things are encoded; in which order they
 * come is known to the parser of the type, which has to keep to two rules:
 *
 * <ul>
 *   <li>A pointer inside a structure or an array is only an identifier there ({@link #pointer}). What it points at, its
 *       referent, follows when the whole structure or array has been read, in the order of the pointers (C706 14.3.12.3).
 *       The referents of a referent follow it at once, before the next one.
 *   <li>An array whose size is given elsewhere (a conformant one) begins with its size ({@link #conformance}), which must be
 *       that of the field that gives it. What is larger than the rest of the stream is refused before anything is allocated.
 * </ul>
 *
 * <p>Every number is aligned to its own size, counted from the beginning of the object; a structure to its largest member,
 * which {@link #align} is for.
 *
 * <p>Field names are those of the type's specification. A structure that is worth a step in the path of errors stands between
 * {@link #begin} and {@link #finish}.
 */
public final class NdrReader {
    private final ByteCursor cursor;
    private final Referents referents = new Referents();

    private NdrReader(ByteCursor cursor) {
        this.cursor = cursor;
    }

    /**
     * Reads the headers of type serialization version 1, and stands at the beginning of the object.
     *
     * @param type what errors begin with
     * @param stream headers and object, and nothing else
     */
    public static NdrReader open(String type, Bytes stream) throws WireException {
        return new NdrReader(TypeSerialization.object(type, stream));
    }

    /** In bytes from the beginning of the stream. */
    public int position() {
        return cursor.position();
    }

    /** Errors name {@code structure} until {@link #finish}. Structures inside each other are bounded in number. */
    public void begin(String structure) throws WireException {
        cursor.begin(structure);
    }

    /** As {@link #begin(String)}, for the element {@code index} of an array. */
    public void begin(String structure, int index) throws WireException {
        cursor.begin(structure, index);
    }

    /** Ends what {@link #begin} began. */
    public void finish() {
        cursor.finish();
    }

    /**
     * Skips to a multiple of {@code alignment}, over bytes of any value.
     *
     * @param alignment 2, 4 or 8
     */
    public void align(int alignment) throws WireException {
        cursor.alignOverAnything("padding", alignment);
    }

    public int uint8(String field) throws WireException {
        return cursor.uint8(field);
    }

    /** Also an enumeration, unless the type says that its enumerations have 32 bits. */
    public int uint16(String field) throws WireException {
        align(Short.BYTES);
        return cursor.uint16Little(field);
    }

    public long uint32(String field) throws WireException {
        align(Integer.BYTES);
        return cursor.uint32Little(field);
    }

    /** All 32 bits: what is 2³¹ or more is negative. */
    public int int32(String field) throws WireException {
        align(Integer.BYTES);
        return cursor.int32Little(field);
    }

    /** A hyper: all 64 bits, and 8-aligned. */
    public long int64(String field) throws WireException {
        align(Long.BYTES);
        return cursor.uint64Little(field);
    }

    /** Two 32-bit numbers, the lower one first, as FILETIME and LARGE_INTEGER structures are: all 64 bits, but 4-aligned. */
    public long twoInt32(String field) throws WireException {
        align(Integer.BYTES);
        return cursor.uint64Little(field);
    }

    /** What is laid out as it is outside of NDR. */
    public <T> T unaligned(Layout<T> layout) throws WireException {
        return layout.parse(cursor);
    }

    /** A fixed array of bytes, as a view. */
    public Bytes octets(String field, int length) throws WireException {
        return cursor.bytes(field, length);
    }

    /**
     * A unique pointer.
     *
     * @return whether it has a referent, which follows later
     */
    public boolean pointer(String field) throws WireException {
        align(Integer.BYTES);
        int at = cursor.position();
        int identifier = cursor.int32Little(field);
        if (identifier != 0 && !referents.add(identifier)) {
            throw cursor.failure(field, Reason.DUPLICATE, at);
        }
        return identifier != 0;
    }

    /** A pointer that must have a referent. At the beginning of an object the referent follows at once. */
    public void requiredPointer(String field) throws WireException {
        if (!pointer(field)) {
            throw cursor.failure(field, Reason.BAD_VALUE, cursor.position() - Integer.BYTES);
        }
    }

    /**
     * A pointer at an array whose size stands beside it.
     *
     * @return whether it has a referent; always, if the size is not zero
     */
    public boolean arrayPointer(String field, long size) throws WireException {
        boolean isThere = pointer(field);
        if (!isThere && size != 0) {
            throw cursor.failure(field, Reason.BAD_VALUE, cursor.position() - Integer.BYTES);
        }
        return isThere;
    }

    /**
     * The size in front of a conformant array.
     *
     * @param field the array
     * @param declared the size that a field of the type gives
     * @param limit more elements than this no honest peer sends
     * @param elementSize the least that an element takes, in bytes
     * @return the size, for which there is room in the rest of the stream
     */
    public int conformance(String field, long declared, int limit, int elementSize) throws WireException {
        align(Integer.BYTES);
        int at = cursor.position();
        long count = cursor.uint32Little(field);
        if (count != declared) {
            throw cursor.failure(field, Reason.BAD_LENGTH, at);
        }
        if (count > limit) {
            throw cursor.failure(field, Reason.TOO_MANY, at);
        }
        if (count * elementSize > cursor.remaining()) {
            throw cursor.failure(field, Reason.TRUNCATED, at);
        }
        return (int) count;
    }

    /** A conformant array of bytes, as a view. For its parameters see {@link #conformance}. */
    public Bytes conformantOctets(String field, long declared, int limit) throws WireException {
        return cursor.bytes(field, conformance(field, declared, limit, Byte.BYTES));
    }

    /**
     * A conformant and varying array of UTF-16 units, without a terminating zero: the referent of an RPC_UNICODE_STRING
     * ([MS-DTYP] 2.3.10).
     *
     * @param field the string
     * @param maximum its declared MaximumCount, in units
     * @param actual its declared ActualCount, in units
     */
    public String varyingText(String field, int maximum, int actual) throws WireException {
        cursor.begin(field);
        align(Integer.BYTES);
        int at = cursor.position();
        if (cursor.uint32Little("MaximumCount") != maximum) {
            throw cursor.failure("MaximumCount", Reason.BAD_LENGTH, at);
        }
        if (varying(maximum) != actual) {
            throw cursor.failure("ActualCount", Reason.BAD_LENGTH, at + 2 * Integer.BYTES);
        }
        String text = text(actual);
        cursor.finish();
        return text;
    }

    /**
     * A conformant and varying string of UTF-16 units that ends with a zero: the referent of an LPWSTR.
     *
     * @param limit in units, the zero included
     * @return without the zero
     */
    public String terminatedText(String field, int limit) throws WireException {
        cursor.begin(field);
        align(Integer.BYTES);
        int at = cursor.position();
        long maximum = cursor.uint32Little("MaximumCount");
        long actual = varying(maximum);
        if (actual == 0) {
            throw cursor.failure("ActualCount", Reason.BAD_LENGTH, at + 2 * Integer.BYTES);
        }
        if (actual > limit) {
            throw cursor.failure("ActualCount", Reason.TOO_LONG, at + 2 * Integer.BYTES);
        }
        String text = text((int) actual - 1);
        int end = cursor.position();
        if (cursor.uint16Little("terminator") != 0) {
            throw cursor.failure("terminator", Reason.BAD_VALUE, end);
        }
        cursor.finish();
        return text;
    }

    /** Offset and ActualCount (C706 14.3.3.4): of the strings here, all is sent, from the first unit on. */
    private long varying(long maximum) throws WireException {
        int at = cursor.position();
        if (cursor.uint32Little("Offset") != 0) {
            throw cursor.failure("Offset", Reason.BAD_OFFSET, at);
        }
        long actual = cursor.uint32Little("ActualCount");
        if (actual > maximum) {
            throw cursor.failure("ActualCount", Reason.BAD_LENGTH, at + Integer.BYTES);
        }
        return actual;
    }

    /** A zero inside would shorten the text for some of its readers, and a lone surrogate would change it. */
    private String text(int units) throws WireException {
        int at = cursor.position();
        if (units > cursor.remaining() / Character.BYTES) {
            throw cursor.failure("Buffer", Reason.TRUNCATED, at);
        }
        Bytes bytes = cursor.bytes("Buffer", units * Character.BYTES);
        try {
            String text = bytes.utf16Little();
            if (text.indexOf('\0') < 0) {
                return text;
            }
        } catch (CharacterCodingException e) {
            // refused as a zero is
        }
        throw cursor.failure("Buffer", Reason.BAD_VALUE, at);
    }

    /** For checks that only the type's own parser can make. */
    public WireException failure(String field, Reason reason, int at) {
        return cursor.failure(field, reason, at);
    }

    /** The object ends here, but for the octets that fill its last eight, which may be of any value. */
    public void end() throws WireException {
        if (cursor.remaining() >= Long.BYTES) {
            throw cursor.failure("end", Reason.TRAILING, cursor.position());
        }
    }

    /** A parser of bytes that knows nothing of NDR. */
    @FunctionalInterface
    public interface Layout<T> {
        T parse(ByteCursor cursor) throws WireException;
    }
}
