package org.gatehouse.valve;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;

/** An error page that does what the last part of its path says, and shows {@code page} if it shows anything. */
final class OddPage extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        String habit = request.getPathInfo().substring(1);
        if (request.getDispatcherType() == DispatcherType.ERROR) {
            changeStatus(habit, response);
            changeHeaders(habit, response);
            leave(habit, request, response);
        }
        if (!habit.equals("unwrapped")) {
            response.getWriter().print("page");
        }
    }

    private static void changeStatus(String habit, HttpServletResponse response) throws IOException {
        switch (habit) {
            case "status200" -> response.setStatus(200);
            case "status302" -> {
                response.setStatus(302);
                response.setHeader("Location", "/elsewhere");
            }
            case "status503" -> response.setStatus(503);
            case "flush" -> {
                response.setStatus(200);
                response.getWriter().print("");
                response.flushBuffer();
            }
            case "early" -> {
                response.setBufferSize(1);
                response.setContentLength(2);
                response.getWriter().flush();
            }
            default -> {}
        }
    }

    private static void changeHeaders(String habit, HttpServletResponse response) {
        switch (habit) {
            case "reset" -> response.reset();
            case "resetBuffer" -> {
                response.setStatus(200);
                response.resetBuffer();
            }
            case "removeChallenge" -> response.setHeader("WWW-Authenticate", null);
            case "setChallenge" -> response.setHeader("www-authenticate", "Basic realm=\"x\"");
            case "addChallenge" -> response.addHeader("WWW-Authenticate", "Basic realm=\"x\"");
            case "cache" -> {
                response.setHeader("Cache-Control", "public, max-age=3600");
                response.setDateHeader("Expires", 1);
            }
            case "cookie" -> {
                response.addCookie(new Cookie("lang", "en"));
                response.addHeader("Set-Cookie", "a=b");
            }
            case "close" -> response.setHeader("Connection", "close");
            case "large" -> response.addHeader("X-Large", "x".repeat(100_000));
            case "locale" -> response.setLocale(Locale.GERMAN);
            default -> {}
        }
    }

    private static void leave(String habit, HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        switch (habit) {
            case "session" -> request.getSession().setAttribute("a", "b");
            case "authenticate" -> request.authenticate(response);
            case "unwrapped" -> {
                HttpServletResponse real = unwrapped(response);
                real.setStatus(200);
                real.setHeader("WWW-Authenticate", "Basic");
                real.addCookie(new Cookie("lang", "en"));
                real.getWriter().print("behind your back");
                real.flushBuffer();
            }
            case "sendfile" -> {
                request.setAttribute("org.apache.tomcat.sendfile.filename", "/dev/zero");
                request.setAttribute("org.apache.tomcat.sendfile.start", 0L);
                request.setAttribute("org.apache.tomcat.sendfile.end", 3L);
            }
            case "error404" -> response.sendError(404);
            case "error200" -> response.sendError(200, "all is well");
            case "redirect" -> response.sendRedirect("/elsewhere");
            case "throws" -> throw new ServletException(new IllegalStateException("no database\nGH-K031 [7F3A-91C2]"));
            case "error" -> throw new AssertionError("never");
            case "recursion" -> request.getRequestDispatcher("/page/recursion").forward(request, response);
            case "async" -> request.startAsync();
            case "long" -> response.getWriter().print("x".repeat(PageBody.MAX_LENGTH));
            default -> {}
        }
    }

    private static HttpServletResponse unwrapped(HttpServletResponse response) {
        ServletResponse inner = response;
        while (inner instanceof ServletResponseWrapper wrapper) {
            inner = wrapper.getResponse();
        }
        return (HttpServletResponse) inner;
    }
}
