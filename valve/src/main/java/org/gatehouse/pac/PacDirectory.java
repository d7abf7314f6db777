package org.gatehouse.pac;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gatehouse.failure.RefusedException;
import org.gatehouse.wire.ByteCursor;
import org.gatehouse.wire.Bytes;
import org.gatehouse.wire.WireException;
import org.gatehouse.wire.WireException.Reason;

/**
 * PACTYPE ([MS-PAC] 2.3): where each buffer of a PAC is. No type may repeat, known or not: the verifier and the reader could
 * take different ones. No byte belongs to two buffers, or to one and to the directory.
 */
record PacDirectory(List<InfoBuffer> buffers) {
    /** Windows sends about a dozen. To compare each with all others must not take long. */
    static final int MAX_BUFFERS = 32;

    private static final int HEADER_SIZE = 8;
    private static final int INFO_BUFFER_SIZE = 16;
    /** [MS-PAC] 2.4: Offset is a multiple of eight. */
    private static final int ALIGNMENT = 8;

    PacDirectory {
        buffers = List.copyOf(buffers);
    }

    /** Reads the directory, and no buffer. */
    static PacDirectory parse(Bytes pac) throws WireException, RefusedException {
        ByteCursor cursor = pac.cursor("PACTYPE");
        int at = cursor.position();
        long count = cursor.uint32Little("cBuffers");
        if (count > MAX_BUFFERS) {
            throw cursor.failure("cBuffers", Reason.TOO_MANY, at);
        }
        if (cursor.uint32Little("Version") != 0) {
            throw cursor.failure("Version", Reason.BAD_VERSION, Integer.BYTES);
        }
        if (count * INFO_BUFFER_SIZE > cursor.remaining()) {
            throw cursor.failure("Buffers", Reason.TRUNCATED, cursor.position());
        }
        int contentStart = HEADER_SIZE + (int) count * INFO_BUFFER_SIZE;
        List<InfoBuffer> buffers = new ArrayList<>((int) count);
        for (int i = 0; i < count; i++) {
            cursor.begin("Buffers", i);
            buffers.add(addable(infoBuffer(cursor, contentStart, pac.length()), buffers, cursor));
            cursor.finish();
        }
        return new PacDirectory(buffers);
    }

    /** In 64 bits, so that nothing wraps, and by subtraction, so that nothing overflows. */
    private static InfoBuffer infoBuffer(ByteCursor cursor, int contentStart, int pacLength) throws WireException {
        int at = cursor.position();
        long type = cursor.uint32Little("ulType");
        long size = cursor.uint32Little("cbBufferSize");
        long offset = cursor.uint64Little("Offset");
        boolean isOutside = offset < contentStart || offset > pacLength;
        if (isOutside || offset % ALIGNMENT != 0) {
            throw cursor.failure("Offset", Reason.BAD_OFFSET, at + 2 * Integer.BYTES);
        }
        if (size > pacLength - offset) {
            throw cursor.failure("cbBufferSize", Reason.BAD_LENGTH, at + Integer.BYTES);
        }
        return new InfoBuffer(type, (int) size, (int) offset);
    }

    private static InfoBuffer addable(InfoBuffer buffer, List<InfoBuffer> earlier, ByteCursor cursor)
            throws WireException, RefusedException {
        int at = cursor.position() - INFO_BUFFER_SIZE;
        for (InfoBuffer other : earlier) {
            if (other.type() == buffer.type()) {
                throw doubled(buffer, cursor.failure("ulType", Reason.DUPLICATE, at));
            }
            if (other.overlaps(buffer)) {
                throw cursor.failure("Offset", Reason.BAD_OFFSET, at + 2 * Integer.BYTES);
            }
        }
        return buffer;
    }

    private static WireException doubled(InfoBuffer buffer, WireException malformed) throws RefusedException {
        Optional<PacBufferType> signature = PacBufferType.of(buffer.type()).filter(PacBufferType::isRequiredSignature);
        if (signature.isPresent()) {
            throw PacRefusals.signatureDoubled(signature.get());
        }
        return malformed;
    }

    /** The buffer of that type, which there is at most once. */
    Optional<InfoBuffer> find(PacBufferType type) {
        for (InfoBuffer buffer : buffers) {
            if (buffer.type() == type.number()) {
                return Optional.of(buffer);
            }
        }
        return Optional.empty();
    }

    /** How many buffers are of types that are not known. */
    int unknown() {
        int unknown = 0;
        for (InfoBuffer buffer : buffers) {
            unknown += PacBufferType.of(buffer.type()).isEmpty() ? 1 : 0;
        }
        return unknown;
    }
}
