package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import org.apache.tomcat.util.descriptor.web.LoginConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The application's own form, for those who are not asked for a ticket. */
class FormSignInTest {
    @TempDir
    Path directory;

    @Test
    void browserThatIsNotAskedGetsTheFormAndComesBackToWhatItWanted() throws Exception {
        try (TestTomcat tomcat = FormApplication.started(directory)) {
            FormBrowser browser = new FormBrowser(tomcat);

            HttpResponse<String> form = browser.get("/app/a%20b?c=d%2Fe");
            HttpResponse<String> wrong = browser.signIn("alice", "guessed");
            HttpResponse<String> right = browser.signIn("alice");

            assertThat(form.statusCode()).isEqualTo(200);
            assertThat(form.body()).isEqualTo("Please sign in");
            assertThat(form.headers().map()).doesNotContainKey("WWW-Authenticate");
            assertThat(form.headers().firstValue("Cache-Control")).hasValue("no-store");
            assertThat(wrong.body()).isEqualTo("Wrong password");
            assertThat(right.statusCode()).isEqualTo(303);
            assertThat(FormBrowser.path(right)).hasValue("/gatehouse-sso/return?return=%2Fapp%2Fa%2520b%3Fc%3Dd%252Fe");
            assertThat(browser.follow(right).body()).startsWith("GET /app/a%20b?c=d%2Fe by alice (FORM)");
            assertThat(browser.get("/app/other").body()).startsWith("GET /app/other by alice (FORM)");
        }
    }

    @Test
    void everyoneElseIsAskedForATicketAsEver() throws Exception {
        try (TestTomcat tomcat = FormApplication.started(directory)) {
            HttpResponse<String> challenge = tomcat.get("/app/a", "Accept", "text/html");

            assertThat(challenge.statusCode()).isEqualTo(401);
            assertThat(challenge.headers().allValues("WWW-Authenticate")).containsExactly("Negotiate");
            assertThat(tomcat.get("/app/a", Negotiate.alice()).body()).contains("by alice@EXAMPLE.COM");
        }
    }

