package org.gatehouse.valve;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.apache.catalina.connector.Request;
import org.apache.tomcat.util.buf.ByteChunk;
import org.apache.tomcat.util.buf.MessageBytes;
import org.apache.tomcat.util.http.MimeHeaders;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.failure.RefusedException;
import org.gatehouse.mechanism.TokenDescription;
import org.gatehouse.negotiate.TokenDescriber;
import org.gatehouse.wire.Bytes;

/** {@code Authorization: Negotiate <base64>} (RFC 4559 §4.2), read from the request's own bytes without a String of them. */
final class NegotiateHeader {
    static final String SCHEME = "Negotiate";

    private static final String NAME = "authorization";

    private NegotiateHeader() {}

    /**
     * The token of a request; empty if it has none, or credentials of another scheme.
     *
     * @throws RefusedException if what follows the scheme is not base64, or if other credentials come along: whoever is in
     *     front of this server may have looked at those only
     */
    static Optional<Bytes> token(Request request) throws RefusedException {
        if (!isPresent(request)) {
            return Optional.empty();
        }
        MimeHeaders headers = request.getCoyoteRequest().getMimeHeaders();
        int only = headers.findHeader(NAME, 0);
        if (headers.findHeader(NAME, only + 1) >= 0) {
            throw new RefusedException(
                    FailureCode.SEVERAL_AUTHORIZATIONS,
                    "the request has more than one Authorization header, one of them with \"Negotiate\".",
                    "Look for a proxy that adds credentials of its own: it must remove the client's, or leave them.");
        }
        ByteChunk chunk = headers.getValue(only).getByteChunk();
        int from = SCHEME.length();
        int to = chunk.getLength();
        while (from < to && isBlank(chunk, from)) { // some clients send more than one, or a tab
            from++;
        }
        while (to > from && isBlank(chunk, to - 1)) {
            to--;
        }
        return from == to ? Optional.empty() : Optional.of(decode(chunk, from, to));
    }

    /** Whether a request has credentials of this scheme, be they empty. */
    static boolean isPresent(Request request) {
        MimeHeaders headers = request.getCoyoteRequest().getMimeHeaders();
        for (int at = headers.findHeader(NAME, 0); at >= 0; at = headers.findHeader(NAME, at + 1)) {
            MessageBytes value = headers.getValue(at);
            value.toBytes();
            ByteChunk chunk = value.getByteChunk();
            if (chunk.startsWithIgnoreCase(SCHEME, 0)
                    && chunk.getLength() > SCHEME.length()
                    && isBlank(chunk, SCHEME.length())) {
                return true;
            }
        }
        return false;
    }

    /** What a request has in its first Authorization header, by name; empty if it has none. */
    static Optional<TokenDescription> describe(Request request) {
        MimeHeaders headers = request.getCoyoteRequest().getMimeHeaders();
        int first = headers.findHeader(NAME, 0);
        if (first < 0) {
            return Optional.empty();
        }
        MessageBytes value = headers.getValue(first);
        value.toBytes();
        ByteChunk chunk = value.getByteChunk();
        byte[] copy = Arrays.copyOfRange(chunk.getBuffer(), chunk.getStart(), chunk.getEnd());
        return Optional.of(TokenDescriber.ofAuthorization(Bytes.of(copy)));
    }

    /** The JDK's decoder tolerates that the padding is missing, as some clients leave it, and nothing else. */
    private static Bytes decode(ByteChunk chunk, int from, int to) throws RefusedException {
        int start = chunk.getStart();
        byte[] base64 = Arrays.copyOfRange(chunk.getBuffer(), start + from, start + to);
        try {
            return Bytes.of(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            throw new RefusedException(
                    FailureCode.NOT_BASE64,
                    "the value of the Authorization header (" + base64.length
                            + " characters after \"Negotiate\") is not base64.",
                    "Look for a proxy that changes headers, or for a program that makes tokens of its own; browsers"
                            + " don't.");
        }
    }

    private static boolean isBlank(ByteChunk chunk, int at) {
        int octet = chunk.getBuffer()[chunk.getStart() + at];
        return octet == ' ' || octet == '\t';
    }
}
