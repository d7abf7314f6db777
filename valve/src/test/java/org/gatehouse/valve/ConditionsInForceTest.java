package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.logging.Level;
import org.apache.catalina.Context;
import org.apache.tomcat.util.descriptor.web.SecurityCollection;
import org.apache.tomcat.util.descriptor.web.SecurityConstraint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the rules of the file mean for requests. */
class ConditionsInForceTest {
    private static final String DENY_ME = "<conditions><addresses><deny>127.0.0.1</deny></addresses></conditions>";

    @TempDir
    private Path directory;

    private TestTomcat started(String rules) throws Exception {
        return started(rules, context -> {});
    }

    private TestTomcat started(String rules, Consumer<Context> application) throws Exception {
        write(rules);
        return TestTomcat.started(directory, valve -> valve.setConditions("conditions.xml"), application);
    }

    private void write(String rules) throws IOException {
        Files.writeString(directory.resolve("conditions.xml"), rules);
    }

    /** Everything needs a role that nobody has. */
    private static void close(Context context) {
        SecurityCollection all = new SecurityCollection("all", "");
        all.addPattern("/*");
        SecurityConstraint constraint = new SecurityConstraint();
        constraint.addCollection(all);
        constraint.addAuthRole("nobody");
        context.addConstraint(constraint);
    }

    /** The path reaches Tomcat as it stands here. */
    private static int status(TestTomcat tomcat, String rawPath) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), tomcat.connector().getLocalPort())) {
            String request = "GET " + rawPath + " HTTP/1.1\r\nHost: portal\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            InputStream in = socket.getInputStream();
            String answer = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
            return Integer.parseInt(answer.substring("HTTP/1.1 ".length(), "HTTP/1.1 ".length() + 3));
        }
    }

    @Test
    void clientThatIsNotAskedGets403WithoutAChallengeAndNothingOfThePage() throws Exception {
        try (TestTomcat tomcat = started(DENY_ME)) {
            HttpResponse<String> answer = tomcat.get("/", "Accept", "text/html");

            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.headers().map()).doesNotContainKeys("WWW-Authenticate", "Set-Cookie");
            assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
            assertThat(answer.body()).contains("GH-H005", "does not offer automatic sign-in");
            assertThat(tomcat.get("/").body())
                    .matches("Automatic sign-in is not available here \\(GH-H005, .{9}\\)\\.\n");
        }
    }

    @Test
    void tokenThatComesUnaskedObeysTheSameRules() throws Exception {
        try (TestTomcat tomcat = started(DENY_ME)) {
            HttpResponse<String> answer = tomcat.get("/", Negotiate.alice());

            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.headers().map()).doesNotContainKeys("WWW-Authenticate", "Set-Cookie");
        }
    }

    @Test
    void userWhoIsSignedInStaysSoWhateverTheRulesSay() throws Exception {
        try (TestTomcat tomcat = started("<conditions/>")) {
            String cookie = Negotiate.cookie(tomcat.get("/", Negotiate.alice()));
            write(DENY_ME);
            tomcat.valve().tick();
            tomcat.valve().tick();

            assertThat(tomcat.get("/").statusCode()).isEqualTo(403);
            assertThat(tomcat.get("/", "Cookie", cookie).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void openPathIsOpenAlsoWhereTheApplicationClosesIt() throws Exception {
        try (TestTomcat tomcat =
                started("<conditions><open url=\"/healthz\"/></conditions>", ConditionsInForceTest::close)) {
            assertThat(tomcat.get("/healthz").statusCode()).isEqualTo(200);
            assertThat(tomcat.get("/other").statusCode()).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/healthz, 200",
        "/healthz?x=1, 200",
        "/%68ealthz, 200",
        "/x/../healthz, 200",
        "/healthz;x, 200",
        "//healthz, 200",
        "/healthz/../admin, 401",
        "/healthz/..;/admin, 401",
        "/healthz/%2e%2e/admin, 401",
        "/healthz;/../admin, 401",
        "/healthz/, 401",
        "/healthz/x, 401",
        "/HEALTHZ, 401",
        "/admin, 401",
        "/admin?/healthz, 401",
        "/admin;/healthz, 401",
        "/admin%3f/healthz, 401",
    })
    void openIsDecidedByThePathThatTomcatChoseTheResourceBy(String path, int status) throws Exception {
        try (TestTomcat tomcat = started("<conditions><open url=\"/healthz\"/></conditions>")) {
            assertThat(status(tomcat, path)).isEqualTo(status);
        }
    }

    @Test
    void whoHasSignedInIsNobodyWhereItIsOpen() throws Exception {
        try (TestTomcat tomcat = started("<conditions><open url=\"/healthz\"/></conditions>")) {
            String cookie = Negotiate.cookie(tomcat.get("/", Negotiate.alice()));

            assertThat(tomcat.get("/healthz", "Cookie", cookie).body()).doesNotContain("alice");
            assertThat(tomcat.get("/healthz", Negotiate.alice()).body()).doesNotContain("alice");
        }
    }

    @Test
    void changedFileIsInForceAtOnce() throws Exception {
        try (TestTomcat tomcat = started("<conditions/>")) {
            assertThat(tomcat.get("/").statusCode()).isEqualTo(401);
            write(DENY_ME);
            tomcat.valve().tick();
            tomcat.valve().tick();

            assertThat(tomcat.get("/").statusCode()).isEqualTo(403);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"<conditions><adresses/></conditions>", "<conditions>", "", "<!DOCTYPE x><conditions/>"})
    void brokenFileLeavesTheRulesAsTheyWere(String broken) throws Exception {
        try (TestTomcat tomcat = started(DENY_ME)) {
            write(broken);
            tomcat.valve().tick();
            tomcat.valve().tick();
            tomcat.valve().tick();

            assertThat(tomcat.get("/").statusCode()).isEqualTo(403);
            assertThat(tomcat.lines(Level.SEVERE))
                    .singleElement()
                    .asString()
                    .startsWith("GH-C028: conditions: " + directory.resolve("conditions.xml")
                            + " cannot be used: line 1, column ")
                    .contains("The rules stay as they were.");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"<conditions><open url=\"/*\"/><x/></conditions>", "nonsense"})
    void brokenFileAtTheStartOpensNothing(String broken) throws Exception {
        try (TestTomcat tomcat = started(broken)) {
            assertThat(tomcat.get("/").statusCode()).isEqualTo(401);
            assertThat(tomcat.lines(Level.SEVERE))
                    .singleElement()
                    .asString()
                    .contains("Everyone is asked to sign in, and nothing is open.");
        }
    }

    @Test
    void dryRunChangesNothing() throws Exception {
        try (TestTomcat tomcat =
                started(DENY_ME.replace("<conditions>", "<conditions dryRun=\"true\"><open url=\"/x\"/>"))) {
            assertThat(tomcat.get("/").statusCode()).isEqualTo(401);
            assertThat(tomcat.get("/x").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void hostsOfTheKeytabAreThoseOfItsKeys() throws Exception {
        try (TestTomcat tomcat = started("<conditions hosts=\"keytab\"/>")) {
            assertThat(status(tomcat, "/")).isEqualTo(403); // Host: portal; the keytab has portal.example.com
        }
    }
}
