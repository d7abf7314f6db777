package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.catalina.Session;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What others could try with the form and with what it keeps. */
class FormAttackTest {
    @TempDir
    Path directory;

    @Test
    void sessionFromBeforeTheSignInIsOfNoUseToItsFinder() throws Exception {
        try (TestTomcat tomcat = FormApplication.started(directory)) {
            FormBrowser victim = new FormBrowser(tomcat);
            victim.get("/app/a");
            String planted = victim.cookie();

            victim.follow(victim.signIn("alice"));

            assertThat(victim.cookie()).isNotEqualTo(planted);
            assertThat(new FormBrowser(tomcat).with(planted).get("/app/a").body())
                    .isEqualTo("Please sign in");
        }
    }

    @Test
    void sessionThatAnAttackerPlantsWithTheFormIsNotSignedIn() throws Exception {
        try (TestTomcat tomcat = FormApplication.started(directory)) {
            FormBrowser attacker = new FormBrowser(tomcat);
            attacker.get("/app/a");
            FormBrowser victim = new FormBrowser(tomcat).with(attacker.cookie());
            victim.get("/app/mine");

            victim.follow(victim.signIn("alice"));

            assertThat(attacker.get("/app/a").body()).isEqualTo("Please sign in");
        }
    }

    @Test
    void requestThatWaitsIsNotRepeatedForTheUserOfAnotherSession() throws Exception {
        try (TestTomcat tomcat = FormApplication.started(directory)) {
            FormBrowser alice = new FormBrowser(tomcat);
            alice.post("/app/a", "field=of+alice");
            FormBrowser bob = new FormBrowser(tomcat);
            bob.get("/app/a");

            assertThat(bob.follow(bob.signIn("bob")).body()).startsWith("GET /app/a by bob (FORM),");
        }
    }

    @Test
    void requestOfAUserWhoHasSignedOutIsNotRepeatedForTheNextOne() throws Exception {
        try (TestTomcat tomcat = FormApplication.started(directory)) {
            FormBrowser browser = new FormBrowser(tomcat);
            browser.get("/app/a");
            browser.follow(browser.signIn("alice"));
            browser.get("/app/logout");
            browser.post("/app/a", "field=of+alice");
            String ofAlice = browser.cookie();

            HttpResponse<String> answer = browser.follow(browser.signIn("bob"));

            assertThat(answer.body()).startsWith("GET /app/a by bob (FORM),");
            assertThat(browser.cookie()).isNotEqualTo(ofAlice);
        }
    }

    @Test
    void otherUserWhoSignsInByTheFormGetsASessionOfTheirOwn() throws Exception {
        try (TestTomcat tomcat = FormApplication.started(directory)) {
            FormBrowser browser = new FormBrowser(tomcat);
            browser.get("/app/a");
            browser.follow(browser.signIn("alice"));
            String ofAlice = browser.cookie();

            HttpResponse<String> answer = browser.follow(browser.signIn("bob"));

            assertThat(answer.body()).isEqualTo("bob");
            assertThat(new FormBrowser(tomcat).with(ofAlice).get("/app/a").body())
                    .isEqualTo("Please sign in");
        }
    }

    @Test
    void wrongPasswordInASessionLeavesItsUserSignedIn() throws Exception {
        try (TestTomcat tomcat = FormApplication.started(directory)) {
            FormBrowser browser = new FormBrowser(tomcat);
            browser.get("/app/a");
            browser.follow(browser.signIn("alice"));

            assertThat(browser.signIn("bob", "guessed").body()).isEqualTo("Wrong password");
            assertThat(browser.get("/app/a").body()).contains("by alice (FORM)");
        }
    }

    @ParameterizedTest
    @CsvSource({"Sec-Fetch-Site, cross-site", "Origin, https://evil.example", "Origin, null"})
    void otherSiteCannotSignItsVisitorsIn(String header, String value) throws Exception {
        try (TestTomcat tomcat = FormApplication.started(directory)) {
            FormBrowser browser = new FormBrowser(tomcat);
            browser.get("/app/a");

            HttpResponse<String> answer = browser.signIn("bob", FormApplication.PASSWORD, header, value);

            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(browser.get("/app/a").body()).isEqualTo("Please sign in");
        }
    }

