package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import org.gatehouse.acceptor.Forge;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only many requests together show. */
class ProbableCauseTest {
    @TempDir
    private Path directory;

    @Test
    void wrongClockOfThisServerIsNamedOnceFiveClientsHaveShownIt() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory)) {
            for (String user : List.of("alice", "bob", "carol", "dave", "erin", "frank")) {
                signIn(tomcat, user, 432);
            }

            List<String> lines = tomcat.lines(Level.WARNING);
            assertThat(lines.subList(0, 5)).allSatisfy(line -> assertThat(line).doesNotContain("other clients"));
            assertThat(lines.get(5))
                    .startsWith("GH-K031 KRB_AP_ERR_SKEW (37) [")
                    .contains("the clock of \"frank@EXAMPLE.COM\" is 7 min")
                    .endsWith(
                            "5 other clients show the same: it is probably this server's clock that is wrong. Check it"
                                    + " (chronyc tracking).");
        }
    }

    @Test
    void headerThatNeverArrivesIsNamedInOneLineOfInfo() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory)) {
            for (int i = 0; i < 150; i++) {
                tomcat.get("/", "User-Agent", "Firefox/140");
            }

            assertThat(tomcat.lines(Level.WARNING)).isEmpty();
            assertThat(tomcat.lines(Level.INFO))
                    .last()
                    .asString()
                    .startsWith("GH-H004 [")
                    .contains(
                            "] 127.0.0.1: the client \"Firefox/140\" ", "proxy_set_header Authorization", "login=PASS");
            assertThat(tomcat.lines(Level.INFO))
                    .filteredOn(line -> line.startsWith("GH-H004"))
                    .hasSize(1);
        }
    }

    @Test
    void clientsThatSignInOrHaveASessionAreNotNamed() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory)) {
            HttpResponse<String> signedIn = tomcat.get("/", Negotiate.alice());
            String cookie = Negotiate.cookie(signedIn);
            for (int i = 0; i < 150; i++) {
                assertThat(tomcat.get("/", "Cookie", cookie).statusCode()).isEqualTo(200);
                tomcat.get("/");
            }

            assertThat(tomcat.lines(Level.INFO)).noneMatch(line -> line.startsWith("GH-H004"));
        }
    }

    private static void signIn(TestTomcat tomcat, String user, int seconds) throws Exception {
        tomcat.get("/", "Authorization", Negotiate.header(Forge.with(forge -> {
            forge.cname = List.of(user);
            forge.authenticatorName = forge.cname;
            forge.ctime = Forge.NOW.plusSeconds(seconds);
        })));
    }
}
