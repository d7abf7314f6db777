package org.gatehouse.der;

import static org.gatehouse.wire.WireException.Reason.BAD_LENGTH;
import static org.gatehouse.wire.WireException.Reason.BAD_TAG;
import static org.gatehouse.wire.WireException.Reason.BAD_VALUE;
import static org.gatehouse.wire.WireException.Reason.TOO_LONG;

import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import org.gatehouse.wire.ByteCursor;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;

/**
 * Reads DER in the order of its specification. {@link #enter} goes into a constructed element and {@link #leave} out of
 * it, which requires that all of it was read. The verbs with a {@code number} read {@code [number] EXPLICIT}, the
 * style of RFC 4120 and RFC 4178.
 */
public final class DerReader {
    private static final int LONG_FORM = 0x80;
    /** Set in all octets of a number of an OBJECT IDENTIFIER but its last. */
    private static final int MORE_FOLLOWS = 0x80;
    /** Four length bytes name 4 GB, far more than any window. */
    private static final int MAX_LENGTH_BYTES = 4;
    /** Enough for the unsigned 32-bit values of RFC 4120. */
    private static final int MAX_INTEGER_BYTES = 5;
    /** RFC 4120 5.2.8 asks for 32 flags and allows more; nobody has defined a 33rd. */
    private static final int MAX_FLAG_BYTES = 8;

    private final ByteCursor cursor;

    public DerReader(ByteCursor cursor) {
        this.cursor = cursor;
    }

    /** Whether the next element is {@code [number]}: how an OPTIONAL field is recognised. */
    public boolean has(int number) {
        return cursor.peek() == Tag.context(number);
    }

    /** Whether the element {@code tag} stands inside the next one, for where two versions of a format differ in it. */
    public boolean hasExplicit(int tag) {
        int first = cursor.peekAt(1);
        return cursor.peekAt(first < LONG_FORM ? 2 : 2 + first - LONG_FORM) == tag;
    }

    /** In bytes from the start of the message. */
    public int position() {
        return cursor.position();
    }

    public boolean atEnd() {
        return cursor.atEnd();
    }

    /** Into the element {@code tag}, whose name in the specification is {@code field}. */
    public void enter(String field, int tag) throws WireException {
        cursor.enter(field, header(field, tag));
    }

    /** Into the SEQUENCE inside {@code [number]}. */
    public void enterSequence(int number, String field) throws WireException {
        enterExplicit(number, field, Tag.SEQUENCE);
    }

    /** Into the element {@code tag} inside {@code [number]}. */
    public void enterExplicit(int number, String field, int tag) throws WireException {
        cursor.enter(field, explicit(number, field, tag));
    }

    public void leave() throws WireException {
        cursor.leave();
    }

    public void expectEnd() throws WireException {
        cursor.expectEnd();
    }

    public long integer(int number, String field, long min, long max) throws WireException {
        int at = cursor.position();
        int length = explicit(number, field, Tag.INTEGER);
        return inRange(field, signed(field, length, at), min, max, at);
    }

    public int enumerated(int number, String field, int max) throws WireException {
        int at = cursor.position();
        int length = explicit(number, field, Tag.ENUMERATED);
        return (int) inRange(field, signed(field, length, at), 0, max, at);
    }

    /** An OCTET STRING, as a view of the message. */
    public Bytes octets(int number, String field) throws WireException {
        return cursor.bytes(field, explicit(number, field, Tag.OCTET_STRING));
    }

    /** The content octets of an OBJECT IDENTIFIER, as a view of the message. */
    public Bytes oid(String field) throws WireException {
        return oid(field, cursor.position(), header(field, Tag.OBJECT_IDENTIFIER));
    }

    /** The content octets of an OBJECT IDENTIFIER, as a view of the message. */
    public Bytes oid(int number, String field) throws WireException {
        return oid(field, cursor.position(), explicit(number, field, Tag.OBJECT_IDENTIFIER));
    }

    /** KerberosString (RFC 4120 5.2.1) of 1 to {@code max} bytes; UTF-8, as every peer in the field sends. */
    public String string(int number, String field, int max) throws WireException {
        return string(field, max, cursor.position(), explicit(number, field, Tag.GENERAL_STRING));
    }

    /** As {@link #string(int, String, int)}, without a tag around it. */
    public String string(String field, int max) throws WireException {
        return string(field, max, cursor.position(), header(field, Tag.GENERAL_STRING));
    }

    /** KerberosTime (RFC 4120 5.2.3), in whole seconds. */
    public Instant time(int number, String field) throws WireException {
        int at = cursor.position();
        return GeneralizedTime.read(cursor, field, explicit(number, field, Tag.GENERALIZED_TIME), at);
    }

    /** The first 32 of KerberosFlags (RFC 4120 5.2.8); bit 0 of the specification is the most significant one. */
    public int flags(int number, String field) throws WireException {
        return flags(field, cursor.position(), explicit(number, field, Tag.BIT_STRING));
    }

    /** The content octets of the element {@code tag}, read or not understood by the caller, as a view of the message. */
    public Bytes content(String field, int tag) throws WireException {
        return cursor.bytes(field, header(field, tag));
    }

    /** The content octets of an element that was read already, as a view of it. */
    public static Bytes contentOf(Bytes element) {
        int lengthOctets = element.at(1) < LONG_FORM ? 0 : element.at(1) - LONG_FORM;
        return element.slice(2 + lengthOctets, element.length() - 2 - lengthOctets);
    }

