package org.gatehouse.lab.kdc.message;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One element of a DER message (X.690), a window into its bytes. {@link #parse} walks the whole message once, without
 * recursion and without an allocation that a length asks for; everything behind that first walk, Kerby's recursive
 * parser included, sees only definite lengths that lie inside their parent, at a bounded depth.
 */
public final class DerNode {
    /** Kerberos' deepest message, a KDC-REQ with names inside of tickets, has about a dozen levels. */
    private static final int MAX_DEPTH = 32;

    /** BOOLEAN, INTEGER, BIT STRING, ENUMERATED, GeneralizedTime: Kerby decodes an empty one to null. */
    private static final Set<Integer> NEVER_EMPTY = Set.of(0x01, 0x02, 0x03, 0x0a, 0x18);

    private static final int CONSTRUCTED = 0x20;
    private static final int TAG_NUMBER = 0x1f;
    private static final int APPLICATION = 0x60;
    private static final int CONTEXT = 0xa0;

    private final byte[] message;
    private final int start;
    private final int content;
    private final int end;

    private DerNode(byte[] message, int start, int content, int end) {
        this.message = message;
        this.start = start;
        this.content = content;
        this.end = end;
    }

    /**
     * Walks a whole message.
     *
     * @throws MalformedMessageException unless the bytes are exactly one well-formed DER element
     */
    public static DerNode parse(byte[] message) throws MalformedMessageException {
        DerNode root = read(message, 0, message.length);
        if (root.end != message.length) {
            throw new MalformedMessageException("bytes after the end of the message");
        }
        Deque<DerNode> open = new ArrayDeque<>();
        int position = descend(root, open);
        while (!open.isEmpty()) {
            DerNode parent = open.getLast();
            if (position == parent.end) {
                open.removeLast();
            } else {
                position = descend(read(message, position, parent.end), open);
            }
        }
        return root;
    }

    /** Where the walk goes on: at the first child of a constructed element, behind a primitive one. */
    private static int descend(DerNode element, Deque<DerNode> open) throws MalformedMessageException {
        if (!element.constructed()) {
            return element.end;
        }
        if (open.size() == MAX_DEPTH) {
            throw new MalformedMessageException("nested too deeply");
        }
        open.addLast(element);
        return element.content;
    }

    private static DerNode read(byte[] message, int start, int limit) throws MalformedMessageException {
        if (limit - start < 2) {
            throw new MalformedMessageException("truncated");
        }
        if ((message[start] & TAG_NUMBER) == TAG_NUMBER) {
            throw new MalformedMessageException("a tag that Kerberos does not use");
        }
        int first = message[start + 1] & 0xff;
        int octets = first < 0x80 ? 0 : first & 0x7f;
        int content = start + 2 + octets;
        if (first == 0x80 || octets > 3 || octets > limit - start - 2) {
            throw new MalformedMessageException("a length that is indefinite, too long or truncated");
        }
        int length = octets == 0 ? first : 0;
        for (int i = start + 2; i < content; i++) {
            length = length << 8 | (message[i] & 0xff);
        }
        if (octets > 0 && (length < 0x80 || length >>> (8 * (octets - 1)) == 0)) {
            throw new MalformedMessageException("a length that is not in its shortest form");
        }
        if (length > limit - content) {
            throw new MalformedMessageException("a length that leads out of the message");
        }
        if (length == 0 && NEVER_EMPTY.contains((int) message[start])) {
            throw new MalformedMessageException("a value without bytes");
        }
        return new DerNode(message, start, content, content + length);
    }

    private boolean constructed() {
        return (message[start] & CONSTRUCTED) != 0;
    }

    /** The number of an {@code [APPLICATION n]} tag; empty for every other tag. */
    Optional<Integer> applicationTag() {
        int tag = message[start] & 0xff;
        return (tag & ~TAG_NUMBER) == APPLICATION ? Optional.of(tag & TAG_NUMBER) : Optional.empty();
    }

    /** What the explicit tag {@code [number]} of a SEQUENCE's field encloses. */
    public Optional<DerNode> field(int number) throws MalformedMessageException {
        for (DerNode child : children()) {
            if ((child.message[child.start] & 0xff) == (CONTEXT | number)) {
                return Optional.of(child.onlyChild());
            }
        }
        return Optional.empty();
    }

    /**
     * What an explicit tag encloses.
     *
     * @throws MalformedMessageException if an explicit tag does not enclose exactly one element
     */
    public DerNode onlyChild() throws MalformedMessageException {
        List<DerNode> children = children();
        if (children.size() != 1) {
            throw new MalformedMessageException("an explicit tag around anything but one element");
        }
        return children.get(0);
    }

    /** Empty for a primitive element. */
    public List<DerNode> children() throws MalformedMessageException {
        List<DerNode> children = new ArrayList<>();
        for (int position = content;
                constructed() && position < end;
                position = children.get(children.size() - 1).end) {
            children.add(read(message, position, end));
        }
        return children;
    }

    /** The value of a small INTEGER, such as a version or a type. */
    public int intValue() throws MalformedMessageException {
        int length = end - content;
        if (constructed() || length < 1 || length > Integer.BYTES) {
            throw new MalformedMessageException("an integer out of its range");
        }
        int value = message[content]; // sign-extended
        for (int i = content + 1; i < end; i++) {
            value = value << 8 | (message[i] & 0xff);
        }
        return value;
    }

    public byte[] content() {
        return Arrays.copyOfRange(message, content, end);
    }

    /** With its tag and length. */
    byte[] encoded() {
        return Arrays.copyOfRange(message, start, end);
    }

    /** This element's encoding with another element, such as an {@link #octetString}, in the place of one inside of it. */
    public byte[] encodedWith(DerNode replaced, byte[] replacement) throws MalformedMessageException {
        if (start == replaced.start && end == replaced.end) {
            return replacement;
        }
        if (replaced.start < content || replaced.end > end) {
            return encoded();
        }
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        for (DerNode child : children()) {
            changed.writeBytes(child.encodedWith(replaced, replacement));
        }
        return element(message[start], changed.toByteArray());
    }

    public static byte[] octetString(byte[] value) {
        return element((byte) 0x04, value);
    }

    private static byte[] element(byte tag, byte[] value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        int octets = (Integer.SIZE - Integer.numberOfLeadingZeros(value.length) + Byte.SIZE - 1) / Byte.SIZE;
        if (value.length < 0x80) {
            out.write(value.length);
        } else {
            out.write(0x80 | octets);
            for (int shift = Byte.SIZE * (octets - 1); shift >= 0; shift -= Byte.SIZE) {
                out.write(value.length >>> shift);
            }
        }
        out.writeBytes(value);
        return out.toByteArray();
    }
}
