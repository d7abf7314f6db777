package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.tomcat.util.descriptor.web.SecurityCollection;
import org.apache.tomcat.util.descriptor.web.SecurityConstraint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a browser has sent before its user signs in by the form, and gets back afterwards. */
class FormReplayTest {
    @TempDir
    Path directory;

    private HttpResponse<String> replayed(TestTomcat tomcat, HttpRequest.Builder request) throws Exception {
        FormBrowser browser = new FormBrowser(tomcat);
        assertThat(browser.send(request).body()).isEqualTo("Please sign in");
        return browser.follow(browser.signIn("alice"));
    }

    private static HttpRequest.Builder post(TestTomcat tomcat, String type, String body, String... headers) {
        return tomcat.request("/app/a?b=c", headers)
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    @Test
    void bodyOfAFormSurvivesTheSignIn() throws Exception {
        try (TestTomcat tomcat = FormApplication.started(directory)) {
            assertThat(replayed(tomcat, post(tomcat, "application/x-www-form-urlencoded", "field=a%20b"))
                            .body())
                    .startsWith("POST /app/a?b=c by alice (FORM): field a b");
            assertThat(tomcat.context().getManager().findSessions()).hasSize(1);
        }
    }

    @Test
    void bodyOfAnotherKindSurvivesTheSignIn() throws Exception {
        try (TestTomcat tomcat = FormApplication.started(directory)) {
            assertThat(replayed(tomcat, post(tomcat, "text/plain", "{\"a\": 1}"))
                            .body())
                    .startsWith("POST /app/a?b=c by alice (FORM): body {\"a\": 1}");
        }
    }

    @Test
    void bodyInChunksSurvivesTheSignIn() throws Exception {
        try (TestTomcat tomcat = FormApplication.started(directory)) {
            HttpRequest.Builder request = tomcat.request("/app/a")
                    .header("Content-Type", "text/plain")
                    .POST(HttpRequest.BodyPublishers.fromPublisher(HttpRequest.BodyPublishers.ofString("in chunks")));

            assertThat(replayed(tomcat, request).body()).startsWith("POST /app/a by alice (FORM): body in chunks");
        }
    }

    @Test
    void emptyPostSurvivesTheSignIn() throws Exception {
        try (TestTomcat tomcat = FormApplication.started(directory)) {
            assertThat(replayed(tomcat, post(tomcat, "application/x-www-form-urlencoded", ""))
                            .body())
                    .startsWith("POST /app/a?b=c by alice (FORM),");
        }
    }

    @Test
    void bodyMayBeLargerThanTheConnectorKeeps() throws Exception {
        try (TestTomcat tomcat = FormApplication.started(directory)) {
            tomcat.connector().setMaxSavePostSize(10);

            assertThat(replayed(
                                    tomcat,
                                    post(
                                            tomcat,
                                            "application/x-www-form-urlencoded",
                                            "field=" + "x".repeat(65_536 - "field=".length())))
                            .body())
                    .startsWith("POST /app/a?b=c by alice (FORM): field 65530");
        }
    }

    @ParameterizedTest
    @CsvSource({"65537, text/plain", "10, multipart/form-data; boundary=x", "10, ' Multipart/Mixed'"})
    void bodyThatIsTooLargeOrHasPartsIsRefusedInWords(int length, String type) throws Exception {
        try (TestTomcat tomcat = FormApplication.started(directory)) {
            HttpResponse<String> answer = new FormBrowser(tomcat).send(post(tomcat, type, "x".repeat(length)));

            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(answer.body()).contains("Sign in first, then send it again.");
            assertThat(answer.headers().map()).doesNotContainKey("Set-Cookie");
        }
    }

    @Test
    void limitIsConfigurableAndHoldsForChunksAsWell() throws Exception {
        try (TestTomcat tomcat = FormApplication.started(directory, valve -> valve.setPostLimit("9"), context -> {})) {
            assertThat(replayed(tomcat, post(tomcat, "text/plain", "x".repeat(9)))
                            .body())
                    .contains("body xxxxxxxxx");
            HttpRequest.Builder chunks = tomcat.request("/app/a")
                    .header("Content-Type", "text/plain")
                    .POST(HttpRequest.BodyPublishers.fromPublisher(
                            HttpRequest.BodyPublishers.ofString("x".repeat(10))));

            assertThat(new FormBrowser(tomcat).send(chunks).statusCode()).isEqualTo(413);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, Cross-Site",
        "Origin, https://evil.example",
        "Origin, null",
        "Origin, http://127.0.0.1.evil.example"
    })
    void bodyThatAnotherSiteHasSentIsNotKept(String header, String value) throws Exception {
        try (TestTomcat tomcat = FormApplication.started(directory)) {
            HttpRequest.Builder request =
                    post(tomcat, "application/x-www-form-urlencoded", "field=transfer", header, value);

            assertThat(replayed(tomcat, request).body()).startsWith("GET /app/a?b=c by alice (FORM),");
        }
    }

    /** Tomcat could not send the redirect back to it, nor the cookie of the session. */
    @Test
    void userOfAnAddressThatFitsIntoNoRedirectComesToTheStartPage() throws Exception {
        try (TestTomcat tomcat = FormApplication.started(directory)) {
            FormBrowser browser = new FormBrowser(tomcat);
            browser.post("/app/a?" + "b=c&".repeat(2500), "field=x");

            assertThat(browser.follow(browser.signIn("alice")).body()).isEqualTo("alice");
        }
    }

    /** Another host of the domain is of the same site for a browser. */
    @Test
    void bodyThatAnotherHostOfTheDomainHasSentIsNotKept() throws Exception {
        try (TestTomcat tomcat = FormApplication.started(directory)) {
            HttpRequest.Builder request = post(
                            tomcat,
                            "application/x-www-form-urlencoded",
                            "field=transfer",
                            "Sec-Fetch-Site",
                            "same-site")
                    .header("Origin", "https://evil.example.com");

            assertThat(replayed(tomcat, request).body()).startsWith("GET /app/a?b=c by alice (FORM),");
        }
    }

    @ParameterizedTest
    @CsvSource({"Sec-Fetch-Site, same-origin", "Sec-Fetch-Site, none", "Origin, http://127.0.0.1"})
    void bodyOfThisSiteIsKept(String header, String value) throws Exception {
        try (TestTomcat tomcat = FormApplication.started(directory)) {
            HttpRequest.Builder request = post(tomcat, "application/x-www-form-urlencoded", "field=x", header, value);

            assertThat(replayed(tomcat, request).body()).startsWith("POST /app/a?b=c by alice (FORM): field x");
        }
    }

    /** The browser comes back with a GET, for which the constraint does not hold. */
    @ParameterizedTest
    @CsvSource({"alice, 200", "bob, 403"})
    void constraintOfTheRestoredMethodApplies(String user, int status) throws Exception {
        try (TestTomcat tomcat = FormApplication.started(directory, valve -> {}, FormReplayTest::postsAreForWriters)) {
            FormBrowser browser = new FormBrowser(tomcat);
            browser.post("/app/a", "field=x");

            HttpResponse<String> answer = browser.follow(browser.signIn(user));

            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(answer.body().startsWith("POST /app/a by alice (FORM): field x"))
                    .isEqualTo(status == 200);
        }
    }

    @Test
    void constraintOfTheGetThatLedBackDoesNotApplyToTheRestoredRequest() throws Exception {
        try (TestTomcat tomcat =
                FormApplication.started(directory, valve -> {}, context -> constrain(context, "GET", "reader"))) {
            FormBrowser browser = new FormBrowser(tomcat);
            browser.post("/app/a", "field=x");

            assertThat(browser.follow(browser.signIn("alice")).body())
                    .startsWith("POST /app/a by alice (FORM): field x");
            assertThat(browser.get("/app/a").statusCode()).isEqualTo(403);
        }
    }

    static void postsAreForWriters(Context context) {
        constrain(context, "POST", "writer");
    }

    private static void constrain(Context context, String method, String role) {
        SecurityCollection some = new SecurityCollection();
        some.addPattern("/app/*");
        some.addMethod(method);
        SecurityConstraint constraint = new SecurityConstraint();
        constraint.addCollection(some);
        constraint.setAuthConstraint(true);
        constraint.addAuthRole(role);
        context.addSecurityRole(role);
        context.addConstraint(constraint);
        SecurityCollection all = new SecurityCollection();
        all.addPattern("/app/*");
        all.addOmittedMethod(method);
        SecurityConstraint others = new SecurityConstraint();
        others.addCollection(all);
        others.setAuthConstraint(true);
        others.addAuthRole(SecurityConstraint.ROLE_ALL_AUTHENTICATED_USERS);
        context.addConstraint(others);
    }

    @Test
    void requestIsRestoredOnce() throws Exception {
        try (TestTomcat tomcat = FormApplication.started(directory)) {
            FormBrowser browser = new FormBrowser(tomcat);
            browser.post("/app/a", "field=x");
            browser.follow(browser.signIn("alice"));

            assertThat(browser.get("/app/a").body()).startsWith("GET /app/a by alice (FORM),");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"//evil.example/x", "///evil.example/x", "/app/..//evil.example"})
    void userIsNeverLedToAnotherHost(String path) throws Exception {
        try (TestTomcat tomcat = FormApplication.started(directory)) {
            FormBrowser browser = new FormBrowser(tomcat);
            browser.get(path);

            assertThat(FormBrowser.path(browser.signIn("alice")))
                    .hasValueSatisfying(location -> assertThat(location).matches("/[a-z].*"));
        }
    }
}
