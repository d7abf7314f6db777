package org.gatehouse.valve;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.catalina.connector.Request;
import org.apache.tomcat.util.buf.ByteChunk;
import org.apache.tomcat.util.buf.MessageBytes;
import org.apache.tomcat.util.http.MimeHeaders;
import org.gatehouse.http.AuthorizationHeader;
import org.gatehouse.wire.Bytes;

/** The Authorization headers of a request, copied from its own bytes: a String of them would stay in the heap. */
final class RequestHeader {
    private static final String NAME = "authorization";

    private RequestHeader() {}

    static AuthorizationHeader of(Request request) {
        MimeHeaders headers = request.getCoyoteRequest().getMimeHeaders();
        int first = headers.findHeader(NAME, 0);
        if (first < 0) {
            return new AuthorizationHeader(List.of());
        }
        List<Bytes> values = new ArrayList<>(1);
        for (int at = first; at >= 0; at = headers.findHeader(NAME, at + 1)) {
            MessageBytes value = headers.getValue(at);
            value.toBytes();
            ByteChunk chunk = value.getByteChunk();
            values.add(Bytes.of(Arrays.copyOfRange(chunk.getBuffer(), chunk.getStart(), chunk.getEnd())));
        }
        return new AuthorizationHeader(values);
    }
}
