package org.gatehouse.valve;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.ErrorPage;
import org.apache.tomcat.util.descriptor.web.LoginConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a user goes who is not signed in automatically, and how they come back. */
class FallbackInForceTest {
    private static final String[] BROWSER = {"Accept", "text/html,*/*;q=0.8"};
    private static final String DEEP = "/case?id=7&tab=notes";
    private static final String DEEP_ENCODED = "%2Fcase%3Fid%3D7%26tab%3Dnotes";
    private static final Pattern ONWARD = Pattern.compile("data-on=\"([^\"]*)\"");

    @TempDir
    private Path directory;

    private TestTomcat redirecting() throws Exception {
        return started(valve -> valve.setFallbackLocation("/login?from=sso"));
    }

    private TestTomcat started(Consumer<SsoAuthenticator> attributes) throws Exception {
        return TestTomcat.started(directory, attributes, context -> {});
    }

    private TestTomcat withRules(String rules, Consumer<SsoAuthenticator> attributes) throws Exception {
        Files.writeString(directory.resolve("conditions.xml"), rules);
        return started(valve -> {
            valve.setConditions("conditions.xml");
            attributes.accept(valve);
        });
    }

    private static HttpResponse<String> browse(TestTomcat tomcat, String path, String... headers) throws Exception {
        return tomcat.get(path, concat(BROWSER, headers));
    }

    private static String[] concat(String[] some, String... more) {
        return java.util.stream.Stream.of(some, more)
                .flatMap(java.util.Arrays::stream)
                .toArray(String[]::new);
    }

    /** Where the page goes on to by itself, or "". */
    private static String onward(HttpResponse<String> page) {
        Matcher matcher = ONWARD.matcher(page.body());
        return matcher.find() ? matcher.group(1).replace("&amp;", "&") : "";
    }

    private static String location(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(302);
        return response.headers().firstValue("Location").orElseThrow();
    }

    private static List<String> cookies(HttpResponse<String> response) {
        return response.headers().allValues("Set-Cookie");
    }

    /** As a browser would send it back. */
    private static String[] cookie(HttpResponse<String> response) {
        return new String[] {
            "Cookie",
            String.join(
                    "; ",
                    cookies(response).stream()
                            .map(line -> line.substring(0, line.indexOf(';')))
                            .toList())
        };
    }

    @Test
    void pageOfTheChallengeLeadsToTheOtherSignInAndBackToTheDeepLink() throws Exception {
        try (TestTomcat tomcat = redirecting()) {
            HttpResponse<String> page = browse(tomcat, DEEP);

            assertThat(page.statusCode()).isEqualTo(401);
            assertThat(page.headers().allValues("WWW-Authenticate")).containsExactly("Negotiate");
            assertThat(onward(page)).isEqualTo("/gatehouse-sso/skip?return=" + DEEP_ENCODED);
            assertThat(page.body()).contains("href=\"/gatehouse-sso/skip?again=1&amp;return=" + DEEP_ENCODED + "\"");
            // the script adds the fragment, encoded, to the last parameter
            HttpResponse<String> skip = browse(tomcat, onward(page) + "%23line12");
            assertThat(location(skip)).isEqualTo("/login?from=sso&ReturnUrl=" + DEEP_ENCODED + "%23line12");
        }
    }