    @Test
    void rightPasswordWithoutAFormBeforeItLeadsToTheStartPageUnsigned() throws Exception {
        try (TestTomcat tomcat = FormApplication.started(directory)) {
            FormBrowser browser = new FormBrowser(tomcat);

            HttpResponse<String> answer = browser.signIn("alice");

            assertThat(answer.statusCode()).isEqualTo(302);
            assertThat(FormBrowser.path(answer)).hasValue("/");
            assertThat(browser.get("/").body()).isEqualTo("Please sign in");
        }
    }

    @Test
    void passwordInAnAddressIsNotRead() throws Exception {
        try (TestTomcat tomcat = FormApplication.started(directory)) {
            FormBrowser browser = new FormBrowser(tomcat);
            browser.get("/app/a");

            HttpResponse<String> answer =
                    browser.get("/j_security_check?" + FormBrowser.credentials("alice", FormApplication.PASSWORD));

            assertThat(answer.statusCode()).isEqualTo(302);
            assertThat(browser.get("/app/a").body()).isEqualTo("Please sign in");
        }
    }

    @ParameterizedTest
    @CsvSource({"''", "j_username=alice", "j_password=x", "j_username=&j_password=", "j_username=alice&j_password=%00"})
    void formWithoutNameOrPasswordIsAWrongPassword(String form) throws Exception {
        try (TestTomcat tomcat = FormApplication.started(directory)) {
            FormBrowser browser = new FormBrowser(tomcat);
            browser.get("/app/a");

            assertThat(browser.post("/j_security_check", form).body()).isEqualTo("Wrong password");
        }
    }

    @Test
    void passwordInTheAddressOfAPostIsNotReadEither() throws Exception {
        try (TestTomcat tomcat = FormApplication.started(directory)) {
            FormBrowser browser = new FormBrowser(tomcat);
            browser.get("/app/a");
            String credentials = FormBrowser.credentials("alice", FormApplication.PASSWORD);

            assertThat(browser.post("/j_security_check?" + credentials, "").body())
                    .isEqualTo("Wrong password");
            assertThat(browser.follow(browser.post("/j_security_check?lang=en", credentials))
                            .body())
                    .startsWith("GET /app/a by alice (FORM)");
        }
    }

    @Test
    void otherHostOfTheDomainCannotSignItsVisitorsIn() throws Exception {
        try (TestTomcat tomcat = FormApplication.started(directory)) {
            FormBrowser browser = new FormBrowser(tomcat);
            browser.get("/app/a");

            HttpResponse<String> answer = browser.signIn(
                    "bob",
                    FormApplication.PASSWORD,
                    "Sec-Fetch-Site",
                    "same-site",
                    "Origin",
                    "https://evil.example.com");

            assertThat(answer.statusCode()).isEqualTo(403);
        }
    }

    /** What the form needs is opened by its folder, where the browser also sends the form. */
    @Test
    void passwordSentBelowAnOpenPathIsForTheValveAndNotForTheApplication() throws Exception {
        try (TestTomcat tomcat = FormApplication.started(directory)) {
            Files.writeString(
                    directory.resolve("conditions.xml"),
                    FormApplication.RULES.replace("<browsers>", "<open url=\"/app/*\"/><browsers>"));
            tomcat.valve().tick();
            tomcat.valve().tick();
            FormBrowser browser = new FormBrowser(tomcat);
            browser.get("/elsewhere");

            HttpResponse<String> answer =
                    browser.post("/app/j_security_check", FormBrowser.credentials("alice", FormApplication.PASSWORD));

            assertThat(answer.statusCode()).isEqualTo(303);
            assertThat(browser.follow(answer).body()).isEqualTo("alice");
        }
    }

