package org.gatehouse.attack;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import org.apache.catalina.Context;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.tomcat.util.descriptor.web.ErrorPage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An application's page for 401, which must be a page, and must not take the challenge away from the browser. */
class ErrorPagesTest {
    @TempDir
    private Path directory;

    private AttackedTomcat tomcat;

    @AfterEach
    void stop() throws Exception {
        if (tomcat != null) {
            tomcat.close();
        }
    }

    private void start(int status, String location) throws Exception {
        tomcat = new AttackedSite(directory)
                .application(context -> {
                    ErrorPage page = new ErrorPage();
                    page.setErrorCode(status);
                    page.setLocation(location);
                    context.addErrorPage(page);
                    context.addLifecycleListener(event -> {
                        if (event.getType().equals(org.apache.catalina.Lifecycle.CONFIGURE_START_EVENT)) {
                            Tomcat.addServlet(context, "unauthorized", new Unauthorized());
                            ((Context) context).addServletMapping("/401/*", "unauthorized", false);
                        }
                    });
                })
                .start();
    }

    /** Does to its response what its path says. */
    private static final class Unauthorized extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response)
                throws IOException, ServletException {
            response.setContentType("text/html");
            Object included = request.getAttribute(RequestDispatcher.INCLUDE_PATH_INFO);
            switch (included == null ? request.getPathInfo() : (String) included) {
                case "/200" -> response.setStatus(200);
                case "/404" -> response.setStatus(404);
                case "/302" -> {
                    response.setStatus(302);
                    response.setHeader("Location", "/login");
                }
                case "/redirect" -> {
                    response.sendRedirect("/login");
                    return;
                }
                case "/error" -> {
                    response.sendError(404, "not here");
                    return;
                }
                case "/basic" -> response.setHeader("WWW-Authenticate", "Basic realm=\"x\"");
                case "/added" -> response.addHeader("WWW-Authenticate", "Basic realm=\"x\"");
                case "/empty" -> response.setHeader("WWW-Authenticate", "");
                case "/case" -> response.setHeader("www-AUTHENTICATE", "Bearer");
                case "/reset" -> {
                    response.getWriter().print("first attempt");
                    response.reset();
                    response.setStatus(200);
                }
                case "/flush" -> {
                    response.setStatus(200);
                    response.getWriter().print("the page of the application");
                    response.flushBuffer();
                    response.setStatus(200);
                    return;
                }
                case "/forward" -> {
                    request.getRequestDispatcher("/401/200").forward(request, response);
                    return;
                }
                case "/include" -> {
                    request.getRequestDispatcher("/401/200").include(request, response);
                    return;
                }
                case "/exception" -> throw new ServletException("the page is broken");
                case "/runtime" -> throw new IllegalStateException("the page is broken");
                case "/late" -> {
                    response.getWriter().print("half a page");
                    throw new IllegalStateException("the page is broken");
                }
                default -> {}
            }
            response.getWriter()
                    .print("the page of the application: " + request.getAttribute("org.gatehouse.code") + " "
                            + request.getAttribute("org.gatehouse.reference"));
        }
    }

    private void assertChallenged(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().allValues("WWW-Authenticate")).containsExactly("Negotiate");
        assertThat(response.headers().map()).doesNotContainKey("location");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/plain",
                "/200",
                "/404",
                "/302",
                "/basic",
                "/added",
                "/empty",
                "/case",
                "/reset",
                "/flush",
                "/forward",
                "/include"
            })
    void errorPagesAreShownWithTheChallenge(String what) throws Exception {
        start(401, "/401" + what);
        for (String method : List.of("GET", "POST", "PUT", "DELETE")) {
            HttpResponse<String> response = tomcat.send(method, "/x", "Accept", "text/html");

            assertChallenged(response);
            assertThat(response.body()).contains("the page of the application").doesNotContain("first attempt");
        }
        HttpResponse<String> head = tomcat.send("HEAD", "/x", "Accept", "text/html");
        assertThat(head.statusCode()).isEqualTo(401);
        assertThat(head.headers().allValues("WWW-Authenticate")).containsExactly("Negotiate");
    }

    /** The browser answers the challenge, and is there. */
    @Test
    void errorPagesDoNotKeepABrowserFromSigningIn() throws Exception {
        start(401, "/401/redirect");
        assertChallenged(tomcat.get("/x", "Accept", "text/html"));

        assertThat(tomcat.signIn(ForgedTokens.alice(), "Accept", "text/html").body())
                .startsWith("user=alice@EXAMPLE.COM");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/redirect", "/error"})
    void errorPagesDoNotSendTheBrowserAway(String what) throws Exception {
        start(401, "/401" + what);

        assertChallenged(tomcat.get("/x", "Accept", "text/html"));
        assertChallenged(tomcat.get("/x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/exception", "/runtime", "/late"})
    void errorPagesAreReplacedByOursIfTheyFail(String what) throws Exception {
        start(401, "/401" + what);
        HttpResponse<String> response = tomcat.signIn("Negotiate AAAA", "Accept", "text/html");

        assertChallenged(response);
        assertThat(response.body()).contains("GH-S001").doesNotContain("half a page", "broken", "Exception", "at org.");
        assertThat(tomcat.log.with(Level.WARNING, "GH-C025")).hasSize(1);
        for (int i = 0; i < 20; i++) {
            assertChallenged(tomcat.get("/x", "Accept", "text/html"));
        }
        assertThat(tomcat.log.with(Level.WARNING, "GH-C025")).hasSizeLessThanOrEqualTo(10);
    }

    @Test
    void errorPagesKnowCodeAndReferenceOfARefusal() throws Exception {
        start(401, "/401/plain");
        HttpResponse<String> response = tomcat.signIn("Negotiate AAAA", "Accept", "text/html");

        String line = assertThat(tomcat.log.warnings()).singleElement().actual();
        String reference = line.replaceFirst("(?s)^[^\\[]*\\[([^]]*)].*$", "$1");
        assertThat(response.body()).contains("the page of the application: GH-S001 " + reference);
    }

    /** What a client may not know, a page must not tell it. */
    @Test
    void errorPagesKnowTheCodeThatTheClientMayKnow() throws Exception {
        start(401, "/401/plain");
        HttpResponse<String> response =
                tomcat.signIn(ForgedTokens.with(forge -> forge.serviceKey = new byte[32]), "Accept", "text/html");

        assertChallenged(response);
        assertThat(response.body()).contains("the page of the application: GH-K009 ");
    }

    @Test
    void errorPagesMayBeForAnyStatus() throws Exception {
        start(0, "/401/200");

        assertChallenged(tomcat.get("/x", "Accept", "text/html"));
    }

    /** A page that is not there. */
    @Test
    void errorPagesMayBeMissing() throws Exception {
        start(401, "/401x/none.html");

        assertChallenged(tomcat.get("/x", "Accept", "text/html"));
        assertChallenged(tomcat.get("/x"));
    }

    /** The page of Tomcat's own valve for errors comes next. */
    @Test
    void errorPagesMayBeAFileOfTheErrorReportValve() throws Exception {
        Path file = Files.writeString(directory.resolve("401.html"), "<p>the page of the host</p>");
        tomcat = new AttackedSite(directory)
                .application(context -> {
                    ErrorReportValve valve = new ErrorReportValve();
                    valve.setProperty("errorCode.401", file.toString());
                    ((StandardHost) context.getParent()).getPipeline().addValve(valve);
                })
                .start();
        HttpResponse<String> response = tomcat.get("/x", "Accept", "text/html");

        assertChallenged(response);
        assertThat(response.body()).contains("the page of the host");
    }

    /** Without a page of anybody's, it is ours. */
    @Test
    void errorPagesAreNotNeeded() throws Exception {
        tomcat = new AttackedSite(directory).start();

        assertChallenged(tomcat.get("/x", "Accept", "text/html"));
    }

    /** The page is inside of the application, and must not be a way around the sign-in. */
    @Test
    void errorPagesAreNoWayIn() throws Exception {
        start(401, "/401/plain");
        for (String path : List.of("/401/plain", "/401/../x", "/401/200")) {
            HttpResponse<String> response = tomcat.get(path, "Accept", "text/html");

            assertChallenged(response);
            assertThat(response.body()).doesNotContain("user=");
        }
    }
}
