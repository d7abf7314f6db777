package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.logging.Level;
import org.apache.catalina.Context;
import org.apache.catalina.valves.RemoteIpValve;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the valve makes of the headers of proxies. The test stands at 127.0.0.1. */
class TrustedProxiesInForceTest {
    private static final String DENIED = "203.0.113.0/24";

    @TempDir
    private Path directory;

    private TestTomcat started(String trusted, Consumer<Context> application) throws Exception {
        return started(
                trusted, "<conditions><addresses><deny>" + DENIED + "</deny></addresses></conditions>", application);
    }

    private TestTomcat started(String trusted, String rules, Consumer<Context> application) throws Exception {
        Files.writeString(directory.resolve("conditions.xml"), rules);
        return TestTomcat.started(
                directory,
                valve -> {
                    valve.setConditions("conditions.xml");
                    if (!trusted.isEmpty()) {
                        valve.setTrustedProxies(trusted);
                    }
                },
                application);
    }

    private static Consumer<Context> remoteIpValveOnTheHost(String internal) {
        return context -> {
            RemoteIpValve valve = new RemoteIpValve();
            valve.setInternalProxies(internal);
            context.getParent().getPipeline().addValve(valve);
        };
    }

    private static void remoteIpValveAfterUs(Context context) {
        context.getPipeline().addValve(new RemoteIpValve());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "X-Forwarded-For # 203.0.113.9 # 403",
                "X-Forwarded-For # 198.51.100.1 # 401",
                "X-Forwarded-For # 198.51.100.1, 203.0.113.9 # 403",
                "X-Forwarded-For # 203.0.113.9, 198.51.100.1 # 401",
                "Forwarded # for=203.0.113.9 # 403",
                "Forwarded # for=\"198.51.100.1:4711\" # 401",
                "Forwarded # for=\", for=203.0.113.9 # 403",
                "X-Real-IP # 203.0.113.9 # 401",
            })
    void addressRulesSeeTheClientBehindATrustedProxy(String header, String value, int status) throws Exception {
        try (TestTomcat tomcat = started("127.0.0.1", context -> {})) {
            assertThat(tomcat.get("/", header, value).statusCode()).isEqualTo(status);
        }
    }

    @ParameterizedTest
    @CsvSource({"''", "10.0.0.1", "::1"})
    void headersChangeNothingWhereTheyAreNotBelieved(String trusted) throws Exception {
        try (TestTomcat tomcat = started(trusted, context -> {})) {
            assertThat(tomcat.get("/", "X-Forwarded-For", "203.0.113.9").statusCode())
                    .isEqualTo(401);
            assertThat(tomcat.get("/", "Forwarded", "for=203.0.113.9").statusCode())
                    .isEqualTo(401);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {"unknown", "_hidden", "garbage", "10.0.0.1.2"})
    void clientThatIsNotKnownIsDeniedAndFindsNothingOpen(String client) throws Exception {
        String rules = "<conditions><open url=\"/healthz\" address=\"127.0.0.1\"/>"
                + "<addresses><allow>127.0.0.1</allow></addresses></conditions>";
        try (TestTomcat tomcat = started("127.0.0.1", rules, context -> {})) {
            assertThat(tomcat.get("/healthz").statusCode()).isEqualTo(200);
            assertThat(tomcat.get("/").statusCode()).isEqualTo(401);
            assertThat(tomcat.get("/healthz", "X-Forwarded-For", client).statusCode())
                    .isEqualTo(403);
            assertThat(tomcat.get("/", "X-Forwarded-For", client).statusCode()).isEqualTo(403);
            assertThat(tomcat.get("/", "X-Forwarded-For", "127.0.0.1", "Forwarded", "for=203.0.113.9")
                            .statusCode())
                    .isEqualTo(403);
        }
    }

    /** It has counted already: what is left of the header is what the client wrote. */
    @ParameterizedTest
    @CsvSource({"''", "127.0.0.1", "127.0.0.1 10.0.0.2"})
    void remoteIpValveBeforeUsCountsOnce(String trusted) throws Exception {
        try (TestTomcat tomcat = started(trusted, remoteIpValveOnTheHost("127\\.0\\.0\\.1"))) {
            assertThat(tomcat.get("/", "X-Forwarded-For", "203.0.113.9").statusCode())
                    .isEqualTo(403);
            assertThat(tomcat.get("/", "X-Forwarded-For", "198.51.100.1, 203.0.113.9")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(tomcat.get("/", "X-Forwarded-For", "203.0.113.9, 198.51.100.1")
                            .statusCode())
                    .isEqualTo(401);
            assertThat(tomcat.get("/", "X-Forwarded-For", "198.51.100.1", "Forwarded", "for=203.0.113.9")
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void wayOnFromTheProxyThatRemoteIpValveHasFoundIsOurs() throws Exception {
        try (TestTomcat tomcat = started("10.0.0.2", remoteIpValveOnTheHost("127\\.0\\.0\\.1"))) {
            assertThat(tomcat.get("/", "X-Forwarded-For", "203.0.113.9, 10.0.0.2")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(tomcat.get("/", "X-Forwarded-For", "203.0.113.9, 198.51.100.1, 10.0.0.2")
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void remoteIpValveAfterUsIsForTheApplicationAlone() throws Exception {
        try (TestTomcat tomcat = started("127.0.0.1", TrustedProxiesInForceTest::remoteIpValveAfterUs)) {
            assertThat(tomcat.get("/", "X-Forwarded-For", "203.0.113.9").statusCode())
                    .isEqualTo(403);
            assertThat(tomcat.get("/", "X-Forwarded-For", "203.0.113.9, 198.51.100.1")
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void hostRulesSeeTheHostThatTheClientHasAsked() throws Exception {
        String rules = "<conditions><hosts><allow>portal.example.com</allow></hosts></conditions>";
        try (TestTomcat tomcat = started("127.0.0.1", rules, context -> {})) {
            assertThat(tomcat.get("/").statusCode()).isEqualTo(403);
            assertThat(tomcat.get("/", "X-Forwarded-Host", "Portal.Example.Com:443")
                            .statusCode())
                    .isEqualTo(401);
            assertThat(tomcat.get("/", "X-Forwarded-Host", "portal.example.com, other.example.com")
                            .statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void logShowsTheClientAndNotTheProxy() throws Exception {
        try (TestTomcat tomcat = started("127.0.0.1", "<conditions/>", context -> {})) {
            tomcat.get("/", "Authorization", "Negotiate AAAA", "X-Forwarded-For", "203.0.113.9");
            tomcat.get("/", "Authorization", "Negotiate AAAA", "X-Forwarded-For", "unknown");
            tomcat.get("/", "Authorization", "Negotiate AAAA", "X-Forwarded-For", "\"] 198.51.100.1: x");

            assertThat(tomcat.lines(Level.WARNING))
                    .anySatisfy(line -> assertThat(line).contains("] 203.0.113.9: "))
                    .noneSatisfy(line -> assertThat(line).contains("198.51.100.1"));
        }
    }
}
