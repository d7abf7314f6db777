package org.gatehouse.wire;

import static org.gatehouse.wire.WireException.Reason.BAD_OFFSET;
import static org.gatehouse.wire.WireException.Reason.BAD_VALUE;
import static org.gatehouse.wire.WireException.Reason.TOO_DEEP;
import static org.gatehouse.wire.WireException.Reason.TOO_LONG;
import static org.gatehouse.wire.WireException.Reason.TRAILING;
import static org.gatehouse.wire.WireException.Reason.TRUNCATED;

import java.util.Arrays;
import org.gatehouse.wire.WireException.Reason;

/**
 * A reader over a window of a message. It cannot leave its window; {@link #enter} narrows it to a structure inside, and {@link
 * #leave} widens it again once that structure is read to its end. {@link #window} is a cursor over another place, for formats
 * that point at their parts. It reads in place. Where it stands is kept as names, and is a path only in an error.
 *
 * <p>Verbs that read numbers name their order of bytes: what comes from MIT is big-endian, what comes from Microsoft, and
 * the checksum of RFC 4121, is little-endian.
 */
public final class ByteCursor {
    /** The deepest structure of the formats read here (an AP-REQ inside SPNEGO) has nine levels. */
    private static final int MAX_DEPTH = 16;

    /** As deep as most messages go. */
    private static final int USUAL_DEPTH = 6;

    private static final String[] NO_NAMES = {};
    private static final int[] NONE = {};
    private static final int NO_INDEX = -1;

    private final byte[] message;
    /** Where the message begins, from which positions are counted. */
    private final int origin;
    /** Where the outermost window of this cursor begins, from which offsets and alignment are counted. */
    private final int start;

    private final String root;
    /** How many structures and windows are around this cursor. */
    private final int outerDepth;
    /** The structures inside the root that were entered, and the ends of the windows around them. */
    private String[] structures = NO_NAMES;

    private int[] ends = NONE;
    /** Which element of an array each structure is. */
    private int[] indices = NONE;

    private int depth;
    private int end;
    private int position;

    ByteCursor(String structure, byte[] message, int start, int length) {
        this.message = message;
        this.origin = start;
        this.start = start;
        this.position = start;
        this.end = start + length;
        this.root = structure;
        this.outerDepth = 0;
    }

    private ByteCursor(String structure, ByteCursor outer, int start, int length) {
        this.message = outer.message;
        this.origin = outer.origin;
        this.start = start;
        this.position = start;
        this.end = start + length;
        this.root = structure;
        this.outerDepth = outer.outerDepth + outer.depth + 1;
    }

    /** In bytes from the start of the message, also in a {@link #window}. */
    public int position() {
        return position - origin;
    }

    /** In bytes to the end of the current window. */
    public int remaining() {
        return end - position;
    }

    public boolean atEnd() {
        return position == end;
    }

    /** The next byte, left where it is, or -1 at the end of the window. */
    public int peek() {
        return position == end ? -1 : message[position] & 0xff;
    }

    /** The byte {@code ahead} of the next one, left where it is, or -1 behind the end of the window. */
    public int peekAt(int ahead) {
        return ahead < end - position ? message[position + ahead] & 0xff : -1;
    }

    /** The next four bytes, big-endian and left where they are, or -1 where there are fewer. */
    public long peekUint32Big() {
        int at = position;
        return end - at < Integer.BYTES
                ? -1
                : (message[at] & 0xffL) << 24
                        | (message[at + 1] & 0xff) << 16
                        | (message[at + 2] & 0xff) << 8
                        | (message[at + 3] & 0xff);
    }

    public int uint8(String field) throws WireException {
        return message[advance(field, 1)] & 0xff;
    }

    public int uint16Big(String field) throws WireException {
        int at = advance(field, Short.BYTES);
        return ((message[at] & 0xff) << 8) | (message[at + 1] & 0xff);
    }

    public int uint16Little(String field) throws WireException {
        int at = advance(field, Short.BYTES);
        return (message[at] & 0xff) | ((message[at + 1] & 0xff) << 8);
    }

    /** With its sign. */
    public int int32Big(String field) throws WireException {
        int at = advance(field, Integer.BYTES);
        return (message[at] & 0xff) << 24
                | (message[at + 1] & 0xff) << 16
                | (message[at + 2] & 0xff) << 8
                | (message[at + 3] & 0xff);
    }

    /** With its sign. */
    public int int32Little(String field) throws WireException {
        return Integer.reverseBytes(int32Big(field));
    }

    public long uint32Big(String field) throws WireException {
        return Integer.toUnsignedLong(int32Big(field));
    }

    public long uint32Little(String field) throws WireException {
        return Integer.toUnsignedLong(int32Little(field));
    }

    /** A count, a size or an offset, which no honest peer makes larger than {@code limit}. */
    public int length32Little(String field, int limit) throws WireException {
        int at = position();
        long value = uint32Little(field);
        if (value > limit) {
            throw failure(field, TOO_LONG, at);
        }
        return (int) value;
    }

