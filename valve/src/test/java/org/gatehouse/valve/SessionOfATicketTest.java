package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.catalina.Context;
import org.apache.catalina.Session;
import org.apache.catalina.authenticator.SingleSignOn;
import org.apache.catalina.startup.Tomcat;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.policy.RoleMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session lasts no longer than the ticket of its user without another sign-in ({@code sessionBoundToTicket}). */
class SessionOfATicketTest {
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    @TempDir
    private Path directory;

    private volatile Instant now = Forge.NOW;

    @Test
    void knowsItsUserAsLongAsTheirTicketIsAccepted() throws Exception {
        try (TestTomcat tomcat = started(valve -> {}, context -> {})) {
            String cookie = Negotiate.cookie(tomcat.get("/fill", token()));

            now = ticketEnd().plus(CLOCK_SKEW);

            assertThat(tomcat.get("/show", "Cookie", cookie).body()).isEqualTo("alice@EXAMPLE.COM pears");
        }
    }

    @Test
    void asksAgainAfterTheEndOfTheTicketAndKeepsItsContent() throws Exception {
        try (TestTomcat tomcat = started(valve -> {}, context -> {})) {
            String cookie = Negotiate.cookie(tomcat.get("/fill", token()));
            now = ticketEnd().plus(CLOCK_SKEW).plusSeconds(1);

            HttpResponse<String> asked = tomcat.get("/show", "Cookie", cookie);
            HttpResponse<String> answered = tomcat.get("/show", with(token(), "Cookie", cookie));

            assertThat(asked.statusCode()).isEqualTo(401);
            assertThat(asked.headers().firstValue("WWW-Authenticate")).contains("Negotiate");
            assertThat(answered.body()).isEqualTo("alice@EXAMPLE.COM pears");
            assertThat(tomcat.get("/show", "Cookie", Negotiate.cookie(answered)).body())
                    .isEqualTo("alice@EXAMPLE.COM pears");
        }
    }

    /** Only a forged session has such a ticket; it must not fail each request. */
    @Test
    void copesWithATicketThatEndsAtTheEndOfTime() throws Exception {
        try (TestTomcat tomcat = started(valve -> {}, context -> {})) {
            String cookie = Negotiate.cookie(tomcat.get("/fill", token()));
            Session session = tomcat.context().getManager().findSessions()[0];
            SsoPrincipal known = ((RolesPrincipal) session.getPrincipal()).user();
            for (Instant end : List.of(Instant.MAX, Instant.MIN)) {
                SsoPrincipal forged = new SsoPrincipal(
                        new SsoPrincipal.SsoNames(known.name(), known.principalName(), known.realm()),
                        known.mechanism(),
                        known.authorization(),
                        Optional.of(new SsoPrincipal.KerberosFacts(
                                "", "", false, new SsoPrincipal.KerberosFacts.TicketTimes(now, now, end))));
                session.setPrincipal(RolesPrincipal.of(forged, RoleMap.EMPTY, Optional.empty()));

                assertThat(tomcat.get("/show", "Cookie", cookie).statusCode()).isEqualTo(end.isAfter(now) ? 200 : 401);
            }
        }
    }

    @Test
    void givesNothingToAnotherUserWhoSignsInAfterwards() throws Exception {
        try (TestTomcat tomcat = started(valve -> {}, context -> {})) {
            String cookie = Negotiate.cookie(tomcat.get("/fill", token()));
            now = ticketEnd().plus(CLOCK_SKEW).plusSeconds(1);

            assertThat(tomcat.get("/show", with(token("bob"), "Cookie", cookie)).body())
                    .isEqualTo("bob@EXAMPLE.COM null");
        }
    }

    @Test
    void livesOnWhereTheAdministratorSaysSo() throws Exception {
        try (TestTomcat tomcat = started(valve -> valve.setSessionBoundToTicket("false"), context -> {})) {
            String cookie = Negotiate.cookie(tomcat.get("/fill", token()));

            now = ticketEnd().plus(Duration.ofDays(7));

            assertThat(tomcat.get("/show", "Cookie", cookie).body()).isEqualTo("alice@EXAMPLE.COM pears");
        }
    }

    /** Tomcat's {@code SingleSignOn} puts its user into the request before the valve is asked. */
    @Test
    void asksAgainAlsoWhereTomcatsSingleSignOnKnowsTheUser() throws Exception {
        try (TestTomcat tomcat = started(
                valve -> {}, context -> context.getParent().getPipeline().addValve(new SingleSignOn()))) {
            HttpResponse<String> first = tomcat.get("/fill", token());
            String[] cookies = first.headers().allValues("Set-Cookie").stream()
                    .flatMap(cookie -> Stream.of("Cookie", cookie.substring(0, cookie.indexOf(';'))))
                    .toArray(String[]::new);
            assertThat(tomcat.get("/show", cookies).body()).isEqualTo("alice@EXAMPLE.COM pears");
            now = ticketEnd().plus(CLOCK_SKEW).plusSeconds(1);

            assertThat(tomcat.get("/show", cookies).statusCode()).isEqualTo(401);
            assertThat(tomcat.get("/show", with(token(), cookies)).body()).isEqualTo("alice@EXAMPLE.COM pears");
        }
    }

    private static Instant ticketEnd() {
        return new Forge().endTime;
    }

    private String[] token() {
        return token("alice");
    }

    /** A ticket of now. */
    private String[] token(String user) {
        Forge forge = Forge.with(it -> {
            it.cname = List.of(user);
            it.authenticatorName = it.cname;
            it.ctime = now;
            it.startTime = now;
            it.endTime = now.plus(Duration.ofHours(9));
        });
        return new String[] {"Authorization", Negotiate.header(forge)};
    }

    private static String[] with(String[] headers, String... others) {
        return Stream.concat(Stream.of(headers), Stream.of(others)).toArray(String[]::new);
    }

    private TestTomcat started(Consumer<SsoAuthenticator> valveChange, Consumer<Context> contextChange)
            throws Exception {
        SsoAuthenticator valve = new SsoAuthenticator(() -> now, Duration.ofDays(1));
        valve.setKeytab("http.keytab");
        valve.setReplayFile("none");
        valveChange.accept(valve);
        return TestTomcat.with(directory, valve, context -> {
            Tomcat.addServlet(context, "basket", new Basket());
            context.addServletMapping("/fill", "basket", false);
            context.addServletMapping("/show", "basket", false);
            contextChange.accept(context);
        });
    }

    /** Shows who asks, and what is in their session. */
    private static final class Basket extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            if (request.getServletPath().equals("/fill")) {
                request.getSession().setAttribute("basket", "pears");
            }
            response.getWriter()
                    .print(request.getUserPrincipal().getName() + " "
                            + request.getSession().getAttribute("basket"));
        }
    }
}
