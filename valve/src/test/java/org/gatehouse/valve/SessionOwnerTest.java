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
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.apache.catalina.Context;
import org.apache.catalina.Manager;
import org.apache.catalina.Session;
import org.apache.catalina.authenticator.SingleSignOn;
import org.apache.catalina.session.FileStore;
import org.apache.catalina.session.PersistentManager;
import org.apache.catalina.session.StandardManager;
import org.apache.catalina.startup.Tomcat;
import org.gatehouse.acceptor.Forge;
import org.gatehouse.pac.PacForge;
import org.gatehouse.pac.PacTickets;
import org.gatehouse.wire.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A session belongs to the user who began it: nothing in it passes to another user who signs in on it. */
class SessionOwnerTest {
    @TempDir
    private Path directory;

    @TempDir
    private Path sessions;

    @Test
    void otherUserGetsASessionOfTheirOwnAfterAnotherUserHasSignedOut() throws Exception {
        try (TestTomcat tomcat = started(valve -> {})) {
            String hers = filled(tomcat, alice());
            tomcat.get("/logout", "Cookie", hers);

            assertThatNothingPasses(tomcat, hers, bob());
        }
    }

    @Test
    void otherUserGetsASessionOfTheirOwnWhereSessionsDoNotRememberTheirUser() throws Exception {
        try (TestTomcat tomcat = started(valve -> valve.setCache("false"))) {
            assertThatNothingPasses(tomcat, filled(tomcat, alice()), bob());
        }
    }

    /** Another one was made with the name of one that was deleted; or two realms' short names are the same. */
    @Test
    void otherAccountOfTheSameNameGetsASessionOfItsOwn() throws Exception {
        try (TestTomcat tomcat = started(valve -> {})) {
            String hers = filled(tomcat, PacTickets.alice(PacForge.alice()));
            Bytes later = PacForge.with(info -> info.userId = 1999)
                    .put(PacForge.UPN_DNS_INFO, PacForge.upnDnsInfo("alice@example.com", "EXAMPLE.COM", 0, "", ""))
                    .signed();
            tomcat.get("/logout", "Cookie", hers);

            assertThatNothingPasses(tomcat, hers, PacTickets.alice(later));
        }
    }

    @Test
    void sameAccountKeepsItsSessionThatHasForgottenItsUser() throws Exception {
        try (TestTomcat tomcat = started(valve -> {})) {
            String hers = filled(tomcat, PacTickets.alice(PacForge.alice()));
            tomcat.get("/logout", "Cookie", hers);

            HttpResponse<String> again = tomcat.get(
                    "/show", "Cookie", hers, "Authorization", Negotiate.header(PacTickets.alice(PacForge.alice())));

            assertThat(again.body()).isEqualTo("alice@EXAMPLE.COM pears");
        }
    }

    @Test
    void otherUserGetsNothingOfASessionThatTheApplicationBegan() throws Exception {
        try (TestTomcat tomcat = started(valve -> {
            valve.setAlwaysUseSession("false");
            valve.setCache("false");
        })) {
            String hers = filled(tomcat, alice());

            HttpResponse<String> his = tomcat.get("/show", "Cookie", hers, "Authorization", Negotiate.header(bob()));

            assertThat(his.body()).isEqualTo("bob@EXAMPLE.COM null");
            assertThat(tomcat.get("/fill", "Cookie", hers, "Authorization", Negotiate.header(bob()))
                            .headers()
                            .allValues("Set-Cookie"))
                    .hasSize(1)
                    .noneMatch(cookie -> cookie.startsWith(hers));
        }
    }

    /** A program asks for the sign-in itself, in an application that is open otherwise. */
    @Test
    void otherUserGetsASessionOfTheirOwnWhereTheApplicationAsks() throws Exception {
        try (TestTomcat tomcat = started(valve -> valve.setProtect("constraints"))) {
            String hers = Negotiate.cookie(tomcat.get("/authenticate", "Authorization", Negotiate.header(alice())));
            tomcat.get("/fill", "Cookie", hers);
            assertThat(tomcat.get("/show", "Cookie", hers).body()).isEqualTo("alice@EXAMPLE.COM pears");
            tomcat.get("/logout", "Cookie", hers);

            HttpResponse<String> his =
                    tomcat.get("/authenticate", "Cookie", hers, "Authorization", Negotiate.header(bob()));

            assertThat(his.body()).isEqualTo("bob@EXAMPLE.COM null");
            assertThat(Negotiate.cookie(his)).isNotEqualTo(hers);
        }
    }

