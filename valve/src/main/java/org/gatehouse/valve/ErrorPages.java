package org.gatehouse.valve;

import static jakarta.servlet.RequestDispatcher.ERROR_EXCEPTION;
import static jakarta.servlet.RequestDispatcher.ERROR_EXCEPTION_TYPE;
import static jakarta.servlet.RequestDispatcher.ERROR_MESSAGE;
import static jakarta.servlet.RequestDispatcher.ERROR_REQUEST_URI;
import static jakarta.servlet.RequestDispatcher.ERROR_SERVLET_NAME;
import static jakarta.servlet.RequestDispatcher.ERROR_STATUS_CODE;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.catalina.Context;
import org.apache.catalina.Globals;
import org.apache.catalina.Session;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.tomcat.util.ExceptionUtils;
import org.apache.tomcat.util.descriptor.web.ErrorPage;
import org.apache.tomcat.util.http.MimeHeaders;
import org.gatehouse.failure.Failure;
import org.gatehouse.failure.FailureCode;
import org.gatehouse.text.Printable;
import org.jspecify.annotations.Nullable;

/**
 * Shows a page of the application, or of the host, in a response to a request that is not signed in. Tomcat would do so by
 * itself after this valve has called {@code sendError}, but it lets the page change status and headers: no browser
 * answers a challenge that has become 200, 302 or 404.
 *
 * <p>While the page runs, the real response is suspended: anyone who gets hold of it can neither write nor commit. Afterwards
 * its headers are as they were. The page has the method GET, as Servlet 6.1 (§10.9) demands.
 */
final class ErrorPages {
    /** {@code <error-page>} without a code stands for all of them. */
    private static final int ANY_STATUS = 0;

    /** Tomcat would send that file instead of what is written. */
    private static final List<String> SENDFILE =
            List.of(Globals.SENDFILE_FILENAME_ATTR, Globals.SENDFILE_FILE_START_ATTR, Globals.SENDFILE_FILE_END_ATTR);

    private static final String SHOWING = ErrorPages.class.getName();

    private final Request request;
    private final Response response;
    private final Trouble trouble;

    ErrorPages(Request request, Trouble trouble) {
        this.request = request;
        this.response = request.getResponse();
        this.trouble = trouble;
    }

    /** Hears of pages that could not be shown. */
    @FunctionalInterface
    interface Trouble {
        void failed(Failure failure, Optional<Throwable> thrown);
    }

    /** Whether the request is being answered with such a page: one that asks for a sign-in gets none. */
    static boolean isShowing(Request request) {
        return request.getNote(SHOWING) != null;
    }

    /**
     * Writes the page for a status into the response, whose status and own headers are set already.
     *
     * @param message what the page can say if it has nothing better
     * @return whether there is one that could be shown; otherwise nothing is written
     */
    boolean show(int status, String message) throws IOException {
        Context context = request.getContext(); // none, if the valve is in a host and no application has the address
        if (context == null || response.isCommitted()) {
            return false;
        }
        if (context.getState().isAvailable()) {
            ErrorPage page = context.findErrorPage(status);
            page = page == null ? context.findErrorPage(ANY_STATUS) : page;
            if (page != null) {
                return show(context, page.getLocation(), status, message);
            }
        }
        return new HostPages(context, trouble).show(status, response);
    }

    private boolean show(Context context, String location, int status, String message) throws IOException {
        HttpServletResponse before = response.getResponse();
        PageResponse page = new PageResponse(response, before, status, context);
        Optional<Throwable> thrown = run(context, location, page, attributes(location, status, message));
        Optional<String> failure = thrown.map(throwable -> "it threw " + Printable.quoted(throwable.toString()))
                .or(page::failure);
        if (failure.isPresent()) {
            trouble.failed(failure(context, location, status, failure.get()), thrown);
            return false;
        }
        page.send();
        return true;
    }

    private static Failure failure(Context context, String location, int status, String seen) {
        return new Failure(
                FailureCode.ERROR_PAGE_FAILED,
                "the page " + Printable.quoted(location) + " of the application " + ApplicationName.of(context)
                        + " for status " + status + " could not be shown: " + seen + ".",
                "Fix the page, or remove its <error-page> from web.xml. Until then clients get the page of Gatehouse.");
    }