    @Test
    void userWhoIsAskedCanSendTheFormAllTheSame() throws Exception {
        try (TestTomcat tomcat = FormApplication.started(directory)) {
            FormBrowser browser = new FormBrowser(tomcat);
            browser.get("/app/a");

            browser.follow(browser.signIn("bob"));

            assertThat(tomcat.get("/app/a", "Cookie", browser.cookie()).body()).contains("by bob (FORM)");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Accept | application/json",
                "Accept | */*",
                "X-Requested-With | XMLHttpRequest",
                "Sec-Fetch-Mode | cors",
                "Sec-Fetch-Mode | no-cors"
            })
    void programThatIsNotAskedGetsNoForm(String header, String value) throws Exception {
        try (TestTomcat tomcat = FormApplication.started(directory)) {
            HttpResponse<String> answer = header.equals("Accept")
                    ? tomcat.get("/app/a", "User-Agent", "Form", header, value)
                    : tomcat.get("/app/a", "User-Agent", "Form", "Accept", "text/html", header, value);

            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.headers().map()).doesNotContainKeys("Set-Cookie", "WWW-Authenticate");
        }
    }

    @Test
    void formOfOneRuleIsForThatRuleAlone() throws Exception {
        try (TestTomcat tomcat =
                FormApplication.started(directory, valve -> valve.setFallback("none"), context -> {})) {
            assertThat(new FormBrowser(tomcat).get("/app/a").statusCode()).isEqualTo(403);
            Files.writeString(
                    directory.resolve("conditions.xml"),
                    FormApplication.RULES
                            .replace("<deny>", "<deny fallback=\"form\">")
                            .replace("</browsers>", "</browsers><urls><deny>/app/none</deny></urls>"));
            tomcat.valve().tick();
            tomcat.valve().tick();

            assertThat(new FormBrowser(tomcat).get("/app/a").body()).isEqualTo("Please sign in");
            assertThat(new FormBrowser(tomcat).get("/app/none").statusCode()).isEqualTo(403);
        }
    }

    @Test
    void passwordIsNoWayInWhereNoFormIsConfigured() throws Exception {
        try (TestTomcat tomcat =
                FormApplication.started(directory, valve -> valve.setFallback("none"), context -> {})) {
            FormBrowser browser = new FormBrowser(tomcat);

            assertThat(browser.signIn("alice").statusCode()).isEqualTo(403);
            assertThat(browser.get("/app/a").statusCode()).isEqualTo(403);
        }
    }

    @Test
    void applicationWithoutAFormDoesNotStartWithTheFallback() throws Exception {
        try (TestTomcat tomcat = new TestTomcat(directory, valve -> valve.setFallback("form"), context -> {})) {
            tomcat.start();

            assertThat(tomcat.lines(Level.SEVERE))
                    .singleElement()
                    .asString()
                    .startsWith("GH-C029: fallback: \"form\" is the form of the application's own <form-login-config>")
                    .contains("<form-login-page>/login.html</form-login-page>");
            assertThat(tomcat.context().getState().isAvailable()).isFalse();
        }
    }

    @Test
    void ruleThatNamesAFormWhichIsNotThereIsTold() throws Exception {
        Files.writeString(
                directory.resolve("conditions.xml"),
                FormApplication.RULES.replace("<deny>", "<deny fallback=\"form\">"));
        try (TestTomcat tomcat =
                TestTomcat.started(directory, valve -> valve.setConditions("conditions.xml"), context -> {})) {
            assertThat(new FormBrowser(tomcat).get("/app/a").statusCode()).isEqualTo(403);
            assertThat(new FormBrowser(tomcat).get("/app/a").statusCode()).isEqualTo(403);

            assertThat(tomcat.lines(Level.SEVERE)).singleElement().asString().startsWith("GH-C029: ");
        }
    }

    @Test
    void methodOfTheLoginConfigDoesNotMatter() throws Exception {
        try (TestTomcat tomcat = FormApplication.started(
                directory,
                valve -> {},
                context -> context.setLoginConfig(new LoginConfig("SPNEGO", null, "/login", "/wrong")))) {
            assertThat(new FormBrowser(tomcat).get("/app/a").body()).isEqualTo("Please sign in");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/login", "/wrong"})
    void userWhoOpensTheFormItselfComesToTheStartPage(String page) throws Exception {
        try (TestTomcat tomcat = FormApplication.started(directory)) {
            FormBrowser browser = new FormBrowser(tomcat);
            browser.get(page);

            HttpResponse<String> right = browser.signIn("alice");

            assertThat(FormBrowser.path(right)).hasValue("/gatehouse-sso/return?return=%2F");
            assertThat(browser.follow(right).body()).isEqualTo("alice");
        }
    }

    @Test
    void twoTabsBothSignInAndNeitherEndsTheSessionOfTheOther() throws Exception {
        try (TestTomcat tomcat = FormApplication.started(directory)) {
            FormBrowser browser = new FormBrowser(tomcat);
            browser.get("/app/first");
            browser.get("/app/second");

            HttpResponse<String> first = browser.signIn("alice");
            assertThat(browser.follow(first).body()).startsWith("GET /app/second by alice");
            HttpResponse<String> second = browser.signIn("alice");

            assertThat(FormBrowser.path(second)).hasValue("/");
            assertThat(browser.follow(second).body()).isEqualTo("alice");
            assertThat(browser.get("/app/first").body()).startsWith("GET /app/first by alice");
        }
    }

    @Test
    void sessionLivesForAShortTimeUntilItsUserHasSignedIn() throws Exception {
        try (TestTomcat tomcat = FormApplication.started(directory)) {
            FormBrowser browser = new FormBrowser(tomcat);
            browser.get("/app/a");

            assertThat(tomcat.context().getManager().findSessions())
                    .singleElement()
                    .satisfies(session ->
                            assertThat(session.getMaxInactiveInterval()).isEqualTo(120));
            assertThat(browser.follow(browser.signIn("alice")).body()).endsWith(", 1800 s");
        }
    }

    @Test
    void sessionOfSomeoneWhoThenSignsInWithATicketLivesAsLongAsAnyOther() throws Exception {
        try (TestTomcat tomcat = FormApplication.started(directory)) {
            FormBrowser browser = new FormBrowser(tomcat);
            browser.post("/app/a", "field=of+the+form");

            HttpResponse<String> answer =
                    tomcat.get("/app/a", Negotiate.alice()[0], Negotiate.alice()[1], "Cookie", browser.cookie());

            assertThat(answer.body())
                    .startsWith("GET /app/a by alice@EXAMPLE.COM")
                    .endsWith(", 1800 s");
        }
    }

    @Test
    void sessionRemembersTheUserOfTheFormEvenWithoutCache() throws Exception {
        try (TestTomcat tomcat = FormApplication.started(directory, valve -> valve.setCache("false"), context -> {})) {
            FormBrowser browser = new FormBrowser(tomcat);
            browser.post("/app/a", "field=x");

            assertThat(browser.follow(browser.signIn("alice")).body())
                    .startsWith("POST /app/a by alice (FORM): field x");
            assertThat(browser.get("/app/b").body()).startsWith("GET /app/b by alice (FORM)");
        }
    }

    @Test
    void loginOfTheApplicationIsByForm() throws Exception {
        try (TestTomcat tomcat =
                FormApplication.started(directory, valve -> valve.setProtect("constraints"), c -> {})) {
            FormBrowser browser = new FormBrowser(tomcat);

            assertThat(browser.get("/app/a").body()).startsWith("GET /app/a by null (null)");
            assertThat(browser.get("/app/login").body()).startsWith("GET /app/login by alice (FORM)");
            assertThat(browser.get("/app/a").body()).startsWith("GET /app/a by alice (FORM)");
        }
    }

    @Test
    void logoutOfTheApplicationEndsTheSignIn() throws Exception {
        try (TestTomcat tomcat = FormApplication.started(directory)) {
            FormBrowser browser = new FormBrowser(tomcat);
            browser.get("/app/a");
            browser.follow(browser.signIn("alice"));

            assertThat(browser.get("/app/logout").body()).startsWith("GET /app/logout by null (null)");
            assertThat(browser.get("/app/a").body()).isEqualTo("Please sign in");
        }
    }

    @Test
    void constraintThatAsksForARoleOfTomcatsRealmIsNoMistakeWithAForm() throws Exception {
        try (TestTomcat tomcat = FormApplication.started(directory, valve -> {}, FormReplayTest::postsAreForWriters)) {
            assertThat(tomcat.lines(Level.WARNING)).noneMatch(line -> line.startsWith("GH-C020"));
        }
    }
}
