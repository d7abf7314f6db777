package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses that somebody has made up to lead users, or the valve, astray. */
class FallbackAttackTest {
    private static final Pattern ONWARD = Pattern.compile("data-on=\"([^\"]+)\"");

    @TempDir
    private Path directory;

    private TestTomcat redirecting(String location) throws Exception {
        return TestTomcat.started(directory, valve -> valve.setFallbackLocation(location), context -> {});
    }

    /** A browser with its cookies, which goes on as the script of the page does. */
    private static final class Browser {
        private final TestTomcat tomcat;
        private final Map<String, String> cookies = new LinkedHashMap<>();

        Browser(TestTomcat tomcat) {
            this.tomcat = tomcat;
            cookies.put("any", "thing");
        }

        HttpResponse<String> get(String path) throws Exception {
            StringBuilder header = new StringBuilder();
            cookies.forEach(
                    (name, value) -> header.append(header.isEmpty() ? "" : "; ").append(name + "=" + value));
            HttpResponse<String> answer = tomcat.get(path, "Accept", "text/html", "Cookie", header.toString());
            for (String set : answer.headers().allValues("Set-Cookie")) {
                cookies.put(set.substring(0, set.indexOf('=')), set.substring(set.indexOf('=') + 1, set.indexOf(';')));
            }
            return answer;
        }

        /** Where the page leads by itself; empty if it stays. */
        Optional<String> goesOn(HttpResponse<String> page) throws Exception {
            Matcher onward = ONWARD.matcher(page.body());
            return onward.find()
                    ? get(onward.group(1).replace("&amp;", "&")).headers().firstValue("Location")
                    : Optional.empty();
        }
    }

    /** Each round makes another target, with the one before in its query. */
    @Test
    void otherSignInThatNeedsASignInUnderAnotherNameDoesNotGoOnForEver() throws Exception {
        try (TestTomcat tomcat = redirecting("https://portal.example.com/login")) {
            Browser browser = new Browser(tomcat);
            Optional<String> at = Optional.of("/case?id=7");
            int rounds = 0;
            while (at.isPresent() && rounds < 10) {
                at = browser.goesOn(browser.get(at.get().replace("https://portal.example.com", "")));
                rounds++;
            }

            assertThat(at).isEmpty();
            assertThat(rounds).isEqualTo(4);
        }
    }

    /** The headers of the answer would be longer than Tomcat's 8 KiB. */
    @ParameterizedTest
    @ValueSource(strings = {"skip", "go"})
    void targetThatDoesNotFitIntoARedirectBecomesTheFrontPage(String action) throws Exception {
        try (TestTomcat tomcat = redirecting("/login")) {
            HttpResponse<String> answer =
                    new Browser(tomcat).get("/gatehouse-sso/" + action + "?return=/%3Fa=" + "%2520".repeat(1200));

            assertThat(answer.statusCode()).isEqualTo(302);
            assertThat(answer.headers().firstValue("Location")).hasValue("/login?ReturnUrl=%2F");
        }
    }

    @Test
    void addressThatNamesTheSessionThousandsOfTimesGetsThePage() throws Exception {
        try (TestTomcat tomcat = redirecting("/login")) {
            HttpResponse<String> page = new Browser(tomcat).get("/a" + ";jsessionid=".repeat(8000) + "/b");

            assertThat(page.statusCode()).isEqualTo(401);
            assertThat(page.body()).contains("skip?return=%2Fa%2Fb").doesNotContain("jsessionid");
        }
    }

    @Test
    void sessionInTheAddressOfThePageBeforeDoesNotTravelEither() throws Exception {
        try (TestTomcat tomcat = redirecting("/login")) {
            HttpRequest.Builder post = tomcat.request("/a", "Accept", "text/html");
            String site = post.build().uri().resolve("/").toString();

            HttpResponse<String> page = tomcat.send(post.header("Referer", site + "a;jsessionid=0123456789ABCDEF?x=1")
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .build());

            assertThat(page.body()).contains("%2Fa%3Fx%3D1").doesNotContain("0123456789ABCDEF");
        }
    }

    /** Browsers send the cookie of the root to all applications, which could not clear it in their own path. */
    @Test
    void optOutOfTheRootApplicationIsClearedByTheOthersAsWell() throws Exception {
        try (TestTomcat tomcat = new TestTomcat(directory, valve -> {}, context -> {}).withSecondApplication("/shop")) {
            tomcat.start();
            HttpResponse<String> retry =
                    tomcat.get("/shop/gatehouse-sso/retry", "Accept", "text/html", "Cookie", "GatehouseNoSso=1");

            assertThat(retry.headers().allValues("Set-Cookie"))
                    .hasSize(2)
                    .allSatisfy(cookie -> assertThat(cookie).startsWith("GatehouseNoSso=; Max-Age=0; "))
                    .anySatisfy(cookie -> assertThat(cookie).contains("; Path=/;"))
                    .anySatisfy(cookie -> assertThat(cookie).contains("; Path=/shop;"));
        }
    }
}