    @Test
    void formThatIsTooLargeForANameIsRefused() throws Exception {
        try (TestTomcat tomcat = FormApplication.started(directory)) {
            FormBrowser browser = new FormBrowser(tomcat);
            browser.get("/app/a");

            assertThat(browser.signIn("alice", "x".repeat(17_000)).statusCode()).isEqualTo(413);
        }
    }

    /** Every client that sends a body begins a session: the bodies of all have a limit together. */
    @Test
    void bodiesOfManyClientsTakeABoundedMemory() throws Exception {
        try (TestTomcat tomcat =
                FormApplication.started(directory, valve -> valve.setPostLimit("1048576"), context -> {})) {
            String large = "field=" + "x".repeat(1 << 19);
            FormBrowser first = new FormBrowser(tomcat);
            first.post("/app/a", large);
            FormBrowser last = first;
            for (int i = 0; i < 32; i++) {
                last = new FormBrowser(tomcat);
                last.post("/app/a", large);
            }

            assertThat(kept(tomcat)).isLessThan(33);
            assertThat(first.follow(first.signIn("alice")).body()).startsWith("GET /app/a by alice (FORM),");
            assertThat(last.follow(last.signIn("alice")).body())
                    .startsWith("POST /app/a by alice (FORM): field 524288");
        }
    }

    @Test
    void largeHeadersOfManyClientsTakeABoundedMemory() throws Exception {
        try (TestTomcat tomcat = FormApplication.started(directory)) {
            String large = "x".repeat(60_000);
            FormBrowser first = new FormBrowser(tomcat);
            first.get("/app/a", "X-Large", large);
            FormBrowser last = first;
            for (int i = 0; i < 300; i++) {
                last = new FormBrowser(tomcat);
                last.get("/gatehouse-sso/return?return=/app/b", "X-Large", large);
            }

            assertThat(kept(tomcat)).isLessThan(300);
            assertThat(first.follow(first.signIn("alice")).body()).isEqualTo("alice");
            assertThat(last.follow(last.signIn("alice")).body()).startsWith("GET /app/b by alice (FORM),");
        }
    }

    @ParameterizedTest
    @CsvSource({"Sec-Fetch-Mode, cors", "X-Requested-With, XMLHttpRequest", "Upgrade, websocket", "Accept, text/plain"})
    void clientThatShowsNoPageGetsNoFormAndNoSession(String header, String value) throws Exception {
        try (TestTomcat tomcat = FormApplication.started(directory);
                RawConnection client = new RawConnection(tomcat.connector().getLocalPort())) {
            String[] headers = header.equals("Accept")
                    ? new String[] {header + ": " + value}
                    : new String[] {"Accept: text/html", header + ": " + value};

            assertThat(client.request("GET /gatehouse-sso/return HTTP/1.1", headers)
                            .status())
                    .isEqualTo(302);
            assertThat(tomcat.context().getManager().findSessions()).isEmpty();
        }
    }

    @Test
    void bodyIsForgottenWithItsSession() throws Exception {
        try (TestTomcat tomcat = FormApplication.started(directory)) {
            new FormBrowser(tomcat).post("/app/a", "field=x");
            assertThat(kept(tomcat)).isEqualTo(1);

            for (Session session : tomcat.context().getManager().findSessions()) {
                session.expire();
            }

            assertThat(kept(tomcat)).isZero();
        }
    }

    @Test
    void newRequestOfASessionReplacesTheOneThatWaits() throws Exception {
        try (TestTomcat tomcat = FormApplication.started(directory)) {
            FormBrowser browser = new FormBrowser(tomcat);
            browser.post("/app/a", "field=first");
            browser.post("/app/a", "field=second");

            assertThat(kept(tomcat)).isEqualTo(1);
            assertThat(browser.follow(browser.signIn("alice")).body()).contains("field second");
            assertThat(kept(tomcat)).isZero();
        }
    }

    private static int kept(TestTomcat tomcat) {
        return tomcat.valve().form().orElseThrow().keptBodies();
    }
}
