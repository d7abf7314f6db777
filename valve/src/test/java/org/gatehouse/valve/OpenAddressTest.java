package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.gatehouse.acceptor.Forge;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where no sign-in is needed, and a token or other credentials come nevertheless. */
class OpenAddressTest {
    private static final String SKEWED =
            Negotiate.header(Forge.with(forge -> forge.ctime = Forge.NOW.plusSeconds(432)));

    @TempDir
    private Path directory;

    static List<String> authorizations() {
        return List.of(
                Negotiate.header(new Forge()),
                SKEWED,
                "Negotiate",
                "Negotiate AAAA",
                "Negotiate *",
                "Bearer abc",
                "Basic YWxpY2U6cHc=",
                "Digest username=\"alice\"",
                "NTLM TlRMTVNTUAABAAAA",
                "x");
    }

    @ParameterizedTest
    @MethodSource("authorizations")
    void leavesCredentialsToTheApplication(String authorization) throws Exception {
        try (TestTomcat tomcat =
                TestTomcat.started(directory, valve -> valve.setProtect("constraints"), OpenAddressTest::reader)) {
            HttpResponse<String> response = tomcat.get("/reader", "Authorization", authorization);

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).isEqualTo("nobody: " + authorization);
            assertThat(response.headers().map()).doesNotContainKeys("www-authenticate", "set-cookie", "cache-control");
            assertThat(tomcat.valve().getRefused()).isZero();
        }
    }

    /** An application that takes tokens of its own, and sends its challenge itself. */
    @Test
    void leavesTheChallengeToTheApplication() throws Exception {
        try (TestTomcat tomcat =
                TestTomcat.started(directory, valve -> valve.setProtect("constraints"), OpenAddressTest::reader)) {
            HttpResponse<String> response = tomcat.get("/reader");

            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(response.headers().allValues("WWW-Authenticate")).containsExactly("Bearer");
        }
    }

    /** Tomcat's attribute of the Context: a token that comes unasked is judged, and a user who is there is shown. */
    @Test
    void signsInWithATokenWhereTheContextSaysSo() throws Exception {
        try (TestTomcat tomcat = preemptive()) {
            assertThat(tomcat.get("/", Negotiate.alice()).body()).startsWith("alice@EXAMPLE.COM");
            assertThat(tomcat.get("/").body()).isEqualTo("nobody");
        }
    }

    /** Whoever offers a token wants to be somebody: to go on as nobody would show the wrong page, and hide the cause. */
    @Test
    void refusesABadTokenWhereTheContextSaysThatTokensCount() throws Exception {
        try (TestTomcat tomcat = preemptive()) {
            HttpResponse<String> response = tomcat.get("/", "Authorization", SKEWED);

            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(response.body()).startsWith("Sign-in did not work (GH-K031");
        }
    }

    @Test
    void leavesOtherSchemesAloneWhereTheContextSaysThatTokensCount() throws Exception {
        try (TestTomcat tomcat = preemptive()) {
            assertThat(tomcat.get("/", "Authorization", "Bearer abc").body()).isEqualTo("nobody");
        }
    }

    private TestTomcat preemptive() throws Exception {
        return TestTomcat.started(
                directory,
                valve -> valve.setProtect("constraints"),
                context -> context.setPreemptiveAuthentication(true));
    }

    private static void reader(Context context) {
        Tomcat.addServlet(context, "reader", new Reader());
        context.addServletMapping("/reader", "reader", false);
    }

    /** Reads credentials by itself. */
    private static final class Reader extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            Optional<String> authorization = Optional.ofNullable(request.getHeader("Authorization"));
            if (authorization.isPresent()) {
                String user = request.getUserPrincipal() == null ? "nobody" : "somebody";
                response.getWriter().print(user + ": " + authorization.get());
            } else {
                response.setHeader("WWW-Authenticate", "Bearer");
                response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
            }
        }
    }
}
