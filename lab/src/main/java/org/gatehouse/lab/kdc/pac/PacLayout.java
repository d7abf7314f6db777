package org.gatehouse.lab.kdc.pac;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gatehouse.lab.kdc.message.MalformedMessageException;

/** PACTYPE of [MS-PAC] 2.3: where in a PAC its buffers are. Those of kinds that this KDC does not know are left out. */
final class PacLayout {
    private static final int HEADER = 8;
    private static final int ENTRY = 16;
    private static final int ALIGNMENT = 8;
    private static final int SIGNATURE_TYPE = Integer.BYTES;

    /** Twice as many as there are kinds of buffers. */
    private static final int MAX_BUFFERS = 40;

    private final byte[] pac;
    private final Map<PacPart, Place> places;

    private PacLayout(byte[] pac, Map<PacPart, Place> places) {
        this.pac = pac;
        this.places = places;
    }

    private record Place(int offset, int length) {}

    /** A PAC of these buffers, each at a multiple of 8. */
    static byte[] join(SortedMap<PacPart, byte[]> parts) {
        int offset = HEADER + ENTRY * parts.size();
        int size = offset
                + parts.values().stream().mapToInt(part -> aligned(part.length)).sum();
        ByteBuffer pac = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        pac.putInt(parts.size()).putInt(0);
        for (Map.Entry<PacPart, byte[]> part : parts.entrySet()) {
            byte[] content = part.getValue();
            pac.putInt(part.getKey().number()).putInt(content.length).putLong(offset);
            pac.put(offset, content);
            offset += aligned(content.length);
        }
        return pac.array();
    }

    private static int aligned(int length) {
        return (length + ALIGNMENT - 1) & -ALIGNMENT;
    }

    /** @throws MalformedMessageException if a buffer is not inside of the PAC, or of one kind there are two */
    static PacLayout parse(byte[] pac) throws MalformedMessageException {
        ByteBuffer in = ByteBuffer.wrap(pac).order(ByteOrder.LITTLE_ENDIAN);
        if (pac.length < HEADER) {
            throw new MalformedMessageException("PAC: truncated");
        }
        int count = in.getInt();
        if (in.getInt() != 0 || count < 0 || count > MAX_BUFFERS || pac.length < HEADER + count * ENTRY) {
            throw new MalformedMessageException("PAC: of another version, or with too many buffers");
        }
        Map<PacPart, Place> places = new EnumMap<>(PacPart.class);
        for (int i = 0; i < count; i++) {
            Optional<PacPart> part = PacPart.of(in.getInt());
            int length = in.getInt();
            long offset = in.getLong();
            if (length < 0
                    || offset < HEADER + count * (long) ENTRY
                    || offset % ALIGNMENT != 0
                    || offset > pac.length - length) {
                throw new MalformedMessageException("PAC: a buffer that is not inside");
            }
            if (part.isPresent() && places.put(part.get(), new Place((int) offset, length)) != null) {
                throw new MalformedMessageException("PAC: two buffers " + part.get());
            }
        }
        return new PacLayout(pac, Collections.unmodifiableMap(places));
    }

    Optional<byte[]> part(PacPart part) {
        return Optional.ofNullable(places.get(part))
                .map(place -> Arrays.copyOfRange(pac, place.offset, place.offset + place.length));
    }

    /** All but the signatures. */
    SortedMap<PacPart, byte[]> content() {
        SortedMap<PacPart, byte[]> content = new TreeMap<>();
        places.keySet().stream()
                .filter(part -> !PacChecksum.PARTS.contains(part))
                .forEach(part -> content.put(part, part(part).orElseThrow()));
        return content;
    }

    /** The PAC as it was signed: with zeros instead of these signatures ([MS-PAC] 2.8.1), whose types stay. */
    byte[] withZeroed(Set<PacPart> signatures) {
        byte[] copy = pac.clone();
        places.forEach((part, place) -> {
            if (signatures.contains(part) && place.length > SIGNATURE_TYPE) {
                Arrays.fill(copy, place.offset + SIGNATURE_TYPE, place.offset + place.length, (byte) 0);
            }
        });
        return copy;
    }
}
