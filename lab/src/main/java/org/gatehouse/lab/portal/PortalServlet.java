package org.gatehouse.lab.portal;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
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
 * for members of Finance: Tomcat keeps all others away. {@code /note} shows what is sent to it. Who has no ticket can sign in with a
 * password, by a form.
 */
public final class PortalServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    /** A page that not everyone may see. */
    public static final String FINANCE = "/finance";
    /** Where Tomcat sends those whom it keeps away. */
    public static final String NOT_ALLOWED = "/not-allowed";

    /** A page with a form. */
    public static final String NOTE = "/note";

    private static final Page NOBODY =
            new Page("Nobody is signed in", """
            <section>
            <span class="tag warn">open</span>
            <h1>Nobody is signed in</h1>
            <p>This page is open to everybody.</p>
            </section>
            """, "Nobody is signed in. This page is open to everybody.\n");

    /** The form for user name and password. */
    public static final String LOGIN = "/login";
    /** The same, after a refusal. */
    public static final String LOGIN_FAILED = "/login-failed";

    private final transient Function<String, Optional<String>> displayNames;
    private final transient Supplier<Map<String, String>> groupNames;
    private final transient InstantSource clock;

    /**
     * A portal of this domain.
     *
     * @param displayNames what people call a user, by their name with the realm; asked at every request
     * @param groupNames the names of groups by their SIDs; asked at every request
     */
    public PortalServlet(
            Function<String, Optional<String>> displayNames,
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
        } else if (path.equals(LOGIN) || path.equals(LOGIN_FAILED)) {
            login(request, response);
        } else if (path.equals(NOT_ALLOWED) && request.getDispatcherType() == DispatcherType.ERROR) {
            notAllowed(request).write(request, response);
        } else if (path.equals(FINANCE)) {
            finance(request).write(request, response);
        } else if (path.equals(NOTE)) {
            NotePage.empty().write(request, response);
        } else {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }

    /** Tomcat leads to the page after a refusal with the method of the form. */
    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        if (request.getServletPath().equals(LOGIN_FAILED) && request.getDispatcherType() == DispatcherType.FORWARD) {
            login(request, response);
        } else if (request.getServletPath().equals(NOTE)) {
            NotePage.of(request).write(request, response);
        } else {
            super.doPost(request, response);
        }
    }

    /** Who opens the form by its address has signed in already. */
    private static void login(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getDispatcherType() != DispatcherType.FORWARD) {
            response.sendRedirect("/");
        } else if (request.getServletPath().equals(LOGIN)) {
            LoginPage.asking().write(request, response);
        } else {
            String typed = request.getParameter("j_username");
            LoginPage.refusing(typed == null ? "" : typed).write(request, response);
        }
    }

    /** Nobody is signed in where a rule opens the page to everybody. */
    private Page home(HttpServletRequest request) {
        Principal user = request.getUserPrincipal();
        if (user == null) {
            return NOBODY;
        }
        if (user instanceof PasswordUser typed) {
            return new PasswordVisit(typed, known(typed), request.getRemoteAddr()).page();
        }
        if (user instanceof SsoPrincipal ticketHolder) {
            return visit(request, ticketHolder).page();
        }
        throw new IllegalStateException("Nobody signs users in but the valve and its form");
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

    private String nameOf(Principal user) {
        return displayNames.apply(user.getName()).orElse(user.getName());
    }

    private KnownNames known(Principal user) {
        return new KnownNames(displayNames.apply(user.getName()), groupNames.get());
    }

    private static Principal user(HttpServletRequest request) {
        Principal user = request.getUserPrincipal();
        if (user == null) {
            throw new IllegalStateException("The valve let a request through that is not signed in");
        }
        return user;
    }

    private Visit visit(HttpServletRequest request, SsoPrincipal user) {
        HttpSession session = request.getSession(false);
        return new Visit(
                user,
                known(user),
                session == null || session.isNew(),
                request.getRemoteAddr(),
                clock.instant().atZone(ZoneId.systemDefault()));
    }
}