    private Map<String, @Nullable Object> attributes(String location, int status, String message) {
        Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
        attributes.put(ERROR_EXCEPTION, null); // left over from another valve, Tomcat would make 500 of it
        attributes.put(ERROR_EXCEPTION_TYPE, null);
        attributes.put(ERROR_STATUS_CODE, status);
        attributes.put(ERROR_MESSAGE, message);
        attributes.put(ERROR_REQUEST_URI, request.getRequestURI());
        attributes.put(
                ERROR_SERVLET_NAME,
                request.getWrapper() == null ? null : request.getWrapper().getName());
        attributes.put("jakarta.servlet.error.method", request.getMethod()); // of version 6.1 of the Servlet API
        attributes.put("jakarta.servlet.error.query_string", request.getQueryString());
        attributes.put(Globals.DISPATCHER_REQUEST_PATH_ATTR, location);
        attributes.put(Globals.DISPATCHER_TYPE_ATTR, DispatcherType.ERROR);
        return attributes;
    }

    /** What the page has thrown, if it has; request and response are as before. */
    private Optional<Throwable> run(
            Context context, String location, PageResponse page, Map<String, @Nullable Object> attributes)
            throws IOException {
        MimeHeaders headers = new MimeHeaders();
        headers.duplicate(response.getCoyoteResponse().getMimeHeaders());
        int status = response.getStatus();
        HttpServletResponse before = response.getResponse();
        boolean asyncSupported = request.isAsyncSupported();
        Session session = request.getSessionInternal(false);
        Map<String, @Nullable Object> replaced = replace(attributes);
        try {
            request.setNote(SHOWING, page);
            request.setAsyncSupported(false);
            response.setResponse(page); // of which Tomcat asks whether it is too late for a session
            response.resetBuffer(true);
            response.setSuspended(true);
            dispatch(context, location, page);
            return Optional.empty();
        } catch (Throwable t) { // as Tomcat does for error pages
            ExceptionUtils.handleThrowable(t);
            return Optional.of(
                    t instanceof ServletException outer && outer.getRootCause() != null ? outer.getRootCause() : t);
        } finally {
            response.setSuspended(false);
            response.setResponse(before);
            request.setAsyncSupported(asyncSupported);
            request.removeNote(SHOWING);
            replace(replaced);
            SENDFILE.forEach(request::removeAttribute);
            endSession(session);
            response.getCoyoteResponse().getMimeHeaders().recycle();
            response.getCoyoteResponse().getMimeHeaders().duplicate(headers);
            response.setStatus(status);
        }
    }

    private void dispatch(Context context, String location, PageResponse page) throws ServletException, IOException {
        RequestDispatcher dispatcher = context.getServletContext().getRequestDispatcher(location);
        if (dispatcher == null) {
            throw new ServletException("The location does not begin with a slash");
        }
        dispatcher.forward(
                new HttpServletRequestWrapper(request.getRequest()) {
                    @Override
                    public String getMethod() {
                        return "GET";
                    }
                },
                page);
    }

    /**
     * A page begins a session easily (a JSP does unless told not to); without a cookie nobody could come back to it. One that
     * is not new was begun by another request: applications can share a cookie.
     */
    private void endSession(@Nullable Session before) {
        Session after = request.getSessionInternal(false);
        if (after != null && after != before && isNew(after)) {
            after.expire();
        }
    }

    private static boolean isNew(Session session) {
        try {
            return session.getSession().isNew();
        } catch (IllegalStateException e) { // another request has just ended it
            return false;
        }
    }

    /** Sets attributes of the request, and returns what they were. */
    private Map<String, @Nullable Object> replace(Map<String, @Nullable Object> attributes) {
        Map<String, @Nullable Object> replaced = new LinkedHashMap<>();
        attributes.forEach((name, value) -> {
            replaced.put(name, request.getAttribute(name));
            if (value == null) {
                request.removeAttribute(name);
            } else {
                request.setAttribute(name, value);
            }
        });
        return replaced;
    }
}
