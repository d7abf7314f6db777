package org.gatehouse.lab.web;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.gatehouse.lab.portal.Page;

/** The portal's own page for every error, in place of Tomcat's with its version and stack traces. */
final class ErrorPageValve extends ErrorReportValve {
    @Override
    protected void report(Request request, Response response, Throwable throwable) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            page(status).write(request, response);
            response.finishResponse();
        } catch (IOException e) {
            container.getLogger().debug("The client did not wait for the error page", e);
        }
    }

    private static Page page(int status) {
        if (status == 404) {
            return Page.error("not found", "There is no such page", "The portal has one page, and this is not it.");
        }
        if (status < 500) {
            return Page.error("status " + status, "That request cannot be answered", "Another one can.");
        }
        return Page.error("status " + status, "Something broke here", "The lab's log says what.");
    }
}
