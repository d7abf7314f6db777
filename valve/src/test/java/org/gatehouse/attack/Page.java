package org.gatehouse.attack;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.io.PrintWriter;
import java.security.Principal;
import java.util.Optional;

/**
 * Says who is signed in. {@code /put?text=x} keeps a text in the session, {@code /text} says it, {@code /logout} signs out
 * and keeps the session, {@code /end} ends the session.
 */
final class Page extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        PrintWriter body = response.getWriter();
        HttpSession session = request.getSession(false);
        switch (request.getServletPath()) {
            case "/put" -> request.getSession().setAttribute("text", request.getParameter("text"));
            case "/logout" -> request.logout();
            case "/end" -> {
                if (session != null) {
                    session.invalidate();
                    session = null;
                }
            }
            default -> {}
        }
        Object text = session == null ? null : session.getAttribute("text");
        body.print("user="
                + Optional.ofNullable(request.getUserPrincipal())
                        .map(Principal::getName)
                        .orElse("nobody") + " text=" + (text == null ? "none" : text));
    }
}