    /** Two users of one name in two realms are two users. */
    @Test
    void otherUserGetsASessionOfTheirOwnAfterAUserOfTheSameNameInAnotherRealm() throws Exception {
        Forge stranger = Forge.with(forge -> {
            forge.crealm = "PARTNER.EXAMPLE.COM";
            forge.authenticatorRealm = forge.crealm;
        });
        try (TestTomcat tomcat = started(valve -> valve.setCache("false"))) {
            assertThatNothingPasses(tomcat, filled(tomcat, alice()), stranger);
        }
    }

    @Test
    void sessionEndsForTheOtherUserAsWell() throws Exception {
        try (TestTomcat tomcat = started(valve -> {})) {
            String hers = filled(tomcat, alice());
            tomcat.get("/logout", "Cookie", hers);
            tomcat.get("/show", "Cookie", hers, "Authorization", Negotiate.header(bob()));

            assertThat(tomcat.context().getManager().findSession(hers.replace("JSESSIONID=", "")))
                    .isNull();
            assertThat(tomcat.get("/show", "Cookie", hers, "Authorization", Negotiate.header(alice()))
                            .body())
                    .isEqualTo("alice@EXAMPLE.COM null");
        }
    }

    @Test
    void sessionStaysWhereItsOwnerSignsInAgain() throws Exception {
        try (TestTomcat tomcat = started(valve -> {})) {
            String before = filled(tomcat, alice());
            tomcat.get("/logout", "Cookie", before);

            HttpResponse<String> again =
                    tomcat.get("/show", "Cookie", before, "Authorization", Negotiate.header(alice()));

            assertThat(again.body()).isEqualTo("alice@EXAMPLE.COM pears");
            assertThat(Negotiate.cookie(again)).isNotEqualTo(before);
        }
    }

    /** A basket from before the sign-in belongs to nobody yet. */
    @Test
    void ownershipBeginsWithTheFirstSignInAndKeepsWhatItHolds() throws Exception {
        try (TestTomcat tomcat = started(valve -> valve.setProtect("constraints"))) {
            String basket = Negotiate.cookie(tomcat.get("/fill"));

            HttpResponse<String> hers =
                    tomcat.get("/authenticate", "Cookie", basket, "Authorization", Negotiate.header(alice()));
            assertThat(hers.body()).isEqualTo("alice@EXAMPLE.COM pears");
            String cookie = Negotiate.cookie(hers);
            tomcat.get("/logout", "Cookie", cookie);

            assertThat(tomcat.get("/authenticate", "Cookie", cookie, "Authorization", Negotiate.header(bob()))
                            .body())
                    .isEqualTo("bob@EXAMPLE.COM null");
        }
    }

    @Test
    void ownerIsKeptThoughTheApplicationEmptiesTheSession() throws Exception {
        try (TestTomcat tomcat = started(valve -> valve.setCache("false"))) {
            String hers = filled(tomcat, alice());
            tomcat.get("/empty", "Cookie", hers, "Authorization", Negotiate.header(alice()));
            String id = hers.replace("JSESSIONID=", "");
            Session session = tomcat.context().getManager().findSessions()[0];
            tomcat.get("/show", "Cookie", "JSESSIONID=" + session.getId(), "Authorization", Negotiate.header(bob()));

            assertThat(session.isValid()).isFalse();
            assertThat(session.getId()).isNotEqualTo(id); // alice's second request changed it
        }
    }

    /** Where all applications of a host share one cookie, Tomcat gives a new session the id that the client sends. */
    @Test
    void sessionHasAnotherIdWhereApplicationsShareACookie() throws Exception {
        try (TestTomcat tomcat = new TestTomcat(directory, valve -> {}, context -> {
            baskets(context);
            context.setSessionCookiePath("/");
            context.setValidateClientProvidedNewSessionId(false);
        })) {
            tomcat.start();
            String hers = filled(tomcat, alice());
            tomcat.get("/logout", "Cookie", hers);

            assertThatNothingPasses(tomcat, hers, bob());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"standard", "persistent"})
    void ownerIsKnownAfterARestart(String kind, @TempDir Path after) throws Exception {
        String hers;
        try (TestTomcat tomcat = TestTomcat.started(directory, valve -> {}, with(kind))) {
            hers = filled(tomcat, alice());
        }
        try (TestTomcat tomcat = TestTomcat.started(after, valve -> {}, with(kind))) {
            assertThatNothingPasses(tomcat, hers, bob());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"standard", "persistent"})
    void ownerFindsTheirSessionAgainAfterARestart(String kind, @TempDir Path after) throws Exception {
        String hers;
        try (TestTomcat tomcat = TestTomcat.started(directory, valve -> {}, with(kind))) {
            hers = filled(tomcat, alice());
        }
        try (TestTomcat tomcat = TestTomcat.started(after, valve -> {}, with(kind))) {
            assertThat(tomcat.get("/show", "Cookie", hers, "Authorization", Negotiate.header(alice()))
                            .body())
                    .isEqualTo("alice@EXAMPLE.COM pears");
        }
    }

