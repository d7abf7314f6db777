package org.gatehouse.kerberos;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.gatehouse.der.DerElement;
import org.gatehouse.wire.Bytes;

/** A good message with one element more than the specification has, in each place where there may be one. */
final class ExtraElements {
    private static final int CONSTRUCTED = 0x20;
    private static final DerElement EXTRA = new DerElement(0x05, Bytes.EMPTY, List.of(), Optional.empty());

    private ExtraElements() {}

    static List<Bytes> everywhere(Bytes message) {
        List<Bytes> spoiled = new ArrayList<>();
        spoiled.add(Bytes.of(joined(message.toArray(), EXTRA.encode().toArray())));
        inside(DerElement.of(message)).forEach(element -> spoiled.add(element.encode()));
        return spoiled;
    }

    private static List<DerElement> inside(DerElement element) {
        List<DerElement> spoiled = new ArrayList<>();
        if ((element.tag() & CONSTRUCTED) == 0) {
            return spoiled;
        }
        List<DerElement> more = new ArrayList<>(element.children());
        more.add(EXTRA);
        spoiled.add(new DerElement(element.tag(), element.content(), more, Optional.empty()));
        for (int i = 0; i < element.children().size(); i++) {
            for (DerElement child : inside(element.children().get(i))) {
                spoiled.add(element.with(i, good -> child));
            }
        }
        return spoiled;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
