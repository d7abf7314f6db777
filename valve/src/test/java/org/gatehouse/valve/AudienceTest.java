package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A page is for people: scripts and programs get the same status and challenges, and a body that they can use. */
class AudienceTest {
    private static final String BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8";
    private static final String NTLM = "Negotiate TlRMTVNTUAABAAAAB4IIogAAAAAAAAAAAAAAAAAAAAAKAGFKAAAADw==";

    @TempDir
    private static Path directory;

    private static TestTomcat tomcat;

    @BeforeAll
    static void start() throws Exception {
        tomcat = TestTomcat.started(directory);
    }

    @AfterAll
    static void stop() throws Exception {
        tomcat.close();
    }

    private static HttpResponse<String> get(String accept, String... more) throws Exception {
        List<String> headers = new ArrayList<>(List.of("Accept", accept));
        headers.addAll(List.of(more));
        return tomcat.get("/", headers.toArray(String[]::new));
    }

    private static String type(HttpResponse<String> response) {
        return response.headers().firstValue("Content-Type").orElse("none");
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Mode, navigate",
        "Sec-Fetch-Dest, document",
        "X-Forwarded-For, 10.1.2.3",
        "X-Requested-With, com.example.browser"
    })
    void personGetsThePage(String header, String value) throws Exception {
        HttpResponse<String> response = get(BROWSER, header, value);

        assertThat(type(response)).startsWith("text/html");
        assertThat(response.statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Mode, cors",
        "Sec-Fetch-Mode, no-cors",
        "Sec-Fetch-Mode, same-origin",
        "Sec-Fetch-Mode, websocket",
        "Sec-Fetch-Mode, something-new",
        "X-Requested-With, XMLHttpRequest",
        "x-requested-with, xmlhttprequest",
    })
    void scriptGetsALineOfTextAndTheSameChallenge(String header, String value) throws Exception {
        HttpResponse<String> response = get(BROWSER, header, value);

        assertThat(type(response)).startsWith("text/plain");
        assertThat(response.body()).startsWith("Sign-in is needed");
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().allValues("WWW-Authenticate")).containsExactly("Negotiate");
        assertThat(response.headers().firstValue("Location")).isEmpty();
    }

    /** The JDK's client does not send these headers. */
    @ParameterizedTest
    @CsvSource({"Upgrade: websocket", "Upgrade: WebSocket", "Origin: https://other.example"})
    void scriptThatCallsAnotherSiteOrOpensASocketGetsALineOfText(String header) throws Exception {
        try (RawConnection connection = new RawConnection(tomcat.connector().getLocalPort())) {
            RawConnection.Answer answer = connection.get("Accept: " + BROWSER, header);

            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.challenge()).isEqualTo("Negotiate");
            assertThat(answer.body()).startsWith("Sign-in is needed");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/event-stream", "*/*", "application/octet-stream", "image/avif,image/webp,*/*"})
    void programGetsALineOfText(String accept) throws Exception {
        assertThat(type(get(accept))).startsWith("text/plain");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/json, text/plain, */*", "application/problem+json"})
    void programThatReadsJsonGetsProblemDetails(String accept) throws Exception {
        HttpResponse<String> response = get(accept, "Authorization", NTLM);

        assertThat(type(response)).startsWith("application/problem+json");
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.body())
                .startsWith("{")
                .contains("\"status\":401", "\"code\":\"GH-N001\"", "\"reference\":\"");
    }

    /** Chromium and Firefox would ask for a password, and send NTLM with it again. */
    @Test
    void personWhoseBrowserSentNtlmIsNotAskedAgain() throws Exception {
        HttpResponse<String> response = get(BROWSER, "Authorization", NTLM);

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.headers().allValues("WWW-Authenticate")).isEmpty();
        assertThat(response.body()).contains("GH-N001");
    }

    @Test
    void scriptWhoseBrowserSentNtlmGetsTheChallengeAsEver() throws Exception {
        HttpResponse<String> response = get(BROWSER, "Authorization", NTLM, "Sec-Fetch-Mode", "cors");

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().allValues("WWW-Authenticate")).containsExactly("Negotiate");
    }

    @Test
    void programThatSentNtlmIsTold() throws Exception {
        HttpResponse<String> response = get("*/*", "Authorization", NTLM);

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("WWW-Authenticate").orElseThrow())
                .startsWith("Negotiate ");
        assertThat(response.body()).startsWith("Sign-in did not work (GH-N001");
    }

    /** A browser asks for the icon by itself, and its user would be asked for a password for its sake. */
    @ParameterizedTest
    @ValueSource(strings = {"/favicon.ico", "/shop/favicon.ico"})
    void nobodyIsAskedForTheSakeOfAnIcon(String path) throws Exception {
        HttpResponse<String> response = tomcat.get(path, "Accept", "image/avif,image/webp,*/*;q=0.8");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.headers().map()).doesNotContainKeys("WWW-Authenticate", "Set-Cookie");
    }

    @Test
    void iconIsServedToAnyoneWhoIsSignedIn() throws Exception {
        String cookie = Negotiate.cookie(tomcat.get("/", Negotiate.alice()));

        assertThat(tomcat.get("/favicon.ico", "Cookie", cookie).body()).contains("alice@");
    }
}