    /** Tomcat's own sign-in with one cookie for the host, and another user's session of the application. */
    @Test
    void sessionIsNotOpenToAUserWhomTomcatsSingleSignOnKnows() throws Exception {
        try (TestTomcat tomcat = new TestTomcat(directory, valve -> {}, context -> {
            baskets(context);
            context.getParent().getPipeline().addValve(new SingleSignOn());
        })) {
            tomcat.start();
            String hers = filled(tomcat, alice());
            String his =
                    tomcat
                            .get("/show", "Authorization", Negotiate.header(bob()))
                            .headers()
                            .allValues("Set-Cookie")
                            .stream()
                            .filter(cookie -> cookie.startsWith("JSESSIONIDSSO"))
                            .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
                            .findFirst()
                            .orElseThrow();

            HttpResponse<String> response = tomcat.get("/show", "Cookie", hers + "; " + his);

            assertThat(response.body()).isEqualTo("bob@EXAMPLE.COM null");
        }
    }

    private static void assertThatNothingPasses(TestTomcat tomcat, String cookie, Forge other) throws Exception {
        HttpResponse<String> response = tomcat.get("/show", "Cookie", cookie, "Authorization", Negotiate.header(other));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(other.cname.get(0) + "@" + other.crealm + " null");
        assertThat(response.headers().allValues("Set-Cookie")).hasSize(1);
        assertThat(Negotiate.cookie(response)).isNotEqualTo(cookie);
    }

    /** The cookie of a user's session that holds something. */
    private static String filled(TestTomcat tomcat, Forge user) throws Exception {
        return Negotiate.cookie(tomcat.get("/fill", "Authorization", Negotiate.header(user)));
    }

    private TestTomcat started(Consumer<SsoAuthenticator> valve) throws Exception {
        return TestTomcat.started(directory, valve, SessionOwnerTest::baskets);
    }

    private Consumer<Context> with(String manager) {
        return context -> {
            baskets(context);
            context.setManager(manager.equals("standard") ? standard() : persistent());
        };
    }

    private Manager standard() {
        StandardManager manager = new StandardManager();
        manager.setPathname(sessions.resolve("sessions.ser").toString());
        return manager;
    }

    private Manager persistent() {
        PersistentManager manager = new PersistentManager();
        FileStore store = new FileStore();
        store.setDirectory(sessions.toString());
        manager.setStore(store);
        manager.setSaveOnRestart(true);
        return manager;
    }

    private static Forge alice() {
        return new Forge();
    }

    private static Forge bob() {
        return Forge.with(forge -> {
            forge.cname = List.of("bob");
            forge.authenticatorName = forge.cname;
        });
    }

    private static void baskets(Context context) {
        Tomcat.addServlet(context, "basket", new Basket());
        for (String path : List.of("/fill", "/show", "/empty", "/logout", "/authenticate")) {
            context.addServletMapping(path, "basket");
        }
    }

    /** Says who the user is and what is in their basket, after it has done what its path says. */
    private static final class Basket extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response)
                throws IOException, ServletException {
            switch (request.getServletPath()) {
                case "/fill" -> request.getSession().setAttribute("basket", "pears");
                case "/logout" -> request.logout();
                case "/empty" -> empty(request.getSession());
                case "/authenticate" -> {
                    if (request.authenticate(response)) {
                        show(request, response);
                    }
                }
                default -> show(request, response);
            }
        }

        private static void show(HttpServletRequest request, HttpServletResponse response) throws IOException {
            HttpSession session = request.getSession(false);
            response.getWriter()
                    .print(request.getUserPrincipal().getName() + " "
                            + (session == null ? null : session.getAttribute("basket")));
        }

        private static void empty(HttpSession session) {
            for (String name : Collections.list(session.getAttributeNames())) {
                session.removeAttribute(name);
            }
        }
    }
}