    /** Browsers store the cookies of a 401 before they answer it, and would opt themselves out. */
    @ParameterizedTest
    @ValueSource(strings = {"none", "redirect"})
    void challengeSetsNoCookie(String fallback) throws Exception {
        try (TestTomcat tomcat = started(valve -> {
            valve.setFallback(fallback);
            valve.setFallbackLocation("/login");
        })) {
            assertThat(cookies(browse(tomcat, "/"))).isEmpty();
            assertThat(tomcat.get("/", Negotiate.alice()).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void skipSetsTheOptOutWhichIsNotAskedAgain() throws Exception {
        try (TestTomcat tomcat = redirecting()) {
            HttpResponse<String> skip = browse(tomcat, "/gatehouse-sso/skip?return=/case");
            HttpResponse<String> second = browse(tomcat, "/case", cookie(skip));

            assertThat(cookies(skip).get(0))
                    .startsWith("GatehouseNoSso=1; Max-Age=28800; ")
                    .contains("; Path=/;", "; HttpOnly", "; SameSite=Lax")
                    .doesNotContain("Secure");
            assertThat(second.statusCode()).isEqualTo(403);
            assertThat(second.headers().map()).doesNotContainKey("WWW-Authenticate");
            assertThat(onward(second)).isEqualTo("/gatehouse-sso/go?return=%2Fcase");
            assertThat(second.body()).contains("/gatehouse-sso/retry?return=%2Fcase");
        }
    }

    @Test
    void skipForTheDeviceLastsAsLongAsBrowsersKeepCookies() throws Exception {
        try (TestTomcat tomcat = redirecting()) {
            assertThat(cookies(browse(tomcat, "/gatehouse-sso/skip?device=1")).get(0))
                    .startsWith("GatehouseNoSso=1; Max-Age=34560000; ");
        }
    }

    @Test
    void optOutHasTheTimeAndThePathThatTheAdministratorWants() throws Exception {
        try (TestTomcat tomcat = started(valve -> {
            valve.setOptOutSeconds("600");
            valve.setOptOutPath("/portal");
        })) {
            assertThat(cookies(browse(tomcat, "/gatehouse-sso/skip")).get(0))
                    .startsWith("GatehouseNoSso=1; Max-Age=600; ")
                    .contains("; Path=/portal;");
        }
    }

    @Test
    void cookieOfTheRulesIsTheOneThatIsSet() throws Exception {
        try (TestTomcat tomcat =
                withRules("<conditions><optOut cookie=\"Away\" value=\"yes\"/></conditions>", valve -> {})) {
            HttpResponse<String> skip = browse(tomcat, "/gatehouse-sso/skip");

            assertThat(cookies(skip).get(0)).startsWith("Away=yes; ");
            assertThat(browse(tomcat, "/", "Cookie", "Away=yes").statusCode()).isEqualTo(403);
            assertThat(browse(tomcat, "/", "Cookie", "GatehouseNoSso=1").statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void retryClearsTheCookiesAndLeadsToTheTarget() throws Exception {
        try (TestTomcat tomcat = redirecting()) {
            HttpResponse<String> retry = browse(
                    tomcat,
                    "/gatehouse-sso/retry?return=" + DEEP_ENCODED,
                    "Cookie",
                    "GatehouseNoSso=1; GatehouseNoSsoTrips=0000002f.2");

            assertThat(location(retry)).isEqualTo(DEEP);
            assertThat(cookies(retry))
                    .hasSize(2)
                    .allSatisfy(cookie -> assertThat(cookie).contains("Max-Age=0"));
        }
    }

    @Test
    void signInWithATicketClearsWhatWasLeftOfTheTripsToTheOtherSignIn() throws Exception {
        try (TestTomcat tomcat = redirecting()) {
            HttpResponse<String> response =
                    tomcat.get("/", concat(Negotiate.alice(), "Cookie", "GatehouseNoSsoTrips=0000002f.2"));

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(cookies(response))
                    .anySatisfy(cookie -> assertThat(cookie).startsWith("GatehouseNoSsoTrips=; Max-Age=0"));
        }
    }

    @Test
    void userWhoComesBackUnsignedIsNotSentAThirdTime() throws Exception {
        try (TestTomcat tomcat = redirecting()) {
            HttpResponse<String> first = browse(tomcat, onward(browse(tomcat, DEEP)));
            HttpResponse<String> back = browse(tomcat, DEEP, cookie(first));
            HttpResponse<String> second = browse(tomcat, onward(back), cookie(first));
            String[] both = {
                "Cookie", cookie(first)[1].replaceAll("; GatehouseNoSsoTrips=.*", "") + "; " + cookie(second)[1]
            };
            HttpResponse<String> third = browse(tomcat, DEEP, both);

            assertThat(location(second)).startsWith("/login?");
            assertThat(third.statusCode()).isEqualTo(403);
            assertThat(onward(third)).isEmpty();
            assertThat(third.body()).contains("/gatehouse-sso/go?again=1&amp;return=", "/gatehouse-sso/retry?return=");
            // one who goes by hand is sent, and counted again from the start
            assertThat(location(browse(tomcat, "/gatehouse-sso/go?again=1&return=" + DEEP_ENCODED, both)))
                    .startsWith("/login?");
            assertThat(onward(browse(tomcat, "/elsewhere", both))).isNotEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "skip, https://evil.example/",
        "skip, //evil.example/",
        "go, /%5Cevil.example/",
        "retry, %09//evil.example",
        "retry, https:evil.example",
        "page, javascript:alert(1)",
        "return, https://127.0.0.1.evil.example/",
        "return, /%0d%0aSet-Cookie:%20a=b"
    })
    void targetElsewhereBecomesTheFrontPage(String action, String target) throws Exception {
        try (TestTomcat tomcat = started(valve -> {})) {
            HttpResponse<String> response = browse(tomcat, "/gatehouse-sso/" + action + "?return=" + target);

            assertThat(response.body() + response.headers().map()).doesNotContain("evil", "javascript:", "a=b");
            if (response.statusCode() == 302) {
                assertThat(location(response)).isIn("/", "/gatehouse-sso/page?return=%2F");
            }
        }
    }

    @Test
    void hostThatTheAdministratorNamesIsATarget() throws Exception {
        try (TestTomcat tomcat = started(valve -> valve.setReturnHosts("intranet.example.com"))) {
            assertThat(location(browse(tomcat, "/gatehouse-sso/retry?return=https://intranet.example.com/x")))
                    .isEqualTo("https://intranet.example.com/x");
        }
    }

    /** Others would learn the session from the address. */
    @Test
    void sessionInTheAddressDoesNotTravel() throws Exception {
        try (TestTomcat tomcat = redirecting()) {
            HttpResponse<String> page = browse(tomcat, "/a;jsessionid=0123456789ABCDEF/b?x=1");

            assertThat(onward(page)).isEqualTo("/gatehouse-sso/skip?return=%2Fa%2Fb%3Fx%3D1");
            assertThat(page.body()).doesNotContain("0123456789ABCDEF");
        }
    }

    @Test
    void ruleCanNameAnotherWayThanTheValve() throws Exception {
        String rules = "<conditions><browsers fallback=\"none\"><deny>OldBot</deny></browsers></conditions>";
        try (TestTomcat tomcat = withRules(rules, valve -> valve.setFallbackLocation("/login"))) {
            HttpResponse<String> bot = browse(tomcat, "/", "User-Agent", "OldBot/1");

            assertThat(bot.statusCode()).isEqualTo(403);
            assertThat(onward(bot)).isEmpty();
            assertThat(onward(browse(tomcat, "/"))).isNotEmpty();
        }
    }

    @Test
    void clientThatIsNotAskedGoesOnWithoutBeingOptedOut() throws Exception {
        String rules = "<conditions><addresses><deny>127.0.0.1</deny></addresses></conditions>";
        try (TestTomcat tomcat = withRules(rules, valve -> valve.setFallbackLocation("/login"))) {
            HttpResponse<String> page = browse(tomcat, DEEP);
            HttpResponse<String> go = browse(tomcat, onward(page));

            assertThat(page.statusCode()).isEqualTo(403);
            assertThat(location(go)).isEqualTo("/login?ReturnUrl=" + DEEP_ENCODED);
            assertThat(cookies(go)).noneSatisfy(cookie -> assertThat(cookie).startsWith("GatehouseNoSso="));
        }
    }

    @ParameterizedTest
    @CsvSource({"Sec-Fetch-Mode, cors", "X-Requested-With, XMLHttpRequest"})
    void scriptGetsNeitherPageNorRedirect(String header, String value) throws Exception {
        try (TestTomcat tomcat = redirecting()) {
            HttpResponse<String> response = browse(tomcat, DEEP, header, value);

            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(response.body()).doesNotContain("<", "gatehouse-sso");
        }
    }

    @Test
    void chosenPageShowsBothWays() throws Exception {
        try (TestTomcat tomcat = redirecting()) {
            HttpResponse<String> page = browse(tomcat, "/gatehouse-sso/page?return=/case");

            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(onward(page)).isEmpty();
            assertThat(page.body())
                    .contains("/gatehouse-sso/retry?return=%2Fcase", "/gatehouse-sso/skip?again=1&amp;return=%2Fcase");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/gatehouse-sso",
                "/gatehouse-sso/",
                "/gatehouse-sso/skipp",
                "/gatehouse-ssoskip",
                "/Gatehouse-sso/skip"
            })
    void otherAddressesAreTheApplications(String path) throws Exception {
        try (TestTomcat tomcat = redirecting()) {
            assertThat(browse(tomcat, path).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void addressesTakeNothingButGet() throws Exception {
        try (TestTomcat tomcat = redirecting()) {
            HttpResponse<String> response = tomcat.send(tomcat.request("/gatehouse-sso/skip", BROWSER)
                    .POST(HttpRequest.BodyPublishers.ofString("a=b", StandardCharsets.US_ASCII))
                    .build());

            assertThat(response.statusCode()).isEqualTo(405);
            assertThat(response.headers().firstValue("Allow")).hasValue("GET, HEAD");
            assertThat(cookies(response)).isEmpty();
        }
    }

    @Test
    void pathIsWhatTheAdministratorWants() throws Exception {
        try (TestTomcat tomcat = started(valve -> {
            valve.setSsoPath("/sso");
            valve.setFallbackLocation("https://login.example.com/?app=7");
        })) {
            assertThat(onward(browse(tomcat, "/"))).isEqualTo("/sso/skip?return=%2F");
            assertThat(location(browse(tomcat, "/sso/go?return=/x")))
                    .isEqualTo("https://login.example.com/?app=7&ReturnUrl=%2Fx");
            assertThat(browse(tomcat, "/gatehouse-sso/skip").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void optedOutUserWithoutAnotherSignInCanSwitchItOnAgain() throws Exception {
        try (TestTomcat tomcat = started(valve -> {})) {
            HttpResponse<String> page = browse(tomcat, "/case", "Cookie", "GatehouseNoSso=1");

            assertThat(page.statusCode()).isEqualTo(403);
            assertThat(onward(page)).isEmpty();
            assertThat(page.body()).contains("/gatehouse-sso/retry?return=%2Fcase");
        }
    }

    @Test
    void optOutCountsInADryRun() throws Exception {
        try (TestTomcat tomcat = withRules("<conditions dryRun=\"true\"/>", valve -> {})) {
            assertThat(browse(tomcat, "/", "Cookie", "GatehouseNoSso=1").statusCode())
                    .isEqualTo(403);
        }
    }

    /** It would send users to itself. */
    @Test
    void otherSignInThatNeedsASignInItselfIsToldOnceAndDoesNotGoOn() throws Exception {
        try (TestTomcat tomcat = redirecting()) {
            HttpResponse<String> page = browse(tomcat, "/login?from=sso&ReturnUrl=%2Fcase");
            browse(tomcat, "/login");

            assertThat(onward(page)).isEmpty();
            assertThat(tomcat.lines(Level.SEVERE))
                    .singleElement()
                    .asString()
                    .startsWith("GH-C031: fallbackLocation: /login needs a sign-in itself")
                    .contains("<open url=\"/login\"/>");
        }
    }

    @Test
    void ruleThatNamesARedirectToNowhereIsToldOnce() throws Exception {
        String rules = "<conditions><browsers fallback=\"redirect\"><deny>Java</deny></browsers></conditions>";
        try (TestTomcat tomcat = withRules(rules, valve -> {})) {
            HttpResponse<String> page = browse(tomcat, "/");
            browse(tomcat, "/");

            assertThat(page.statusCode()).isEqualTo(403);
            assertThat(onward(page)).isEmpty();
            assertThat(tomcat.lines(Level.SEVERE))
                    .singleElement()
                    .asString()
                    .startsWith("GH-C031: fallback: a rule of the conditions says \"redirect\"");
        }
    }

    @Test
    void applicationsOwnErrorPageLearnsWhereTheOtherSignInIs() throws Exception {
        try (TestTomcat tomcat =
                TestTomcat.started(directory, valve -> valve.setFallbackLocation("/login"), context -> {
                    ErrorPage page = new ErrorPage();
                    page.setErrorCode(401);
                    page.setLocation("/own");
                    context.addErrorPage(page);
                    Tomcat.addServlet(context, "own", new HttpServlet() {
                        private static final long serialVersionUID = 1;

                        @Override
                        protected void doGet(HttpServletRequest request, HttpServletResponse response)
                                throws IOException {
                            response.getWriter().print(request.getAttribute("org.gatehouse.fallbackLocation"));
                        }
                    });
                    context.addServletMapping("/own", "own", false);
                })) {
            assertThat(browse(tomcat, DEEP).body()).isEqualTo("/gatehouse-sso/skip?again=1&return=" + DEEP_ENCODED);
        }
    }

    /** The application means by its 403 that a user who is signed in may not see something. */
    @ParameterizedTest
    @CsvSource({"none, the application's", "redirect, data-on"})
    void applicationsPageFor403DoesNotTakeThePlaceOfOneThatLeadsOn(String fallback, String shown) throws Exception {
        try (TestTomcat tomcat = TestTomcat.started(
                directory,
                valve -> {
                    valve.setFallback(fallback);
                    valve.setFallbackLocation("/login");
                },
                context -> {
                    ErrorPage page = new ErrorPage();
                    page.setErrorCode(403);
                    page.setLocation("/own");
                    context.addErrorPage(page);
                    Tomcat.addServlet(context, "own", new HttpServlet() {
                        private static final long serialVersionUID = 1;

                        @Override
                        protected void doGet(HttpServletRequest request, HttpServletResponse response)
                                throws IOException {
                            response.getWriter().print("the application's");
                        }
                    });
                    context.addServletMapping("/own", "own", false);
                })) {
            assertThat(browse(tomcat, "/", "Cookie", "GatehouseNoSso=1").body()).contains(shown);
        }
    }

    @Test
    void ruleThatNamesARedirectWinsOverTheFormOfTheValve() throws Exception {
        String rules = "<conditions><browsers fallback=\"redirect\"><deny>Java</deny></browsers></conditions>";
        Files.writeString(directory.resolve("conditions.xml"), rules);
        try (TestTomcat tomcat = TestTomcat.started(
                directory,
                valve -> {
                    valve.setConditions("conditions.xml");
                    valve.setFallback("form");
                    valve.setFallbackLocation("/elsewhere");
                },
                context -> context.setLoginConfig(new LoginConfig("FORM", null, "/login", "/wrong")))) {
            HttpResponse<String> page = browse(tomcat, "/case");

            assertThat(location(browse(tomcat, onward(page)))).isEqualTo("/elsewhere?ReturnUrl=%2Fcase");
            assertThat(location(browse(tomcat, "/gatehouse-sso/go?return=/case")))
                    .isEqualTo("/gatehouse-sso/return?return=%2Fcase");
            assertThat(onward(browse(tomcat, "/case", "Cookie", "GatehouseNoSso=1")))
                    .isEqualTo("/gatehouse-sso/return?return=%2Fcase");
        }
    }
}
