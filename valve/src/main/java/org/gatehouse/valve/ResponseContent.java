package org.gatehouse.valve;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Response;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that go into the response instead of all that was written so far. They take neither stream nor writer from the
 * application: one that asks for a sign-in itself may have taken one of them, or take one afterwards, and may not take both.
 *
 * @param type the content type without an encoding
 * @param encoding what the header says of it
 */
record ResponseContent(@Nullable String type, @Nullable String encoding) {
    static final ResponseContent HTML = new ResponseContent("text/html", "UTF-8");
    static final ResponseContent TEXT = new ResponseContent("text/plain", "UTF-8");

    /** Writes through Tomcat's own writer for error reports, whose converter is bound to octets before the type is set. */
    void write(Response response, byte[] content) throws IOException {
        response.resetBuffer(true);
        response.setAppCommitted(false);
        response.setCharacterEncoding(StandardCharsets.ISO_8859_1.name());
        PrintWriter octets = response.getReporter();
        response.setContentType(type);
        response.setCharacterEncoding(encoding);
        response.setContentLength(content.length);
        octets.write(new String(content, StandardCharsets.ISO_8859_1));
    }
}
