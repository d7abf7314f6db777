package org.gatehouse.wire;

import static org.gatehouse.wire.WireException.Reason.TOO_DEEP;
import static org.gatehouse.wire.WireException.Reason.TRAILING;
import static org.gatehouse.wire.WireException.Reason.TRUNCATED;

import java.util.Arrays;
import org.gatehouse.wire.WireException.Reason;

/**
 * A reader over a window of a message. It cannot leave its window; {@link #enter} narrows it to a structure inside, and
 * {@link #leave} widens it again once that structure is read to its end. It reads in place. Where it stands is kept as
 * names and becomes a path only when an error is thrown.
 */
public final class ByteCursor {
    /** The deepest structure of the formats read here (an AP-REQ inside SPNEGO) has nine levels. */
    private static final int MAX_DEPTH = 16;

    /** As deep as most messages go. */
    private static final int USUAL_DEPTH = 6;

    private static final String[] NO_NAMES = {};
    private static final int[] NO_ENDS = {};

    private final byte[] message;
    private final int start;
    private final String root;
    /** The structures inside the root that were entered, and the ends of the windows around them. */
    private String[] structures = NO_NAMES;

    private int[] ends = NO_ENDS;
    private int depth;
    private int end;
    private int position;

    ByteCursor(String structure, byte[] message, int start, int length) {
        this.message = message;
        this.start = start;
        this.position = start;
        this.end = start + length;
        this.root = structure;
    }

    /** In bytes from the start of the message. */
    public int position() {
        return position - start;
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

    /** Big-endian, as in everything that comes from MIT. */
    public int uint16Big(String field) throws WireException {
        int at = advance(field, Short.BYTES);
        return ((message[at] & 0xff) << 8) | (message[at + 1] & 0xff);
    }

    /** Big-endian, with its sign. */
    public int int32Big(String field) throws WireException {
        int at = advance(field, Integer.BYTES);
        return (message[at] & 0xff) << 24
                | (message[at + 1] & 0xff) << 16
                | (message[at + 2] & 0xff) << 8
                | (message[at + 3] & 0xff);
    }

    /** Little-endian, as in everything that comes from Microsoft and in the checksum of RFC 4121. */
    public long uint32(String field) throws WireException {
        return Integer.toUnsignedLong(Integer.reverseBytes(int32Big(field)));
    }

    /** The next {@code length} bytes, as a view. */
    public Bytes bytes(String field, int length) throws WireException {
        int at = advance(field, length);
        return Bytes.of(message, at, length);
    }

    public void skip(String field, int length) throws WireException {
        advance(field, length);
    }

    /** Narrows the window to the next {@code length} bytes, which are those of {@code structure}. */
    public void enter(String structure, int length) throws WireException {
        if (length < 0 || length > end - position) {
            throw failure(structure, TRUNCATED, position());
        }
        if (depth == MAX_DEPTH - 1) {
            throw failure(structure, TOO_DEEP, position());
        }
        if (depth == ends.length) {
            int deeper = depth == 0 ? USUAL_DEPTH : MAX_DEPTH;
            structures = Arrays.copyOf(structures, deeper);
            ends = Arrays.copyOf(ends, deeper);
        }
        ends[depth] = end;
        structures[depth++] = structure;
        end = position + length;
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
