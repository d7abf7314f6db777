package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.apache.catalina.authenticator.SingleSignOn;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that keeps the cookie of Tomcat's {@code SingleSignOn}, or none: it cannot fill the heap with sessions. */
class SingleSignOnFloodTest {
    private static final int REQUESTS = 20;

    @TempDir
    private Path directory;

    private TestTomcat started(Consumer<SsoAuthenticator> valve) throws Exception {
        return TestTomcat.started(directory, valve, context -> {
            context.getParent().getPipeline().addValve(new SingleSignOn());
            Tomcat.addServlet(context, "logout", new Logout());
            context.addServletMapping("/logout", "logout");
        });
    }

    @Test
    void beginsSixteenSessionsWithTheCookieOfTheHostAlone() throws Exception {
        try (TestTomcat tomcat = started(valve -> {})) {
            String cookie = cookieOfTheHost(tomcat.get("/", Negotiate.alice()));

            for (int i = 0; i < REQUESTS; i++) {
                HttpResponse<String> response = tomcat.get("/", "Cookie", cookie);
                assertThat(response.body()).startsWith("alice@EXAMPLE.COM by Kerberos");
                assertThat(response.headers().allValues("Set-Cookie")).hasSize(i < SessionPlaces.MAX_SESSIONS ? 1 : 0);
            }

            assertThat(tomcat.context().getManager().findSessions()).hasSize(SessionPlaces.MAX_SESSIONS + 1);
            assertThat(tomcat.valve().getSessionsNotBegun()).isEqualTo(REQUESTS - SessionPlaces.MAX_SESSIONS);
        }
    }

    @Test
    void signsOutEverywhereWithoutASessionOfItsOwn() throws Exception {
        try (TestTomcat tomcat = started(valve -> {})) {
            String cookie = cookieOfTheHost(tomcat.get("/", Negotiate.alice()));
            for (int i = 0; i < REQUESTS; i++) {
                tomcat.get("/", "Cookie", cookie);
            }

            assertThat(tomcat.get("/logout", "Cookie", cookie).statusCode()).isEqualTo(200);

            assertThat(tomcat.get("/", "Cookie", cookie).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void beginsNoSessionWhereNobodySignsOut() throws Exception {
        try (TestTomcat tomcat = started(valve -> valve.setProtect("constraints"))) {
            HttpResponse<String> response = tomcat.get("/logout");

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().allValues("Set-Cookie")).isEmpty();
            assertThat(tomcat.context().getManager().findSessions()).isEmpty();
        }
    }

    private static String cookieOfTheHost(HttpResponse<?> response) {
        return response.headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith("JSESSIONIDSSO="))
                .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
                .findFirst()
                .orElseThrow();
    }

    private static final class Logout extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws ServletException {
            request.logout();
        }
    }
}
