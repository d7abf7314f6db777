package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.logging.Level;
import org.apache.catalina.Context;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.tomcat.util.descriptor.web.ErrorPage;
import org.apache.tomcat.util.descriptor.web.SecurityCollection;
import org.apache.tomcat.util.descriptor.web.SecurityConstraint;
import org.gatehouse.acceptor.Forge;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of the application and of the host for requests that are not signed in: they show, and decide nothing. */
class ErrorPageTest {
    private static final String HTML = "text/html,*/*;q=0.8";
    private static final String OURS = "Sign-in is needed: this site accepts Negotiate (Kerberos).\n";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "status200",
                "status302",
                "status503",
                "flush",
                "early",
                "reset",
                "resetBuffer",
                "removeChallenge",
                "setChallenge",
                "addChallenge",
                "cache",
                "cookie",
                "close",
                "large",
                "locale",
                "session",
                "sendfile",
                "authenticate"
            })
    void errorPageIsShownInTheChallengeWhateverItDoesToTheResponse(String habit) throws Exception {
        try (TestTomcat tomcat = started(page(401, "/page/" + habit))) {
            HttpResponse<String> response = tomcat.get("/", "Accept", HTML);

            assertThatItChallenges(response);
            assertThat(response.body()).isEqualTo("page");
            assertThat(tomcat.lines(Level.WARNING)).isEmpty();
            assertThat(tomcat.context().getManager().findSessions()).isEmpty();
            assertThat(tomcat.valve().getChallenged()).isOne();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "error404",
                "error200",
                "redirect",
                "throws",
                "error",
                "recursion",
                "async",
                "long",
                "unwrapped",
                "missing/file"
            })
    void givesWayToOurPageWhereItFails(String habit) throws Exception {
        String location = habit.equals("missing/file") ? "/missing/file" : "/page/" + habit;
        try (TestTomcat tomcat = started(page(401, location))) {
            HttpResponse<String> response = tomcat.get("/");

            assertThatItChallenges(response);
            assertThat(response.body()).isEqualTo(OURS);
            assertThat(tomcat.lines(Level.WARNING))
                    .singleElement()
                    .satisfies(line -> assertThat(line)
                            .matches(
                                    "GH-C025 \\[[0-9A-F]{4}-[0-9A-F]{4}] 127\\.0\\.0\\.1: the page \"" + location
                                            + "\" of the application / for status 401 could not be shown: .*\\. Fix the page, .*")
                            .doesNotContain("\n"));
        }
    }

    @Test
    void errorPageThatFailsForManyClientsIsToldOfInFewLines() throws Exception {
        try (TestTomcat tomcat = started(page(401, "/page/throws"))) {
            for (int i = 0; i < 40; i++) {
                assertThat(tomcat.get("/").statusCode()).isEqualTo(401);
            }

            assertThat(tomcat.lines(Level.WARNING)).hasSize(RefusalLog.WHOLE_LINES);
        }
    }

    @Test
    void errorPageCanBeAFile() throws Exception {
        Files.writeString(directory.resolve("sorry.html"), "<p>Grüß Gott</p>");
        try (TestTomcat tomcat = started(context -> {
            context.addMimeMapping("html", "text/html;charset=UTF-8");
            context.addServletMapping("*.html", "files");
            page(401, "/sorry.html").accept(context);
        })) {
            HttpResponse<String> response = tomcat.get("/", "Accept", HTML, "If-None-Match", "*", "Range", "bytes=0-1");

            assertThatItChallenges(response);
            assertThat(response.body()).isEqualTo("<p>Grüß Gott</p>");
            assertThat(response.headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
        }
    }

    @Test
    void errorPageCanStandForEveryStatus() throws Exception {
        try (TestTomcat tomcat = started(page(0, "/page/status200"))) {
            assertThat(tomcat.get("/").body()).isEqualTo("page");

            HttpResponse<String> bad = tomcat.get("/", "Authorization", "Negotiate ***");

            assertThat(bad.statusCode()).isEqualTo(400);
            assertThat(bad.headers().allValues("WWW-Authenticate")).isEmpty();
            assertThat(bad.body()).isEqualTo("page");
        }
    }

    @Test
    void errorPageForAnotherStatusOrForAnExceptionIsNotShown() throws Exception {
        try (TestTomcat tomcat = started(page(403, "/page/plain").andThen(context -> {
            ErrorPage ofException = new ErrorPage();
            ofException.setExceptionType("java.lang.Throwable");
            ofException.setLocation("/page/plain");
            context.addErrorPage(ofException);
        }))) {
            assertThat(tomcat.get("/").body()).isEqualTo(OURS);
        }
    }

    @Test
    void errorPageIsShownWhereNobodyCanSignIn() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory, valve -> valve.setKeytab("missing.keytab"), context -> {
            pages(context);
            page(503, "/page/status200").accept(context);
        })) {
            HttpResponse<String> response = tomcat.get("/");

            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.headers().firstValue("Retry-After")).hasValue("10");
            assertThat(response.body()).isEqualTo("page");
        }
    }

    /** A program learns from SPNEGO's answer why it was refused; that is the challenge as well. */
    @Test
    void keepsTheAnswerToAProgram() throws Exception {
        try (TestTomcat tomcat = started(page(401, "/page/setChallenge"))) {
            HttpResponse<String> response = tomcat.get("/", "Authorization", "Negotiate TlRMTVNTUAAB");

            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(response.headers().allValues("WWW-Authenticate")).containsExactly("Negotiate oQcwBaADCgEC");
            assertThat(response.body()).isEqualTo("page");
        }
    }

    @Test
    void errorPageIsShownForEveryMethod() throws Exception {
        try (TestTomcat tomcat = started(page(401, "/page/status200"))) {
            for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS")) {
                HttpResponse<String> response = tomcat.send(tomcat.request("/")
                        .method(method, BodyPublishers.ofString("a=b&".repeat(5000)))
                        .build());

                assertThatItChallenges(response);
                assertThat(response.body()).as(method).isEqualTo("page");
            }
            HttpResponse<String> head = tomcat.send(
                    tomcat.request("/").method("HEAD", BodyPublishers.noBody()).build());
            assertThatItChallenges(head);
            assertThat(head.body()).isEmpty();
        }
    }

    @Test
    void errorPageIsShownThoughItIsProtectedItself() throws Exception {
        SecurityCollection collection = new SecurityCollection();
        collection.addPattern("/*");
        SecurityConstraint constraint = new SecurityConstraint();
        constraint.addCollection(collection);
        constraint.setAuthConstraint(true);
        constraint.addAuthRole("**");
        try (TestTomcat tomcat =
                started(page(401, "/page/plain").andThen(context -> context.addConstraint(constraint)))) {
            HttpResponse<String> response = tomcat.get("/");

            assertThatItChallenges(response);
            assertThat(response.body()).isEqualTo("page");
            assertThat(tomcat.get("/page/plain").statusCode()).isEqualTo(401);
        }
    }

    /** The client's next request is answered on the same connection, and a negotiation lives on it. */
    @Test
    void leavesTheConnectionOpen() throws Exception {
        try (TestTomcat tomcat = started(page(401, "/page/close"));
                RawConnection connection = new RawConnection(tomcat.connector().getLocalPort())) {
            for (int i = 0; i < 3; i++) {
                assertThat(connection.get()).isEqualTo(new RawConnection.Answer(401, "Negotiate", "page"));
            }
            assertThat(connection
                            .get("Authorization: " + Negotiate.header(new Forge()))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void knowsWhatHappened() throws Exception {
        try (TestTomcat tomcat = started(telling())) {
            HttpResponse<String> refusal = tomcat.get("/secret?a=b", "Authorization", "Negotiate TlRMTVNTUAAB");

            String reference = tomcat.valve().getLastRefusals()[0].replaceAll(".*\\[|]", "");
            assertThat(refusal.body())
                    .isEqualTo("ERROR 401 /secret who GH-N001 " + reference + " Sign-in did not work (GH-N001, "
                            + reference + "). 401 null");
        }
    }

    @Test
    void knowsNoCodeOfAFirstRequest() throws Exception {
        try (TestTomcat tomcat = started(telling())) {
            assertThat(tomcat.get("/").body()).isEqualTo("ERROR 401 / who null null " + OURS.strip() + " 401 null");
        }
    }

    @Test
    void errorPageOfAnApplicationThatAsksForTheSignInReplacesWhatItHasWritten() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory, valve -> valve.setProtect("constraints"), context -> {
            pages(context);
            page(401, "/page/status200").accept(context);
        })) {
            for (String with : List.of("stream", "writer")) {
                HttpResponse<String> response = tomcat.get("/authenticate?with=" + with);

                assertThatItChallenges(response);
                assertThat(response.body()).isEqualTo("page");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"errorCode.401", "errorCode.0"})
    void errorPageOfTheHostIsShownWhereTheApplicationHasNone(String property) throws Exception {
        Files.writeString(directory.resolve("host.html"), "<p>Grüß Gott</p>");
        try (TestTomcat tomcat = started(ofHost(property, "host.html"))) {
            HttpResponse<String> response = tomcat.get("/", "Accept", HTML);

            assertThatItChallenges(response);
            assertThat(response.body()).isEqualTo("<p>Grüß Gott</p>");
            assertThat(response.headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
        }
    }

    @Test
    void errorPageOfTheApplicationComesBeforeThatOfTheHost() throws Exception {
        Files.writeString(directory.resolve("host.html"), "host");
        try (TestTomcat tomcat = started(ofHost("errorCode.401", "host.html").andThen(page(401, "/page/plain")))) {
            assertThat(tomcat.get("/").body()).isEqualTo("page");
        }
    }

    @Test
    void errorPageOfTheHostIsNotShownWhereThatOfTheApplicationFails() throws Exception {
        Files.writeString(directory.resolve("host.html"), "host");
        try (TestTomcat tomcat = started(ofHost("errorCode.401", "host.html").andThen(page(401, "/page/throws")))) {
            HttpResponse<String> response = tomcat.get("/");

            assertThatItChallenges(response);
            assertThat(response.body()).isEqualTo(OURS);
            assertThat(tomcat.lines(Level.WARNING)).singleElement().asString().startsWith("GH-C025 [");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing.html", "empty.html", "."})
    void errorPageOfTheHostGivesWayToOursWhereItCannotBeRead(String file) throws Exception {
        Files.createFile(directory.resolve("empty.html"));
        try (TestTomcat tomcat = started(ofHost("errorCode.401", file))) {
            HttpResponse<String> response = tomcat.get("/");

            assertThatItChallenges(response);
            assertThat(response.body()).isEqualTo(OURS);
            assertThat(tomcat.lines(Level.WARNING)).singleElement().asString().startsWith("GH-C025 [");
        }
    }

    @Test
    void withoutAnotherErrorPageOursIsShown() throws Exception {
        try (TestTomcat tomcat = started(context -> {})) {
            assertThatItChallenges(tomcat.get("/"));
            assertThat(tomcat.get("/").body()).isEqualTo(OURS);
        }
    }

    private static void assertThatItChallenges(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().allValues("WWW-Authenticate")).containsExactly("Negotiate");
        assertThat(response.headers().allValues("Cache-Control")).containsExactly("no-store");
        assertThat(response.headers().map())
                .doesNotContainKeys("set-cookie", "location", "expires", "connection", "x-large");
    }

    private TestTomcat started(Consumer<Context> change) throws Exception {
        return TestTomcat.started(directory, valve -> {}, context -> {
            pages(context);
            change.accept(context);
        });
    }

    private static void pages(Context context) {
        Tomcat.addServlet(context, "page", new OddPage());
        context.addServletMapping("/page/*", "page");
        Tomcat.addServlet(context, "files", new DefaultServlet());
        context.addServletMapping("/missing/*", "files");
    }

    private static Consumer<Context> page(int status, String location) {
        return context -> {
            ErrorPage page = new ErrorPage();
            page.setErrorCode(status);
            page.setLocation(location);
            context.addErrorPage(page);
        };
    }

    private static Consumer<Context> telling() {
        return page(401, "/tell").andThen(context -> {
            Tomcat.addServlet(context, "tell", new Tell());
            context.addServletMapping("/tell", "tell");
        });
    }

    private static Consumer<Context> ofHost(String property, String file) {
        return context -> {
            ErrorReportValve report = new ErrorReportValve();
            report.setProperty(property, file);
            context.getParent().getPipeline().addValve(report);
        };
    }

    /** Says what the page is told, in the order of the tests. */
    private static final class Tell extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.setCharacterEncoding(StandardCharsets.UTF_8.name());
            response.getWriter()
                    .print(request.getDispatcherType() + " " + request.getAttribute("jakarta.servlet.error.status_code")
                            + " " + request.getAttribute("jakarta.servlet.error.request_uri")
                            + " " + request.getAttribute("jakarta.servlet.error.servlet_name")
                            + " " + request.getAttribute("org.gatehouse.code")
                            + " " + request.getAttribute("org.gatehouse.reference")
                            + " " + request.getAttribute("jakarta.servlet.error.message")
                            + " " + response.getStatus() + " " + request.getUserPrincipal());
        }
    }
}
