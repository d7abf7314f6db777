package org.gatehouse.valve;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UnsupportedEncodingException;
import java.nio.charset.Charset;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Response;
import org.apache.tomcat.util.http.FastHttpDateFormat;
import org.jspecify.annotations.Nullable;

/**
 * The response that an error page of the application writes. It is kept apart from the real one until the page has ended. So
 * the page cannot send anything early, nor change status, challenge and cookies. A page that does not
 * show anything (it sends another error, redirects, writes too much) has failed.
 */
final class PageResponse extends HttpServletResponseWrapper {
    private final Response real;
    private final int status;
    private final PageHeaders headers = new PageHeaders();
    private final PageBody body = new PageBody();
    private final PageContentType type;
    private boolean streamTaken;
    private boolean writerTaken;
    private Optional<String> ended = Optional.empty();

    /** @param status that goes out, whatever the page sets */
    PageResponse(Response real, HttpServletResponse wrapped, int status, Context context) {
        super(wrapped);
        this.real = real;
        this.status = status;
        this.type = new PageContentType(context);
    }

    /** What is to be said of a page that has failed; empty if there is something to show. */
    Optional<String> failure() {
        if (ended.isPresent()) {
            return ended;
        }
        if (body.isTooLong()) {
            return Optional.of("it is longer than " + PageBody.MAX_LENGTH + " bytes");
        }
        return content().length == 0 ? Optional.of("it wrote nothing") : Optional.empty();
    }

    /** Writes headers and content into the real response. */
    void send() throws IOException {
        headers.copyTo(real::setHeader, real::addHeader);
        type.toContent().write(real, content());
    }

    private byte[] content() {
        return body.content(type.charsetOfText());
    }

    private void end(String failure) {
        body.clear();
        body.close();
        ended = Optional.of(failure);
    }

    @Override
    public void sendError(int error) {
        sendError(error, null);
    }

    @Override
    public void sendError(int error, @Nullable String message) {
        end("it answered with status " + error);
    }

    @Override
    public void sendRedirect(String location) {
        end("it sent the client elsewhere, which a response with status " + status + " cannot do");
    }

    /** Of version 6.1 of the Servlet API. */
    @SuppressWarnings("unused")
    public void sendRedirect(String location, int code, boolean clearBuffer) {
        sendRedirect(location);
    }

    @Override
    public void setStatus(int changed) {
        // It stays.
    }

    @Override
    public int getStatus() {
        return status;
    }

    @Override
    public void addCookie(Cookie cookie) {
        // Nobody is signed in, and a client that only asks whether it could must not leave anything behind here.
    }

    @Override
    public void setHeader(String name, @Nullable String value) {
        if (name.equalsIgnoreCase("Content-Type")) {
            setContentType(value);
        }
        headers.set(name, value);
    }

    @Override
    public void addHeader(String name, @Nullable String value) {
        if (name.equalsIgnoreCase("Content-Type")) {
            setContentType(value);
        }
        headers.add(name, value);
    }

    @Override
    public void setDateHeader(String name, long date) {
        setHeader(name, FastHttpDateFormat.formatDate(date));
    }

    @Override
    public void addDateHeader(String name, long date) {
        addHeader(name, FastHttpDateFormat.formatDate(date));
    }

    @Override
    public void setIntHeader(String name, int value) {
        setHeader(name, Integer.toString(value));
    }

    @Override
    public void addIntHeader(String name, int value) {
        addHeader(name, Integer.toString(value));
    }

    @Override
    public boolean containsHeader(String name) {
        return headers.has(name) || real.containsHeader(name);
    }

    @Override
    public @Nullable String getHeader(String name) {
        return name.equalsIgnoreCase("Content-Type")
                ? getContentType()
                : headers.of(name).stream().findFirst().orElseGet(() -> real.getHeader(name));
    }

    @Override
    public Collection<String> getHeaders(String name) {
        return headers.has(name) ? headers.of(name) : real.getHeaders(name);
    }

    @Override
    public Collection<String> getHeaderNames() {
        Collection<String> names = new LinkedHashSet<>(real.getHeaderNames());
        names.addAll(headers.names());
        return names;
    }

    @Override
    public void setTrailerFields(Supplier<Map<String, String>> supplier) {
        // What stands after the content is not of the content.
    }

    @Override
    public ServletOutputStream getOutputStream() {
        if (writerTaken) {
            throw new IllegalStateException("getWriter() was called before");
        }
        streamTaken = true;
        return body.stream();
    }

    @Override
    public PrintWriter getWriter() throws UnsupportedEncodingException {
        if (streamTaken) {
            throw new IllegalStateException("getOutputStream() was called before");
        }
        type.fix();
        writerTaken = true;
        return body.writer();
    }

    @Override
    public String getCharacterEncoding() {
        return type.encoding();
    }

    @Override
    public void setCharacterEncoding(@Nullable String name) {
        type.setEncoding(name);
    }

    /** Of version 6.1 of the Servlet API. */
    @SuppressWarnings("unused")
    public void setCharacterEncoding(@Nullable Charset charset) {
        type.setEncoding(charset == null ? null : charset.name());
    }

    @Override
    public @Nullable String getContentType() {
        return type.value();
    }

    @Override
    public void setContentType(@Nullable String value) {
        type.set(value);
    }

    @Override
    public void setLocale(@Nullable Locale locale) {
        if (locale != null) {
            type.setLocale(locale);
            headers.set("Content-Language", locale.toLanguageTag());
        }
    }

    @Override
    public Locale getLocale() {
        return type.locale();
    }

    @Override
    public void setContentLength(int length) {
        // It is that of the content.
    }

    @Override
    public void setContentLengthLong(long length) {
        // It is that of the content.
    }

    @Override
    public int getBufferSize() {
        return PageBody.MAX_LENGTH;
    }

    @Override
    public void setBufferSize(int size) {
        // All of it is buffered.
    }

    @Override
    public void flushBuffer() {
        // Nothing leaves before the page has ended.
    }

    @Override
    public boolean isCommitted() {
        return ended.isPresent();
    }

    @Override
    public void resetBuffer() {
        body.clear();
    }

    @Override
    public void reset() {
        body.clear();
        headers.clear();
        type.clear();
        streamTaken = false;
        writerTaken = false;
    }
}
