package org.gatehouse.der;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.gatehouse.secret.SecretBytes;
import org.gatehouse.wire.Bytes;

/**
 * Writes DER front to back: {@code int mark = begin(tag); …; end(mark);}. The verbs with a {@code number} write
 * {@code [number] EXPLICIT}, as {@link DerReader} reads it.
 */
public final class DerWriter {
    /** Enough for an answer to a client with all its layers. */
    private static final int USUAL = 256;

    private static final byte[] NOTHING = {};

    private byte[] buffer;
    private int length;

    public DerWriter() {
        this(USUAL);
    }

    public DerWriter(int capacity) {
        buffer = new byte[capacity];
    }

    /** Begins a constructed element, whose content is what is written until {@link #end}. */
    public int begin(int tag) {
        append(tag);
        append(0);
        return length;
    }

    /** Begins the element {@code tag} inside {@code [number]}; ended with {@link #endExplicit}. */
    public int beginExplicit(int number, int tag) {
        begin(Tag.context(number));
        return begin(tag);
    }

    public void endExplicit(int mark) {
        int outerMark = mark - 2;
        end(mark);
        end(outerMark);
    }

    /** Ends the element that {@code mark} begins: only now its length is known. */
    public void end(int mark) {
        int content = length - mark;
        if (content < 0x80) {
            buffer[mark - 1] = (byte) content;
            return;
        }
        int lengthBytes = (Integer.SIZE - Integer.numberOfLeadingZeros(content) + 7) / 8;
        reserve(lengthBytes);
        System.arraycopy(buffer, mark, buffer, mark + lengthBytes, content);
        buffer[mark - 1] = (byte) (0x80 | lengthBytes);
        for (int i = 0; i < lengthBytes; i++) {
            buffer[mark + i] = (byte) (content >>> (8 * (lengthBytes - 1 - i)));
        }
        length += lengthBytes;
    }

    public void integer(int number, long value) {
        number(number, Tag.INTEGER, value);
    }

    public void enumerated(int number, int value) {
        number(number, Tag.ENUMERATED, value);
    }

    public void octets(int number, Bytes value) {
        explicit(number, Tag.OCTET_STRING, value);
    }

    public void oid(int number, Bytes value) {
        explicit(number, Tag.OBJECT_IDENTIFIER, value);
    }

    public void oid(Bytes value) {
        element(Tag.OBJECT_IDENTIFIER, value);
    }

    public void string(int number, String value) {
        explicit(number, Tag.GENERAL_STRING, utf8(value));
    }

    public void string(String value) {
        element(Tag.GENERAL_STRING, utf8(value));
    }

    public void time(int number, Instant value) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(value.getEpochSecond(), 0, ZoneOffset.UTC);
        int mark = beginExplicit(number, Tag.GENERALIZED_TIME);
        digits(time.getYear(), 4);
        digits(time.getMonthValue(), 2);
        digits(time.getDayOfMonth(), 2);
        digits(time.getHour(), 2);
        digits(time.getMinute(), 2);
        digits(time.getSecond(), 2);
        append('Z');
        endExplicit(mark);
    }

    /** KerberosFlags of 32 bits. */
    public void flags(int number, int value) {
        byte[] content = {0, (byte) (value >>> 24), (byte) (value >>> 16), (byte) (value >>> 8), (byte) value};
        explicit(number, Tag.BIT_STRING, Bytes.of(content));
    }

    /** Bytes that are DER already, or what a format puts beside it. */
    public void raw(Bytes value) {
        reserve(value.length());
        value.copyTo(buffer, length);
        length += value.length();
    }

    /** What was written, where it holds a secret; the caller closes it. A buffer that had to grow has left copies. */
    public SecretBytes toSecret() {
        SecretBytes written = SecretBytes.adopt(buffer, 0, length);
        buffer = NOTHING;
        length = 0;
        return written;
    }

    /** What was written. The writer gives its buffer away and is empty again. */
    public Bytes toBytes() {
        Bytes written = Bytes.of(buffer, 0, length);
        buffer = NOTHING;
        length = 0;
        return written;
    }

    private void explicit(int number, int tag, Bytes content) {
        int mark = begin(Tag.context(number));
        element(tag, content);
        end(mark);
    }

    private void element(int tag, Bytes content) {
        int mark = begin(tag);
        raw(content);
        end(mark);
    }

    private void append(int octet) {
        reserve(1);
        buffer[length++] = (byte) octet;
    }

    private void reserve(int count) {
        if (count > buffer.length - length) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + count));
        }
    }

    private static Bytes utf8(String value) {
        return Bytes.of(value.getBytes(StandardCharsets.UTF_8));
    }

    /** X.690 8.3: two's complement in as few octets as hold it. */
    private void number(int number, int tag, long value) {
        int size = 1;
        while (value >> (8 * size - 1) != 0 && value >> (8 * size - 1) != -1) {
            size++;
        }
        int mark = beginExplicit(number, tag);
        for (int i = size - 1; i >= 0; i--) {
            append((int) (value >> (8 * i)));
        }
        endExplicit(mark);
    }

    private void digits(int value, int count) {
        reserve(count);
        int rest = value;
        for (int at = length + count - 1; at >= length; at--) {
            buffer[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += count;
    }
}