    /** All 64 bits: what is 2⁶³ or more is negative. */
    public long uint64Big(String field) throws WireException {
        int at = advance(field, Long.BYTES);
        long value = 0;
        for (int i = at; i < at + Long.BYTES; i++) {
            value = value << Byte.SIZE | (message[i] & 0xff);
        }
        return value;
    }

    /** All 64 bits: what is 2⁶³ or more is negative. */
    public long uint64Little(String field) throws WireException {
        return Long.reverseBytes(uint64Big(field));
    }

    /** The next {@code length} bytes, as a view. */
    public Bytes bytes(String field, int length) throws WireException {
        int at = advance(field, length);
        return Bytes.of(message, at, length);
    }

    public void skip(String field, int length) throws WireException {
        advance(field, length);
    }

    /**
     * Skips to the next multiple of {@code alignment}, counted from where this cursor begins.
     *
     * @param padding what the skipped bytes are called, which may be of any value
     * @param alignment 2, 4 or 8
     */
    public void alignOverAnything(String padding, int alignment) throws WireException {
        position += paddingLength(padding, alignment);
    }

    /** As {@link #alignOverAnything}, but the skipped bytes must be zero. */
    public void alignOverZeros(String padding, int alignment) throws WireException {
        int length = paddingLength(padding, alignment);
        for (int i = 0; i < length; i++) {
            if (message[position + i] != 0) {
                throw failure(padding, BAD_VALUE, position() + i);
            }
        }
        position += length;
    }

    private int paddingLength(String padding, int alignment) throws WireException {
        if (alignment != Short.BYTES && alignment != Integer.BYTES && alignment != Long.BYTES) {
            throw new IllegalArgumentException("No alignment: " + alignment);
        }
        int length = -(position - start) & (alignment - 1);
        if (length > end - position) {
            throw failure(padding, TRUNCATED, position());
        }
        return length;
    }

    /**
     * A cursor over the {@code length} bytes from {@code offset} on, for formats that point at their parts. They must be
     * inside the current window. This cursor stays where it is, which is also what an error names.
     *
     * @param structure what the errors of the new cursor begin with
     * @param offset counted from where this cursor begins
     * @param floor the first offset that there may be, because a header, or a part that was read before, ends there
     */
    public ByteCursor window(String structure, long offset, long length, int floor) throws WireException {
        int size = end - start;
        if (offset < Math.max(floor, 0) || length < 0 || length > size - offset) { // no sum, no overflow
            throw failure(structure, BAD_OFFSET, position());
        }
        if (outerDepth + depth >= MAX_DEPTH - 1) {
            throw failure(structure, TOO_DEEP, position());
        }
        return new ByteCursor(structure, this, start + (int) offset, (int) length);
    }

    /** Narrows the window to the next {@code length} bytes, which are those of {@code structure}. */
    public void enter(String structure, int length) throws WireException {
        if (length < 0 || length > end - position) {
            throw failure(structure, TRUNCATED, position());
        }
        begin(structure);
        end = position + length;
    }

    /**
     * Begins a structure whose length shows only when it has been read: the window stays as it is, and errors name the
     * structure until {@link #finish}.
     */
    public void begin(String structure) throws WireException {
        begin(structure, NO_INDEX);
    }

    /** As {@link #begin(String)}, for an element of an array: errors name it {@code structure[index]}. */
    public void begin(String structure, int index) throws WireException {
        if (depth == MAX_DEPTH - 1) {
            throw failure(structure, TOO_DEEP, position());
        }
        if (depth == ends.length) {
            int deeper = depth == 0 ? USUAL_DEPTH : MAX_DEPTH;
            structures = Arrays.copyOf(structures, deeper);
            ends = Arrays.copyOf(ends, deeper);
            indices = Arrays.copyOf(indices, deeper);
        }
        ends[depth] = end;
        indices[depth] = index;
        structures[depth++] = structure;
    }

    /** Ends what {@link #begin} began. */
    public void finish() {
        depth--;
    }

    /** Back to the window around this one, which must have been read to its end. */
    public void leave() throws WireException {
        expectEnd();
        end = ends[--depth];
    }

    /** Every structure ends with this: bytes that nobody asked for are an error, not slack. */
    public void expectEnd() throws WireException {
        if (position != end) {
            throw failure("end", TRAILING, position());
        }
    }

    /** For checks that only the structure's own parser can make. */
    public WireException failure(String field, Reason reason, int at) {
        StringBuilder path = new StringBuilder(root);
        for (int i = 0; i < depth; i++) {
            path.append('.').append(structures[i]);
            if (indices[i] != NO_INDEX) {
                path.append('[').append(indices[i]).append(']');
            }
        }
        return new WireException(path.append('.').append(field).toString(), reason, at);
    }

    private int advance(String field, int length) throws WireException {
        if (length < 0 || length > end - position) { // by subtraction: position + length could overflow
            throw failure(field, TRUNCATED, position());
        }
        int at = position;
        position += length;
        return at;
    }
}
