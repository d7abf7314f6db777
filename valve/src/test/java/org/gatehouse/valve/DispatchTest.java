package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.ErrorPage;
import org.gatehouse.acceptor.Forge;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A request that the application passes on. Its token was used with the first dispatch; with another one it would be a
 * replay. Without sessions nothing but the request itself can know that.
 */
class DispatchTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"forward", "include", "async", "async-twice", "error", "authenticate"})
    void keepsTheSignInOfItsRequest(String way) throws Exception {
        try (TestTomcat tomcat =
                TestTomcat.started(directory, valve -> valve.setAlwaysUseSession("false"), relay(500))) {
            HttpResponse<String> response = tomcat.get("/relay?by=" + way, Negotiate.alice());

            assertThat(response.statusCode()).isEqualTo(way.equals("error") ? 500 : 200);
            assertThat(response.body()).isEqualTo("alice@EXAMPLE.COM");
            assertThat(tomcat.valve().getAccepted()).isOne();
            assertThat(tomcat.valve().getRefused()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"forward", "include", "async", "error", "authenticate"})
    void isAskedForOnceWithoutAToken(String way) throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory, valve -> {}, relay(500))) {
            HttpResponse<String> response = tomcat.get("/relay?by=" + way);

            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(response.headers().allValues("WWW-Authenticate")).containsExactly("Negotiate");
            assertThat(tomcat.valve().getChallenged()).isOne();
        }
    }

    /** A sign-in that the application asks for itself, twice, where no constraint does. */
    @Test
    void asksOnceWhereTheApplicationAsks() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(
                directory,
                valve -> {
                    valve.setProtect("constraints");
                    valve.setAlwaysUseSession("false");
                },
                relay(500))) {
            assertThat(tomcat.get("/relay?by=authenticate", Negotiate.alice()).body())
                    .isEqualTo("alice@EXAMPLE.COM");
            assertThat(tomcat.get("/relay?by=authenticate").statusCode()).isEqualTo(401);
        }
    }

    /** The page for a 401 is no request of its own: it is shown to nobody in particular, once, with the challenge. */
    @Test
    void toTheErrorPageOfARefusalAsksForNothingAndJudgesNothing() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory, valve -> {}, relay(401))) {
            String skewed = Negotiate.header(Forge.with(forge -> forge.ctime = Forge.NOW.plusSeconds(432)));

            HttpResponse<String> response = tomcat.get("/relay", "Authorization", skewed, "Accept", "text/html");

            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(response.body()).isEqualTo("nobody");
            assertThat(response.headers().allValues("WWW-Authenticate")).containsExactly("Negotiate");
            assertThat(tomcat.valve().getRefused()).isOne();
            assertThat(tomcat.valve().getChallenged()).isZero();
        }
    }

    private static Consumer<Context> relay(int errorCode) {
        return context -> {
            Tomcat.addServlet(context, "relay", new Relay()).setAsyncSupported(true);
            context.addServletMapping("/relay", "relay", false);
            ErrorPage page = new ErrorPage();
            page.setErrorCode(errorCode);
            page.setLocation("/relay");
            context.addErrorPage(page);
        };
    }

    /** Passes a request on to itself, as its parameter says, and then tells who the user is. */
    private static final class Relay extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response)
                throws ServletException, IOException {
            boolean first = request.getAttribute("first") == null;
            if (first && request.getDispatcherType() == DispatcherType.REQUEST) {
                request.setAttribute("first", true);
                pass(request, response, String.valueOf(request.getParameter("by")));
            } else if (request.getAttribute("again") != null) {
                request.removeAttribute("again");
                request.startAsync().dispatch();
            } else {
                tell(request, response);
            }
        }

        private static void pass(HttpServletRequest request, HttpServletResponse response, String way)
                throws ServletException, IOException {
            RequestDispatcher relay = request.getRequestDispatcher("/relay");
            switch (way) {
                case "forward" -> relay.forward(request, response);
                case "include" -> relay.include(request, response);
                case "async" -> request.startAsync().dispatch();
                case "async-twice" -> {
                    request.setAttribute("again", true);
                    request.startAsync().dispatch();
                }
                case "error" -> response.sendError(500);
                default -> {
                    boolean signedOn = request.authenticate(response);
                    boolean stillSignedOn = signedOn && request.authenticate(response);
                    if (stillSignedOn) {
                        tell(request, response);
                    }
                }
            }
        }

        private static void tell(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter()
                    .print(
                            request.getUserPrincipal() == null
                                    ? "nobody"
                                    : request.getUserPrincipal().getName());
        }
    }
}
