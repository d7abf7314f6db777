package org.gatehouse.lab.portal;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.security.Principal;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.gatehouse.lab.portal.Visit.KnownNames;
import org.gatehouse.valve.SsoPrincipal;

/**
 * Shows at {@code /} who is signed in and how, at {@code /whoami} the same always in plain text, and at {@code /finance} a page
 * for members of Finance: Tomcat keeps all others away.
 */
public final class PortalServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    /** A page that not everyone may see. */
    public static final String FINANCE = "/finance";
    /** Where Tomcat sends those whom it keeps away. */
    public static final String NOT_ALLOWED = "/not-allowed";

    private static final Page NOBODY =
            new Page("Nobody is signed in", """
            <section>
            <span class="tag warn">open</span>
            <h1>Nobody is signed in</h1>
            <p>This page is open to everybody.</p>
            </section>
            """, "Nobody is signed in. This page is open to everybody.\n");

    private final transient Function<SsoPrincipal, Optional<String>> displayNames;
    private final transient Supplier<Map<String, String>> groupNames;
    private final transient InstantSource clock;

    /**
     * A portal of this domain.
     *
     * @param displayNames what people call a user; asked at every request
     * @param groupNames the names of groups by their SIDs; asked at every request
     */
    public PortalServlet(
            Function<SsoPrincipal, Optional<String>> displayNames,
            Supplier<Map<String, String>> groupNames,
            InstantSource clock) {
        this.displayNames = displayNames;
        this.groupNames = groupNames;
        this.clock = clock;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getServletPath();
        if (path.equals("/")) {
            home(request).write(request, response);
        } else if (path.equals("/whoami")) {
            home(request).write(response, false);
        } else if (path.equals(NOT_ALLOWED) && request.getDispatcherType() == DispatcherType.ERROR) {
            notAllowed(request).write(request, response);
        } else if (path.equals(FINANCE)) {
            finance(request).write(request, response);
        } else {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }

    /** Nobody is signed in where a rule opens the page to everybody. */
    private Page home(HttpServletRequest request) {
        return request.getUserPrincipal() == null ? NOBODY : visit(request).page();
    }

    private Page notAllowed(HttpServletRequest request) {
        String name = nameOf(user(request));
        return new Page(
                "Not allowed",
                """
                <section>
                <span class="tag bad">not allowed</span>
                <h1>Finance is not open to you</h1>
                <p>You are signed in as %s. This page is for members of Finance.</p>
                <a class="button" href="/">To the portal</a>
                </section>
                """.formatted(Html.escape(name)),
                "Finance is not open to you. You are signed in as " + Fact.oneLine(name)
                        + ". This page is for members of Finance.\n");
    }

    private Page finance(HttpServletRequest request) {
        String name = nameOf(user(request));
        return new Page(
                "Finance",
                """
                <section>
                <span class="tag good">allowed</span>
                <h1>Finance</h1>
                <p>You are signed in as %s. This page is for members of Finance.</p>
                <a class="button" href="/">To the portal</a>
                </section>
                """.formatted(Html.escape(name)),
                "Finance. You are signed in as " + Fact.oneLine(name) + ".\n");
    }

    private String nameOf(SsoPrincipal user) {
        return displayNames.apply(user).orElse(user.name());
    }

    private static SsoPrincipal user(HttpServletRequest request) {
        Principal principal = request.getUserPrincipal();
        if (!(principal instanceof SsoPrincipal user)) {
            throw new IllegalStateException("The valve let a request through that is not signed in");
        }
        return user;
    }

    private Visit visit(HttpServletRequest request) {
        SsoPrincipal user = user(request);
        HttpSession session = request.getSession(false);
        return new Visit(
                user,
                new KnownNames(displayNames.apply(user), groupNames.get()),
                session == null || session.isNew(),
                request.getRemoteAddr(),
                clock.instant().atZone(ZoneId.systemDefault()));
    }
}
