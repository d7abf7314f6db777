package org.gatehouse.valve;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;

/** Answers without a page, to requests for the valve's own addresses. */
final class Answers {
    private Answers() {}

    /** @param location percent-encoded US-ASCII */
    static void redirect(Request request, String location) throws IOException {
        Response response = request.getResponse();
        response.setStatus(HttpServletResponse.SC_FOUND);
        response.setHeader("Location", location);
        empty(response);
    }

    static void methodNotAllowed(Request request, String allowed) throws IOException {
        Response response = request.getResponse();
        response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
        response.setHeader("Allow", allowed);
        empty(response);
    }

    private static void empty(Response response) throws IOException {
        response.setHeader("Cache-Control", "no-store");
        ResponseContent.TEXT.write(response, new byte[0]);
        response.setSuspended(true);
    }
}
