package org.gatehouse.valve;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.catalina.Container;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.catalina.valves.JsonErrorReportValve;
import org.apache.catalina.valves.ProxyErrorReportValve;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.text.Printable;

/**
 * The files that an {@code ErrorReportValve} of the host names for a status ({@code errorCode.401}, or {@code errorCode.0} for
 * all). That valve itself comes too late: it leaves a response alone that something was written to.
 */
final class HostPages {
    private static final String PROPERTY = "errorCode.";
    private static final String ANY_STATUS = "0";

    private final Context context;
    private final ErrorPages.Trouble trouble;

    HostPages(Context context, ErrorPages.Trouble trouble) {
        this.context = context;
        this.trouble = trouble;
    }

    /** Writes the file for a status into the response, if there is one that can be read. */
    boolean show(int status, Response response) throws IOException {
        Optional<String> location = location(status);
        if (location.isEmpty()) {
            return false;
        }
        Optional<byte[]> content = read(location.get(), status);
        if (content.isEmpty()) {
            return false;
        }
        ResponseContent.HTML.write(response, content.get()); // as that valve would send it
        return true;
    }

    private Optional<String> location(int status) {
        Container host = context.getParent();
        return host == null
                ? Optional.empty()
                : Stream.of(host.getPipeline().getValves())
                        .filter(valve -> valve instanceof ErrorReportValve && !hasReportsOfItsOwn(valve))
                        .map(ErrorReportValve.class::cast)
                        .flatMap(valve -> Stream.of(
                                valve.getProperty(PROPERTY + status), valve.getProperty(PROPERTY + ANY_STATUS)))
                        .filter(found -> found != null && !found.isEmpty())
                        .findFirst();
    }

    /** For these the property is an address elsewhere, or nothing. */
    private static boolean hasReportsOfItsOwn(Object valve) {
        return valve instanceof ProxyErrorReportValve || valve instanceof JsonErrorReportValve;
    }

    private Optional<byte[]> read(String location, int status) {
        String seen;
        try (InputStream in = Files.newInputStream(file(location))) {
            byte[] content = in.readNBytes(PageBody.MAX_LENGTH + 1);
            if (content.length > 0 && content.length <= PageBody.MAX_LENGTH) {
                return Optional.of(content);
            }
            seen = content.length == 0 ? "it is empty" : "it is longer than " + PageBody.MAX_LENGTH + " bytes";
        } catch (IOException | IllegalArgumentException e) {
            seen = "it cannot be read: " + Printable.quoted(String.valueOf(e.getMessage()));
        }
        trouble.failed(
                new Failure(
                        FailureCode.ERROR_PAGE_FAILED,
                        "the page " + Printable.quoted(location) + " of the ErrorReportValve for status " + status
                                + " could not be shown for the application " + ApplicationName.of(context) + ": "
                                + seen + ".",
                        "Fix the file, or remove its attribute from the ErrorReportValve. Until then clients get the page"
                                + " of Gatehouse."),
                Optional.empty());
        return Optional.empty();
    }

    private Path file(String location) {
        return context.getCatalinaBase().toPath().resolve(location);
    }
}
