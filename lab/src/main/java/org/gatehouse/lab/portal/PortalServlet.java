package org.gatehouse.lab.portal;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.security.Principal;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Function;
import org.gatehouse.valve.SsoPrincipal;

/** Shows at {@code /} who is signed in and how, and at {@code /whoami} the same always in plain text. */
public final class PortalServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    private final transient Function<SsoPrincipal, Optional<String>> displayNames;
    private final transient InstantSource clock;

    /** @param displayNames what people call a user; asked at every request */
    public PortalServlet(Function<SsoPrincipal, Optional<String>> displayNames, InstantSource clock) {
        this.displayNames = displayNames;
        this.clock = clock;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getServletPath();
        if (path.equals("/")) {
            visit(request).page().write(request, response);
        } else if (path.equals("/whoami")) {
            visit(request).page().write(response, false);
        } else {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }

    private Visit visit(HttpServletRequest request) {
        Principal principal = request.getUserPrincipal();
        if (!(principal instanceof SsoPrincipal user)) {
            throw new IllegalStateException("The valve let a request through that is not signed in");
        }
        HttpSession session = request.getSession(false);
        return new Visit(
                user,
                displayNames.apply(user),
                session == null || session.isNew(),
                request.getRemoteAddr(),
                clock.instant().atZone(ZoneId.systemDefault()));
    }
}
