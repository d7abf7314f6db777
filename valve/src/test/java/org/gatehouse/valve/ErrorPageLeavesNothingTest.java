package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import org.apache.catalina.Manager;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.ErrorPage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an error page has set in request and session is gone when it has ended. */
class ErrorPageLeavesNothingTest {
    @TempDir
    private Path directory;

    private TestTomcat started(HttpServlet page, HttpServlet asking) throws Exception {
        return TestTomcat.started(directory, valve -> valve.setProtect("constraints"), context -> {
            Tomcat.addServlet(context, "page", page);
            context.addServletMapping("/page", "page");
            Tomcat.addServlet(context, "asking", asking).setAsyncSupported(true);
            context.addServletMapping("/asking", "asking");
            ErrorPage errorPage = new ErrorPage();
            errorPage.setErrorCode(401);
            errorPage.setLocation("/page");
            context.addErrorPage(errorPage);
        });
    }

    @Test
    void whereTheApplicationAsksForASignInTooLate() throws Exception {
        try (TestTomcat tomcat = started(new Text(), new TooLate())) {
            HttpResponse<String> response = tomcat.get("/asking");

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).isEqualTo("begun, and ended: null true");
            assertThat(tomcat.lines(Level.WARNING)).isEmpty();
        }
    }

    @Test
    void butASessionThatAnotherRequestHasBegunMeanwhile() throws Exception {
        AtomicReference<Manager> manager = new AtomicReference<>();
        try (TestTomcat tomcat = started(new Joining(manager), new Asking())) {
            manager.set(tomcat.context().getManager());
            HttpResponse<String> response = tomcat.get("/asking", "Cookie", "JSESSIONID=" + Joining.ID);

            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(response.body()).isEqualTo("page of " + Joining.ID);
            assertThat(tomcat.context().getManager().findSession(Joining.ID)).isNotNull();
        }
    }

    /** Finds a session that was begun with the id of the request's cookie. */
    private static final class Joining extends HttpServlet {
        private static final long serialVersionUID = 1;

        static final String ID = "0123456789ABCDEF0123456789ABCDEF";

        private final transient AtomicReference<Manager> manager;

        Joining(AtomicReference<Manager> manager) {
            this.manager = manager;
        }

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            Objects.requireNonNull(manager.get()).createSession(ID);
            response.getWriter().print("page of " + request.getSession().getId());
        }
    }

    /** Asks for a sign-in. */
    private static final class Asking extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response)
                throws ServletException, IOException {
            request.authenticate(response);
        }
    }

    /** Writes a text. */
    private static class Text extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response)
                throws ServletException, IOException {
            response.getWriter().print("page");
        }
    }

    /** Asks for a sign-in when its response has been sent in part, and hides that. */
    private static final class TooLate extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response)
                throws ServletException, IOException {
            response.getWriter().print("begun");
            response.flushBuffer();
            try {
                request.authenticate(new HttpServletResponseWrapper(response) {
                    @Override
                    public boolean isCommitted() {
                        return false;
                    }
                });
            } catch (IllegalStateException e) {
                response.getWriter()
                        .print(", and ended: " + request.getAttribute("jakarta.servlet.error.status_code") + " "
                                + request.isAsyncSupported());
            }
        }
    }
}
