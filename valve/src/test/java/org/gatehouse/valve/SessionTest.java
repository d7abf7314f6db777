package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.gatehouse.acceptor.Forge;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes after the sign-in, and what the session is for. */
class SessionTest {
    private static final String LARGE = "0123456789abcdef".repeat(1 << 16);

    @TempDir
    private Path directory;

    /** Browsers that were challenged once send a token with each request to the site, session or not. */
    @Test
    void decidesWhoTheUserIsWhateverTokenComesAlong() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory)) {
            String used = Negotiate.header(new Forge());
            String cookie = Negotiate.cookie(tomcat.get("/", "Authorization", used));

            for (String authorization : List.of(
                    used,
                    Negotiate.header(Forge.with(forge -> forge.ctime = Forge.NOW.plusSeconds(432))),
                    "Negotiate AAAA",
                    "Negotiate *",
                    "Basic Ym9iOnB3")) {
                HttpResponse<String> response = tomcat.get("/", "Cookie", cookie, "Authorization", authorization);

                assertThat(response.statusCode()).as(authorization).isEqualTo(200);
                assertThat(response.body()).startsWith("alice@EXAMPLE.COM");
                assertThat(response.headers().map()).doesNotContainKeys("www-authenticate", "set-cookie");
            }
        }
    }

    @Test
    void ofAnotherUserIsNoSignInForThisOne() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory)) {
            String cookie = Negotiate.cookie(tomcat.get("/", Negotiate.alice()));

            assertThat(tomcat.get("/", "Cookie", cookie.replaceAll(".$", "x")).statusCode())
                    .isEqualTo(401);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"alwaysUseSession", "cache"})
    void isOfNoUseWhereItIsTurnedOff(String attribute) throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(
                directory,
                valve -> {
                    if (attribute.equals("cache")) {
                        valve.setCache("false");
                    } else {
                        valve.setAlwaysUseSession("false");
                    }
                },
                context -> {})) {
            HttpResponse<String> first = tomcat.get("/", Negotiate.alice());

            assertThat(first.body()).startsWith("alice@EXAMPLE.COM");
            String[] cookies = first.headers().allValues("Set-Cookie").stream()
                    .flatMap(cookie -> List.of("Cookie", cookie.substring(0, cookie.indexOf(';'))).stream())
                    .toArray(String[]::new);
            assertThat(tomcat.get("/", cookies).statusCode()).isEqualTo(401);
            assertThat(tomcat.get("/", Negotiate.alice(cookies)).statusCode()).isEqualTo(200);
        }
    }

    /** A form that was filled in for half an hour must not be lost to a challenge. */
    @Test
    void takesAPostWithoutAskingAnew() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory, valve -> {}, SessionTest::echo)) {
            String cookie = Negotiate.cookie(tomcat.get("/", Negotiate.alice()));

            HttpResponse<String> response = tomcat.send(tomcat.request("/echo", "Cookie", cookie)
                    .POST(BodyPublishers.ofString(LARGE))
                    .build());

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).isEqualTo("alice@EXAMPLE.COM " + LARGE);
        }
    }

    @Test
    void beginsWithAPostThatArrivesWholeWhenItsTokenComesAlong() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory, valve -> {}, SessionTest::echo)) {
            HttpResponse<String> response = tomcat.send(tomcat.request("/echo", Negotiate.alice())
                    .POST(BodyPublishers.ofString(LARGE))
                    .build());

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).isEqualTo("alice@EXAMPLE.COM " + LARGE);
        }
    }

    /** curl and Chromium send the body once more after the challenge, on the same connection. */
    @Test
    void beginsWithAPostThatIsSentAgainAfterTheChallenge() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory, valve -> {}, SessionTest::echo)) {
            HttpResponse<String> challenge = tomcat.send(
                    tomcat.request("/echo").POST(BodyPublishers.ofString(LARGE)).build());
            HttpResponse<String> response = tomcat.send(tomcat.request("/echo", Negotiate.alice())
                    .POST(BodyPublishers.ofString(LARGE))
                    .build());

            assertThat(challenge.statusCode()).isEqualTo(401);
            assertThat(response.body()).isEqualTo("alice@EXAMPLE.COM " + LARGE);
        }
    }

    @Test
    void endsWithTheApplicationsLogout() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory, valve -> {}, SessionTest::echo)) {
            String cookie = Negotiate.cookie(tomcat.get("/", Negotiate.alice()));

            tomcat.get("/logout", "Cookie", cookie);

            assertThat(tomcat.get("/", "Cookie", cookie).statusCode()).isEqualTo(401);
            assertThat(tomcat.get("/", Negotiate.alice("Cookie", cookie)).statusCode())
                    .isEqualTo(200);
        }
    }

    private static void echo(Context context) {
        Tomcat.addServlet(context, "echo", new Echo());
        context.addServletMapping("/echo", "echo", false);
        context.addServletMapping("/logout", "echo", false);
    }

    /** Says back what it was sent, and to whom; logs out at {@code /logout}. */
    private static final class Echo extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws ServletException {
            request.logout();
        }

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().print(request.getUserPrincipal().getName() + " ");
            request.getReader().transferTo(response.getWriter());
        }
    }
}