    /** What is left of the current element, as a view of the message. */
    public Bytes rest(String field) throws WireException {
        return cursor.bytes(field, cursor.remaining());
    }

    /** For checks that only the structure's own parser can make. */
    public WireException failure(String field, WireException.Reason reason) {
        return cursor.failure(field, reason, cursor.position());
    }

    /** Length of the element {@code tag} that fills {@code [number]} to its end. */
    private int explicit(int number, String field, int tag) throws WireException {
        int at = cursor.position();
        long headers = cursor.peekUint32Big();
        int shortLength = (int) headers & 0xff;
        if (headers == shortHeaders(number, tag, shortLength)
                && shortLength < LONG_FORM - 2
                && shortLength <= cursor.remaining() - Integer.BYTES) {
            cursor.skip(field, Integer.BYTES);
            return shortLength;
        }
        int outerEnd = header(field, Tag.context(number));
        outerEnd += cursor.position();
        int length = header(field, tag);
        if (length != outerEnd - cursor.position()) {
            throw cursor.failure(field, BAD_LENGTH, at);
        }
        return length;
    }

    /** Both headers of an element of less than 126 bytes, which most are, as one number: four octets compared at once. */
    private static long shortHeaders(int number, int tag, int length) {
        return (long) Tag.context(number) << 24 | (long) (length + 2) << 16 | (long) tag << 8 | length;
    }

    /** X.690 8.1.3 with 10.1: definite, and as short as can be; never more than what is left of the window. */
    private int header(String field, int tag) throws WireException {
        int at = cursor.position();
        if (cursor.uint8(field) != tag) {
            throw cursor.failure(field, BAD_TAG, at);
        }
        int first = cursor.uint8(field);
        long length = first;
        if (first >= LONG_FORM) {
            int count = first - LONG_FORM;
            if (count > MAX_LENGTH_BYTES) {
                throw cursor.failure(field, BAD_LENGTH, at);
            }
            length = 0;
            for (int i = 0; i < count; i++) {
                length = length << 8 | cursor.uint8(field);
            }
            if (length < LONG_FORM || (length >>> (8 * (count - 1))) == 0) { // or indefinite: no octets, no length
                throw cursor.failure(field, BAD_LENGTH, at);
            }
        }
        if (length > cursor.remaining()) {
            throw cursor.failure(field, WireException.Reason.TRUNCATED, at);
        }
        return (int) length;
    }

    private long signed(String field, int length, int at) throws WireException {
        if (length == 0 || length > MAX_INTEGER_BYTES) {
            throw cursor.failure(field, BAD_VALUE, at);
        }
        long value = (byte) cursor.uint8(field);
        long lead = value;
        for (int i = 1; i < length; i++) {
            int next = cursor.uint8(field);
            if (i == 1 && lead == (byte) next >> 7) { // X.690 8.3.2: the first nine bits are not all alike
                throw cursor.failure(field, BAD_LENGTH, at);
            }
            value = value << 8 | next;
        }
        return value;
    }

    private long inRange(String field, long value, long min, long max, int at) throws WireException {
        if (value < min || value > max) {
            throw cursor.failure(field, BAD_VALUE, at);
        }
        return value;
    }

    /** X.690 8.19.2: every number begins with something else than 0x80, and ends with the first octet below it. */
    private Bytes oid(String field, int at, int length) throws WireException {
        Bytes oid = cursor.bytes(field, length);
        int before = 0;
        for (int i = 0; i < length; i++) {
            int octet = oid.at(i);
            if (octet == MORE_FOLLOWS && before < MORE_FOLLOWS) {
                throw cursor.failure(field, BAD_VALUE, at);
            }
            before = octet;
        }
        if (length == 0 || before >= MORE_FOLLOWS) {
            throw cursor.failure(field, BAD_VALUE, at);
        }
        return oid;
    }

    private String string(String field, int max, int at, int length) throws WireException {
        if (length == 0) {
            throw cursor.failure(field, BAD_VALUE, at);
        }
        if (length > max) {
            throw cursor.failure(field, TOO_LONG, at);
        }
        try {
            String text = cursor.bytes(field, length).utf8();
            for (int i = 0; i < text.length(); i++) {
                if (Character.isISOControl(text.charAt(i))) {
                    throw cursor.failure(field, BAD_VALUE, at);
                }
            }
            return text;
        } catch (CharacterCodingException e) {
            throw cursor.failure(field, BAD_VALUE, at);
        }
    }

    private int flags(String field, int at, int length) throws WireException {
        if (length < 1 || length > 1 + MAX_FLAG_BYTES) {
            throw cursor.failure(field, BAD_LENGTH, at);
        }
        int unused = cursor.uint8(field);
        if (unused > 7 || (unused > 0 && length == 1)) {
            throw cursor.failure(field, BAD_VALUE, at);
        }
        int flags = 0;
        int octet = 0;
        for (int i = 0; i < length - 1; i++) {
            octet = cursor.uint8(field);
            if (i < Integer.BYTES) {
                flags |= octet << (8 * (Integer.BYTES - 1 - i));
            }
        }
        if ((octet & ((1 << unused) - 1)) != 0) { // X.690 11.2.1
            throw cursor.failure(field, BAD_VALUE, at);
        }
        return flags;
    }
}
