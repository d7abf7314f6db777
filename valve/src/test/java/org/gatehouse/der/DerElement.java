package org.gatehouse.der;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.gatehouse.wire.Bytes;

/**
 * An element of a good message, for tests that spoil one in a single place. The elements around that place are written
 * with lengths that fit what is in them, so that nothing else is wrong.
 *
 * @param content of a primitive element; of a constructed one it is made of {@code children}
 * @param length octets that stand in the place of the right ones
 */
public record DerElement(int tag, Bytes content, List<DerElement> children, Optional<Bytes> length) {
    private static final int CONSTRUCTED = 0x20;
    private static final int LONG_FORM = 0x80;

    public DerElement {
        children = List.copyOf(children);
    }

    /** Reads one element that fills {@code message} to its end, and is known to be good. */
    public static DerElement of(Bytes message) {
        List<DerElement> elements = all(message);
        if (elements.size() != 1) {
            throw new IllegalArgumentException(elements.size() + " elements");
        }
        return elements.get(0);
    }

    private static List<DerElement> all(Bytes message) {
        List<DerElement> elements = new ArrayList<>();
        int at = 0;
        while (at < message.length()) {
            int tag = message.at(at++);
            int length = message.at(at++);
            if (length >= LONG_FORM) {
                int octets = length - LONG_FORM;
                length = 0;
                for (int i = 0; i < octets; i++) {
                    length = length << 8 | message.at(at++);
                }
            }
            Bytes content = message.slice(at, length);
            boolean constructed = (tag & CONSTRUCTED) != 0;
            elements.add(new DerElement(tag, content, constructed ? all(content) : List.of(), Optional.empty()));
            at += length;
        }
        return elements;
    }

    /** This element without the children that have a tag. */
    public DerElement without(int childTag) {
        return new DerElement(
                tag,
                content,
                children.stream().filter(child -> child.tag != childTag).toList(),
                length);
    }

    /** This element with its child at {@code index} changed. */
    public DerElement with(int index, UnaryOperator<DerElement> change) {
        List<DerElement> changed = new ArrayList<>(children);
        changed.set(index, change.apply(children.get(index)));
        return new DerElement(tag, content, changed, length);
    }

    /** This element with these length octets, whatever its length is. */
    public DerElement withLength(Bytes octets) {
        return new DerElement(tag, content, children, Optional.of(octets));
    }

    public Bytes encode() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writeTo(out);
        return Bytes.of(out.toByteArray());
    }

    private void writeTo(ByteArrayOutputStream out) {
        byte[] inside = inside();
        out.write(tag);
        out.writeBytes(length.orElseGet(() -> shortest(inside.length)).toArray());
        out.writeBytes(inside);
    }

    private byte[] inside() {
        if ((tag & CONSTRUCTED) == 0) {
            return content.toArray();
        }
        ByteArrayOutputStream inside = new ByteArrayOutputStream();
        children.forEach(child -> child.writeTo(inside));
        return inside.toByteArray();
    }

    /** The number of octets of the content as it would be written. */
    public int contentLength() {
        return inside().length;
    }

    /** Length octets in their one right form. */
    public static Bytes shortest(int length) {
        if (length < LONG_FORM) {
            return Bytes.of(new byte[] {(byte) length});
        }
        int octets = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + Byte.SIZE - 1) / Byte.SIZE;
        return longForm(octets, length);
    }

    /** The same in this many octets after the first. */
    public static Bytes longForm(int octets, long length) {
        byte[] form = new byte[1 + octets];
        form[0] = (byte) (LONG_FORM + octets);
        for (int i = 0; i < octets; i++) {
            form[octets - i] = (byte) (length >>> (Byte.SIZE * Math.min(i, Long.BYTES - 1)));
        }
        return Bytes.of(form);
    }
}
