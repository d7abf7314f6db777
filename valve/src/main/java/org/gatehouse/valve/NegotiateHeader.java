package org.gatehouse.valve;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.apache.catalina.connector.Request;
import org.apache.tomcat.util.buf.ByteChunk;
import org.apache.tomcat.util.buf.MessageBytes;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.failure.RefusedException;
import org.gatehouse.wire.Bytes;

/** {@code Authorization: Negotiate <base64>} (RFC 4559 §4.2), read from the request's own bytes without a String of them. */
final class NegotiateHeader {
    static final String SCHEME = "Negotiate";

    private NegotiateHeader() {}

    /**
     * The token of a request; empty if it has none, or credentials of another scheme.
     *
     * @throws RefusedException if what follows the scheme is not base64
     */
    static Optional<Bytes> token(Request request) throws RefusedException {
        MessageBytes value = request.getCoyoteRequest().getMimeHeaders().getValue("authorization");
        if (value == null || !isPresent(request)) {
            return Optional.empty();
        }
        ByteChunk chunk = value.getByteChunk();
        int from = SCHEME.length();
        int to = chunk.getLength();
        while (from < to && octet(chunk, from) == ' ') { // some clients send more than one
            from++;
        }
        while (to > from && octet(chunk, to - 1) == ' ') {
            to--;
        }
        return from == to ? Optional.empty() : Optional.of(decode(chunk, from, to));
    }

    /** Whether a request has credentials of this scheme, be they empty. */
    static boolean isPresent(Request request) {
        MessageBytes value = request.getCoyoteRequest().getMimeHeaders().getValue("authorization");
        if (value == null) {
            return false;
        }
        value.toBytes();
        return value.getByteChunk().startsWithIgnoreCase(SCHEME + " ", 0);
    }

    private static Bytes decode(ByteChunk chunk, int from, int to) throws RefusedException {
        int start = chunk.getStart();
        byte[] base64 = Arrays.copyOfRange(chunk.getBuffer(), start + from, start + to);
        try {
            return Bytes.of(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            throw new RefusedException(
                    FailureCode.NOT_BASE64,
                    "the value of the Authorization header (" + base64.length
                            + " characters after \"Negotiate\") is not" + " base64.",
                    "Look for a proxy that changes headers, or for a program that makes tokens of its own; browsers"
                            + " don't.");
        }
    }

    private static int octet(ByteChunk chunk, int at) {
        return chunk.getBuffer()[chunk.getStart() + at];
    }
}
