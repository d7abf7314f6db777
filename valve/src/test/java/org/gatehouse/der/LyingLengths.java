package org.gatehouse.der;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gatehouse.wire.Bytes;

/** Every way in which one length of a good message can be a lie, or be said in another way than the shortest. */
public final class LyingLengths {
    private static final int LARGEST = 0x7fff_ffff;
    private static final long LARGEST_UNSIGNED = 0xffff_ffffL;
    private static final byte INDEFINITE = (byte) 0x80;
    /** Reserved by X.690 8.1.3.5. */
    private static final byte RESERVED = (byte) 0xff;

    private final Map<String, Bytes> lies = new LinkedHashMap<>();

    private LyingLengths() {}

    /** Each lie with a name that says where it is. */
    public static Map<String, Bytes> of(Bytes message) {
        LyingLengths all = new LyingLengths();
        all.collect(DerElement.of(message), "", whole -> whole);
        return all.lies;
    }

    private void collect(DerElement element, String path, Place place) {
        String here = path + "/" + Integer.toHexString(element.tag());
        int length = element.contentLength();
        for (Bytes octets : octetsFor(length)) {
            if (!octets.equals(DerElement.shortest(length))) {
                String name = here + " " + length + " as " + hex(octets);
                lies.put(name, place.put(element.withLength(octets)).encode());
            }
        }
        for (int i = 0; i < element.children().size(); i++) {
            int index = i;
            collect(
                    element.children().get(i),
                    here + "[" + i + "]",
                    child -> place.put(element.with(index, old -> child)));
        }
    }

    /** The message with something else in one place. */
    private interface Place {
        DerElement put(DerElement element);
    }

    private static List<Bytes> octetsFor(int length) {
        List<Bytes> octets = new ArrayList<>();
        for (int lie : new int[] {0, length - 1, length + 1, length + 2, 127, 128, 255, 256, 65_535, 65_536, LARGEST}) {
            if (lie >= 0) {
                octets.add(DerElement.shortest(lie));
            }
        }
        octets.add(DerElement.longForm(4, LARGEST_UNSIGNED));
        octets.add(DerElement.longForm(4, LARGEST + 1L));
        for (int count = 1; count <= 5; count++) { // right, but never in its shortest form in all of them
            octets.add(DerElement.longForm(count, length));
        }
        octets.add(DerElement.longForm(8, -1));
        octets.add(DerElement.longForm(127 - 1, length));
        octets.add(Bytes.of(new byte[] {INDEFINITE}));
        octets.add(Bytes.of(new byte[] {RESERVED}));
        return octets;
    }

    private static String hex(Bytes octets) {
        StringBuilder hex = new StringBuilder();
        for (int i = 0; i < Math.min(octets.length(), 9); i++) {
            hex.append(String.format("%02x", octets.at(i)));
        }
        return hex.toString();
    }
}
