package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.catalina.Context;
import org.apache.catalina.Session;
import org.apache.catalina.authenticator.SingleSignOn;
import org.apache.catalina.startup.Tomcat;
import org.gatehouse.acceptor.Forge;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A program without cookies that signs in with each request: it cannot fill the heap with sessions. */
class SessionFloodTest {
    private static final int MAX_SESSIONS = 16;

    @TempDir
    private Path directory;

    private final Forge alice = new Forge().withOneTicket();
    private TestTomcat tomcat;

    @BeforeEach
    void start() throws Exception {
        tomcat = TestTomcat.started(directory, valve -> {}, SessionFloodTest::session);
    }

    @AfterEach
    void stop() throws Exception {
        tomcat.close();
    }

    @Test
    void sessionFloodBeginsSixteenSessionsAndServesTheOtherRequestsWithoutOne() throws Exception {
        List<HttpResponse<String>> responses = get(alice, MAX_SESSIONS + 4);

        assertThat(responses.subList(0, MAX_SESSIONS))
                .allSatisfy(response -> assertThat(Negotiate.cookie(response)).startsWith("JSESSIONID="));
        assertThat(responses.subList(MAX_SESSIONS, responses.size())).allSatisfy(response -> {
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().allValues("Set-Cookie")).isEmpty();
            assertThat(response.body()).isEqualTo("alice@EXAMPLE.COM SPNEGO no session");
        });
        assertThat(live()).hasSize(MAX_SESSIONS);
        assertThat(tomcat.valve().getSessionsNotBegun()).isEqualTo(4);
        assertThat(tomcat.valve().getAccepted()).isEqualTo(MAX_SESSIONS + 4);
    }

    @Test
    void givesNoTwoRequestsTheSameSession() throws Exception {
        Set<String> cookies = new HashSet<>();
        for (HttpResponse<String> response : get(alice, MAX_SESSIONS)) {
            cookies.add(Negotiate.cookie(response));
        }

        assertThat(cookies).hasSize(MAX_SESSIONS);
    }

    @Test
    void leavesOtherUsersAlone() throws Exception {
        get(alice, MAX_SESSIONS + 1);

        assertThat(get(bob(), 1).get(0).headers().allValues("Set-Cookie")).hasSize(1);
    }

    @Test
    void leavesTheSameUserWithAnotherTicketAlone() throws Exception {
        get(alice, MAX_SESSIONS + 1);

        assertThat(get(new Forge(), 1).get(0).headers().allValues("Set-Cookie")).hasSize(1);
    }

    /** The key version stands outside of what the ticket's key protects: the same ticket is accepted with any. */
    @Test
    void recognisesATicketWhoseUnprotectedFieldsWereChanged() throws Exception {
        get(alice, MAX_SESSIONS);
        alice.kvno = OptionalLong.empty();
        alice.sname = "http/PORTAL.example.com";

        assertThat(get(alice, 1).get(0).headers().allValues("Set-Cookie")).isEmpty();
    }

    @Test
    void sessionFloodIsNotHelpedByACookieThatLeadsNowhere() throws Exception {
        for (int i = 0; i < MAX_SESSIONS + 1; i++) {
            tomcat.get("/", "Authorization", Negotiate.header(alice), "Cookie", "JSESSIONID=ABCDEF" + i);
        }

        assertThat(live()).hasSize(MAX_SESSIONS);
    }

    @Test
    void countsTheSessionsOfOneUserAndTicketOnceThatAreUsed() throws Exception {
        String cookie = Negotiate.cookie(get(alice, MAX_SESSIONS).get(0));

        HttpResponse<String> used = tomcat.get("/session", "Cookie", cookie, "Authorization", Negotiate.header(alice));

        assertThat(used.body()).startsWith("alice@EXAMPLE.COM SPNEGO session");
        assertThat(tomcat.valve().getSessionsNotBegun()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"invalidate", "expire"})
    void sessionFloodBeginsAnotherSessionOnceOneHasEnded(String way) throws Exception {
        String cookie = Negotiate.cookie(get(alice, MAX_SESSIONS + 1).get(0));

        if (way.equals("invalidate")) {
            tomcat.get("/invalidate", "Cookie", cookie);
        } else {
            tomcat.context()
                    .getManager()
                    .findSession(cookie.substring("JSESSIONID=".length()))
                    .expire();
        }

        assertThat(get(alice, 1).get(0).headers().allValues("Set-Cookie")).hasSize(1);
        assertThat(get(alice, 1).get(0).headers().allValues("Set-Cookie")).isEmpty();
    }

    /** A program that signs out without ending its session would fill the heap in the same way. */
    @Test
    void countsSessionsThatAreSignedOutOfAndLive() throws Exception {
        for (int i = 0; i < MAX_SESSIONS + 1; i++) {
            tomcat.get("/logout", "Authorization", Negotiate.header(alice));
        }

        assertThat(live()).hasSize(MAX_SESSIONS);
    }

    @Test
    void sessionFloodBeginsSessionsAgainAfterAReload() throws Exception {
        get(alice, MAX_SESSIONS + 1);

        tomcat.context().reload();

        assertThat(get(alice, 1).get(0).headers().allValues("Set-Cookie")).hasSize(1);
    }

    @Test
    void sessionFloodBeginsNoMoreForRequestsAtTheSameTime() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(8);
        try {
            List<Callable<HttpResponse<String>>> requests = new ArrayList<>();
            for (int i = 0; i < 3 * MAX_SESSIONS; i++) {
                String header = Negotiate.header(alice);
                requests.add(() -> tomcat.get("/session", "Authorization", header));
            }

            List<HttpResponse<String>> responses = new ArrayList<>();
            for (Future<HttpResponse<String>> response : clients.invokeAll(requests)) {
                responses.add(response.get());
            }

            assertThat(responses).allMatch(response -> response.statusCode() == 200);
            assertThat(responses)
                    .filteredOn(response ->
                            response.headers().firstValue("Set-Cookie").isPresent())
                    .hasSize(MAX_SESSIONS);
            assertThat(live()).hasSize(MAX_SESSIONS);
        } finally {
            clients.shutdownNow();
        }
    }

    /** What an application does is its own matter; whom its session belongs to is clear all the same. */
    @Test
    void signsInOnASessionThatTheApplicationBeganItself() throws Exception {
        get(alice, MAX_SESSIONS);
        HttpResponse<String> own = tomcat.get("/begin", "Authorization", Negotiate.header(alice));
        String cookie = Negotiate.cookie(own);
        assertThat(tomcat.get("/session", "Cookie", cookie).statusCode()).isEqualTo(401);

        HttpResponse<String> again = tomcat.get("/session", "Cookie", cookie, "Authorization", Negotiate.header(alice));

        assertThat(again.body()).startsWith("alice@EXAMPLE.COM SPNEGO session");
        assertThat(tomcat.get("/session", "Cookie", Negotiate.cookie(again)).statusCode())
                .isEqualTo(200);
    }

    @Test
    void sessionFloodHoldsBeneathTomcatsSingleSignOnAsWell(@TempDir Path another) throws Exception {
        Consumer<Context> withSingleSignOn = context -> {
            session(context);
            context.getParent().getPipeline().addValve(new SingleSignOn());
        };
        try (TestTomcat together = TestTomcat.started(another, valve -> {}, withSingleSignOn)) {
            for (int i = 0; i < MAX_SESSIONS + 3; i++) {
                HttpResponse<String> response = together.get("/session", "Authorization", Negotiate.header(alice));
                assertThat(response.body()).startsWith("alice@EXAMPLE.COM SPNEGO");
                assertThat(response.headers().allValues("Set-Cookie")).hasSize(i < MAX_SESSIONS ? 2 : 0);
            }

            assertThat(together.context().getManager().getActiveSessions()).isEqualTo(MAX_SESSIONS);
        }
    }

    private List<HttpResponse<String>> get(Forge client, int times) throws Exception {
        List<HttpResponse<String>> responses = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            responses.add(tomcat.get("/session", "Authorization", Negotiate.header(client)));
        }
        return responses;
    }

    private Session[] live() {
        return tomcat.context().getManager().findSessions();
    }

    private static Forge bob() {
        return Forge.with(forge -> {
            forge.cname = List.of("bob");
            forge.authenticatorName = forge.cname;
        });
    }

    private static void session(Context context) {
        Tomcat.addServlet(context, "session", new OfSession());
        for (String path : List.of("/session", "/invalidate", "/logout", "/begin")) {
            context.addServletMapping(path, "session");
        }
    }

    /** Says who the user is and whether there is a session, after it has done what its path says. */
    private static final class OfSession extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response)
                throws IOException, ServletException {
            switch (request.getServletPath()) {
                case "/invalidate" -> request.getSession().invalidate();
                case "/logout" -> request.logout();
                case "/begin" -> request.getSession().setAttribute("basket", "pears");
                default -> {
                    HttpSession session = request.getSession(false);
                    response.getWriter()
                            .print(request.getUserPrincipal().getName() + " " + request.getAuthType()
                                    + (session == null ? " no session" : " session " + session.getAttribute("basket")));
                }
            }
        }
    }
}
