package org.gatehouse.valve;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.catalina.connector.Request;
import org.apache.coyote.ContinueResponseTiming;
import org.gatehouse.wire.Bytes;

/**
 * The body of a request whose user has to sign in first.
 *
 * @param content empty if there is none, or if it must not be kept
 * @param isKept whether the request can be repeated as it was; otherwise its user comes back with a GET
 */
record FormBody(Bytes content, boolean isKept) {
    private static final Set<String> SAFE = Set.of("GET", "HEAD");

    /** A body that is not kept, with the answer to its client. */
    static final class RefusedBodyException extends Exception {
        private static final long serialVersionUID = 1;
        private final int status;

        private RefusedBodyException(int status, String message) {
            super(message, null, false, false);
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    /**
     * Reads it. A body that another site has sent is not read: its user did not fill in that form.
     *
     * @param limit in bytes
     */
    static FormBody of(Request request, int limit) throws IOException, RefusedBodyException {
        boolean safe = SAFE.contains(request.getMethod());
        if (!safe && RequestSite.isForeign(request)) {
            return new FormBody(Bytes.EMPTY, false);
        }
        long announced = request.getContentLengthLong();
        if (announced > limit || (!safe && isMultipart(request))) {
            throw tooLarge(limit);
        }
        request.getResponse().sendAcknowledgement(ContinueResponseTiming.ALWAYS);
        InputStream in = request.getInputStream();
        byte[] content = in.readNBytes(limit + 1);
        if (content.length > limit) {
            throw tooLarge(limit);
        }
        if (announced >= 0 && content.length != announced) {
            throw new RefusedBodyException(
                    HttpServletResponse.SC_BAD_REQUEST, "The body of the request is not as long as the request says.");
        }
        return new FormBody(Bytes.of(content), true);
    }

    private static boolean isMultipart(Request request) {
        return Optional.ofNullable(request.getContentType())
                .filter(type -> type.strip().toLowerCase(Locale.ROOT).startsWith("multipart/"))
                .isPresent();
    }

    private static RefusedBodyException tooLarge(int limit) {
        return new RefusedBodyException(
                HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE,
                "You are not signed in, and what you have sent is too large to be kept meanwhile (files, or more than "
                        + limit + " bytes). Sign in first, then send it again.");
    }
}
