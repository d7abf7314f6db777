package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A sign-out that lasts: otherwise the next request signs the user in again. */
class SignOutTest {
    @TempDir
    private Path directory;

    private TestTomcat tomcat;
    private String session;

    @BeforeEach
    void signIn() throws Exception {
        tomcat = TestTomcat.started(
                directory,
                valve -> {
                    valve.setLogoutPath("/logout");
                    valve.setFallbackLocation("/login");
                },
                context -> {});
        session = Negotiate.cookie(tomcat.get("/", Negotiate.alice()));
    }

    @AfterEach
    void stop() throws Exception {
        tomcat.close();
    }

    private HttpResponse<String> get(String... headers) throws Exception {
        return tomcat.get("/logout", with(headers));
    }

    private HttpResponse<String> post(String... headers) throws Exception {
        return tomcat.send(tomcat.request("/logout", with(headers))
                .POST(BodyPublishers.noBody())
                .build());
    }

    private String[] with(String... headers) {
        return Stream.concat(Stream.of("Accept", "text/html", "Cookie", session), Stream.of(headers))
                .toArray(String[]::new);
    }

    private String origin() {
        return "http://127.0.0.1:" + tomcat.connector().getLocalPort();
    }

    private boolean isSignedIn() throws Exception {
        return tomcat.get("/", "Cookie", session).statusCode() == 200;
    }

    private static List<String> cookies(HttpResponse<String> response) {
        return response.headers().allValues("Set-Cookie");
    }

    @Test
    void linkOnlyAsks() throws Exception {
        HttpResponse<String> page = get();

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("<form method=\"post\" action=\"/logout\"");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("form-action 'self'", "frame-ancestors");
        assertThat(cookies(page)).isEmpty();
        assertThat(isSignedIn()).isTrue();
    }

    @Test
    void buttonEndsTheSessionAndOptsOut() throws Exception {
        HttpResponse<String> page = post("Sec-Fetch-Site", "same-origin");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("You are signed out", "the next 8 hours")
                .contains("/gatehouse-sso/retry?return=%2F", "/gatehouse-sso/go?again=1&amp;return=%2F");
        assertThat(cookies(page))
                .anySatisfy(cookie -> assertThat(cookie).startsWith("GatehouseNoSso=1; Max-Age=28800"));
        assertThat(isSignedIn()).isFalse();
        assertThat(tomcat.get("/", "Cookie", "GatehouseNoSso=1").statusCode()).isEqualTo(403);
    }

    @Test
    void originOfThisSiteWillDo() throws Exception {
        assertThat(post("Origin", origin()).body()).contains("You are signed out");
        assertThat(isSignedIn()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site",
        "Sec-Fetch-Site, none",
        "Origin, https://evil.example",
        "Origin, null",
        "Origin, http://127.0.0.1",
        "X-Other, nothing is known"
    })
    void otherSiteSignsNobodyOut(String header, String value) throws Exception {
        HttpResponse<String> page = post(header, value);

        assertThat(page.statusCode()).isEqualTo(403);
        assertThat(page.body()).contains("<form method=\"post\" action=\"/logout\"");
        assertThat(cookies(page)).isEmpty();
        assertThat(isSignedIn()).isTrue();
    }

    @Test
    void fetchMetadataCountsMoreThanTheOrigin() throws Exception {
        assertThat(post("Sec-Fetch-Site", "cross-site", "Origin", origin()).statusCode())
                .isEqualTo(403);
        assertThat(isSignedIn()).isTrue();
    }

    @Test
    void userWhoIsNotSignedInIsSignedOutAllTheSame() throws Exception {
        session = "JSESSIONID=none";

        assertThat(post("Sec-Fetch-Site", "same-origin").body()).contains("You are signed out");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "OPTIONS"})
    void otherMethodsAreNotAllowed(String method) throws Exception {
        HttpResponse<String> response = tomcat.send(tomcat.request("/logout", with())
                .method(method, BodyPublishers.noBody())
                .build());

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).hasValue("GET, HEAD, POST");
        assertThat(isSignedIn()).isTrue();
    }

    @Test
    void programIsToldInALine() throws Exception {
        HttpResponse<String> response = tomcat.send(
                tomcat.request("/logout", "Cookie", session, "Sec-Fetch-Site", "same-origin", "Accept", "*/*")
                        .POST(BodyPublishers.noBody())
                        .build());

        assertThat(response.body()).isEqualTo("Signed out.\n");
        assertThat(isSignedIn()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/logout/", "/logouts", "/Logout"})
    void otherAddressesAreTheApplications(String path) throws Exception {
        assertThat(tomcat.get(path, with()).body()).contains("alice@");
    }
}
