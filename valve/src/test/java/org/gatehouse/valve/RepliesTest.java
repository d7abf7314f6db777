package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.tomcat.util.descriptor.web.LoginConfig;
import org.gatehouse.acceptor.Forge;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each kind of client is answered, whatever happens; and who else may have a word in it. */
class RepliesTest {
    private static final String BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8";
    private static final String PROGRAM = "*/*";
    private static final String FRESH = "Negotiate";
    /** SPNEGO's reject. */
    private static final String REJECT = "Negotiate oQcwBaADCgEC";
    /** The same with a KRB-ERROR, which says what time it is here. */
    private static final String OUR_TIME = "Negotiate oYGJMIGGoAMKAQKhCwYJKoZIgvcSAQIConIEcGBuBgkqhkiG9xIBAgID"
            + "AH5fMF2gAwIBBaEDAgEepBEYDzIwMjYxMTIyMTAxNTAwWqUDAgEApgMCASWpDRsLRVhBTVBMRS5DT02qJTAjoAMCAQGhHDAaGwRIVFRQ"
            + "GxJwb3J0YWwuZXhhbXBsZS5jb20=";

    @TempDir
    private Path directory;

    /** Accept, Authorization headers, status, challenges, beginning of the body. */
    static Stream<Arguments> rows() {
        String skewed = Negotiate.header(Forge.with(forge -> forge.ctime = Forge.NOW.plusSeconds(432)));
        String sealedOtherwise = Negotiate.header(Forge.with(forge -> forge.serviceKey = new byte[32]));
        String html = "<!DOCTYPE html>";
        return Stream.of(
                row(BROWSER, List.of(), 401, List.of(FRESH), html),
                row(PROGRAM, List.of(), 401, List.of(FRESH), "Sign-in is needed"),
                row(PROGRAM, List.of("Basic YWxpY2U6cHc="), 401, List.of(FRESH), "Sign-in is needed"),
                row(PROGRAM, List.of("Bearer abc"), 401, List.of(FRESH), "Sign-in is needed"),
                row(PROGRAM, List.of("Bearer abc", "Basic x"), 401, List.of(FRESH), "Sign-in is needed"),
                row(BROWSER, List.of(skewed), 401, List.of(FRESH), html),
                row(PROGRAM, List.of(skewed), 401, List.of(OUR_TIME), "Sign-in did not work (GH-K031"),
                row(BROWSER, List.of(sealedOtherwise), 401, List.of(FRESH), html),
                row(PROGRAM, List.of(sealedOtherwise), 401, List.of(REJECT), "Sign-in did not work (GH-K009"),
                row(BROWSER, List.of("Negotiate TlRMTVNTUAAB"), 403, List.of(), html),
                row(PROGRAM, List.of("Negotiate TlRMTVNTUAAB"), 401, List.of(REJECT), "Sign-in did not work (GH-N001"),
                row(BROWSER, List.of("Negotiate YII=*"), 400, List.of(), html),
                row(PROGRAM, List.of("Negotiate YII=*"), 400, List.of(), "Sign-in did not work (GH-H001"),
                row(PROGRAM, List.of(skewed, skewed), 400, List.of(), "Sign-in did not work (GH-H003"),
                row(PROGRAM, List.of("Basic x", skewed), 400, List.of(), "Sign-in did not work (GH-H003"),
                row(BROWSER, List.of(skewed, "Bearer abc"), 400, List.of(), html));
    }

    private static Arguments row(
            String accept, List<String> authorizations, int status, List<String> challenges, String body) {
        return Arguments.of(accept, authorizations, status, challenges, body);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void areThoseOfTheTable(
            String accept, List<String> authorizations, int status, List<String> challenges, String body)
            throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory)) {
            HttpResponse<String> response = tomcat.get("/", headers(accept, authorizations));

            assertThat(response.statusCode()).isEqualTo(status);
            assertThat(response.headers().allValues("WWW-Authenticate")).isEqualTo(challenges);
            assertThat(response.body()).startsWith(body);
            assertThat(response.headers().allValues("Set-Cookie")).isEmpty();
            assertThat(response.headers().allValues("Cache-Control")).containsExactly("no-store");
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void areTheSameWhateverTheMethod(
            String accept, List<String> authorizations, int status, List<String> challenges, String body)
            throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory)) {
            HttpRequest.Builder request = tomcat.request("/", headers(accept, authorizations));

            HttpResponse<String> head =
                    tomcat.send(request.method("HEAD", BodyPublishers.noBody()).build());
            HttpResponse<String> post = tomcat.send(
                    request.POST(BodyPublishers.ofString("a=b&".repeat(5000))).build());

            assertThat(head.statusCode()).isEqualTo(status);
            assertThat(head.headers().allValues("WWW-Authenticate")).isEqualTo(challenges);
            assertThat(head.body()).isEmpty();
            assertThat(post.statusCode()).isEqualTo(status);
            assertThat(post.headers().allValues("WWW-Authenticate")).isEqualTo(challenges);
            assertThat(post.body()).startsWith(body);
        }
    }

    @Test
    void toAReplayAreFreshChallenges() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(directory)) {
            String header = Negotiate.header(new Forge());
            tomcat.get("/", "Authorization", header);

            HttpResponse<String> response = tomcat.get("/", "Authorization", header);

            assertThat(response.headers().allValues("WWW-Authenticate")).containsExactly(FRESH);
            assertThat(tomcat.get("/", "Authorization", Negotiate.header(new Forge()))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void withoutSessionsAreGivenToEachRequestAnew() throws Exception {
        try (TestTomcat tomcat =
                TestTomcat.started(directory, valve -> valve.setAlwaysUseSession("false"), context -> {})) {
            HttpResponse<String> first = tomcat.get("/", "Authorization", Negotiate.header(new Forge()));

            assertThat(first.statusCode()).isEqualTo(200);
            assertThat(first.headers().allValues("Set-Cookie")).isEmpty();
            assertThat(tomcat.get("/").statusCode()).isEqualTo(401);
            assertThat(tomcat.get("/", "Authorization", Negotiate.header(new Forge()))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    /** The token came with the first dispatch; the second one would be a replay. */
    @Test
    void toAnAsynchronousDispatchRestOnTheSignInOfItsRequest() throws Exception {
        try (TestTomcat tomcat =
                TestTomcat.started(directory, valve -> valve.setAlwaysUseSession("false"), context -> {})) {
            HttpResponse<String> response = tomcat.get("/dispatch", "Authorization", Negotiate.header(new Forge()));

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).startsWith("alice@EXAMPLE.COM");
        }
    }

    @Test
    void areTheSameWhereTheApplicationAsksForAFormOfItsOwn() throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(
                directory,
                valve -> {},
                context -> context.setLoginConfig(new LoginConfig("FORM", null, "/login", "/error")))) {
            assertThat(tomcat.get("/").headers().allValues("WWW-Authenticate")).containsExactly(FRESH);
            assertThat(tomcat.get("/", "Authorization", Negotiate.header(new Forge()))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    private static String[] headers(String accept, List<String> authorizations) {
        List<String> headers = new ArrayList<>(List.of("Accept", accept));
        authorizations.forEach(value -> headers.addAll(List.of("Authorization", value)));
        return headers.toArray(String[]::new);
    }
}
