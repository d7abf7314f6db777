package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.logging.Level;
import org.apache.catalina.Context;
import org.apache.catalina.valves.RemoteIpValve;
import org.gatehouse.acceptor.Forge;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A token that signs nobody in. */
class RefusedTokenTest {
    @TempDir
    private Path directory;

    @Test
    void thatIsNotBase64IsABadRequest() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory)) {
            HttpResponse<String> response = tomcat.get("/", "Authorization", "Negotiate YII=*");

            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(response.headers().firstValue("WWW-Authenticate")).isEmpty();
            assertThat(response.body()).startsWith("Sign-in did not work (GH-H001, ");
            assertThat(tomcat.lines(Level.WARNING))
                    .singleElement()
                    .asString()
                    .startsWith("GH-H001 [")
                    .contains("] 127.0.0.1: ");
        }
    }

    @Test
    void getsTheCodeAndTheReferenceOfTheLogsLine() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory)) {
            String header = Negotiate.header(Forge.with(forge -> forge.ctime = Forge.NOW.plusSeconds(432)));

            HttpResponse<String> response = tomcat.get("/", "Authorization", header);

            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(response.headers().allValues("WWW-Authenticate"))
                    .singleElement()
                    .asString()
                    .startsWith("Negotiate oYG");
            String line = tomcat.lines(Level.WARNING).get(0);
            assertThat(line)
                    .matches(
                            "GH-K031 KRB_AP_ERR_SKEW \\(37\\) \\[[0-9A-F]{4}-[0-9A-F]{4}] 127\\.0\\.0\\.1: the clock of"
                                    + " \"alice@EXAMPLE\\.COM\" is [^\\r\\n]*");
            assertThat(response.body())
                    .isEqualTo("Sign-in did not work (GH-K031, "
                            + RefusalLine.of(line).reference() + ").\n");
            assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
        }
    }

    @Test
    void getsABrowserAPageThatItCanShow() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory)) {
            String header = Negotiate.header(Forge.with(forge -> forge.serviceKey = new byte[32]));

            HttpResponse<String> response = tomcat.get("/", "Authorization", header, "Accept", "text/html,*/*;q=0.8");

            assertThat(response.headers().allValues("WWW-Authenticate")).containsExactly("Negotiate");
            assertThat(response.body()).contains("GH-K009 · ");
        }
    }

    @Test
    void fromAnInvalidAddressCannotForgeALineOfTheLog() throws Exception {
        Consumer<Context> behindProxy =
                context -> context.getParent().getPipeline().addValve(new RemoteIpValve());
        try (TestTomcat tomcat = TestTomcat.started(directory, valve -> {}, behindProxy)) {
            String header = Negotiate.header(Forge.with(forge -> forge.ctime = Forge.NOW.plusSeconds(432)));

            tomcat.get("/", "Authorization", header, "X-Forwarded-For", "10.0.0.1) ok. [0000-0000] GH-K031 forged");

            assertThat(tomcat.lines(Level.WARNING))
                    .singleElement()
                    .asString()
                    .contains("] invalid address: the clock of ")
                    .doesNotContain("forged");
        }
    }

    /** The names in a token are the client's to choose. */
    @Test
    void cannotBreakALineOfTheLogOrThePage() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory)) {
            String header = Negotiate.header(Forge.with(forge -> forge.sname = "HTTP/<script>\u2028\u202e"));

            HttpResponse<String> response = tomcat.get("/", "Authorization", header, "Accept", "text/html");

            assertThat(tomcat.lines(Level.WARNING))
                    .singleElement()
                    .asString()
                    .contains("\"HTTP/<script>\\u{2028}\\u{202e}@EXAMPLE.COM\"");
            assertThat(response.body()).contains("GH-K009").doesNotContain("HTTP/&lt;", "HTTP/<", "\u2028", "\u202e");
        }
    }

    @Test
    void thatComesAgainAndAgainDoesNotFillTheLog() throws Exception {
        TestTomcat tomcat = TestTomcat.started(directory);
        try (tomcat) {
            for (int i = 0; i < RefusalLog.WHOLE_LINES + 7; i++) {
                tomcat.get("/", "Authorization", "Negotiate AAAA");
            }

            assertThat(tomcat.lines(Level.WARNING)).hasSize(RefusalLog.WHOLE_LINES);
        }
        assertThat(tomcat.lines(Level.WARNING))
                .last()
                .isEqualTo("GH-S001 repeated 7 times in the last 0 s from 1 address, last 127.0.0.1");
    }

    @Test
    void appearsInNoLineOfTheLog() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory)) {
            String good = Negotiate.header(new Forge());
            String bad = Negotiate.header(Forge.with(forge -> forge.serviceKey = new byte[32]));
            tomcat.get("/", "Authorization", good);
            tomcat.get("/", "Authorization", good);
            tomcat.get("/", "Authorization", bad);

            assertThat(tomcat.lines(Level.ALL))
                    .hasSizeGreaterThan(3)
                    .allSatisfy(line -> assertThat(line)
                            .doesNotContain(
                                    good.substring(10, 40), bad.substring(10, 40), good.substring(good.length() - 30)));
        }
    }
}
