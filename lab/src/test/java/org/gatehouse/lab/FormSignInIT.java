package org.gatehouse.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gatehouse.lab.command.PortalRules;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The portal's form, in a browser that is not asked for a ticket. */
class FormSignInIT extends InALab {
    private static final Pattern ONWARD = Pattern.compile("<script data-on=\"(/[^\"&]+)\"");

    private final HttpClient browser = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();

    @BeforeEach
    void askNobody() throws Exception {
        lab.useConditions("<conditions><addresses><deny>127.0.0.0/8</deny></addresses></conditions>");
    }

    @AfterEach
    void reset() throws Exception {
        lab.reset();
        assertThat(lab.conditions()).hasContent(PortalRules.NONE.xml());
    }

    @Test
    void formTakesThePlaceOfTheChallenge() throws Exception {
        HttpResponse<String> form = get("/");

        assertThat(form.statusCode()).isEqualTo(200);
        assertThat(form.headers().firstValue("WWW-Authenticate")).isEmpty();
        assertThat(form.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("form-action 'self'");
        assertThat(form.body()).contains("<h1>Sign in</h1>", "action=\"/j_security_check\"");
    }

    @Test
    void rightPasswordLeadsToThePageThatWasWanted() throws Exception {
        get("/finance?year=2026");

        HttpResponse<String> page = signIn("alice", "Wonderland1!");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.uri()).hasPath("/finance").hasQuery("year=2026");
        assertThat(page.body()).contains("<h1>Finance</h1>", "You are signed in as Alice Liddell");
    }

    @Test
    void portalSaysThatAPasswordWasTyped() throws Exception {
        get("/");

        HttpResponse<String> page = signIn("carol@PARTNER.LOCALHOST", "Partner1!");

        assertThat(page.body())
                .contains(
                        "signed in with a password", "carol<wbr>@PARTNER.LOCALHOST", "form: a password, and no ticket")
                .doesNotContain("Kerberos");
        assertThat(get("/whoami").body())
                .startsWith("carol@PARTNER.LOCALHOST\n")
                .contains("how       form");
    }

    @ParameterizedTest
    @CsvSource({"alice, wrong", "alice, ''", "dora, Disabled1!", "nobody, Wonderland1!", "carol, Partner1!"})
    void wrongPasswordsAndDisabledAccountsGetTheSamePage(String name, String password) throws Exception {
        get("/");

        HttpResponse<String> page = signIn(name, password);

        assertThat(page.body()).contains("role=\"alert\"", "do not sign you in").doesNotContain("disabled");
        assertThat(get("/").body()).contains("<h1>Sign in</h1>");
    }

    @Test
    void userNameIsShownAgainAsText() throws Exception {
        get("/");

        assertThat(signIn("\"><b>", "wrong").body()).contains("value=\"&quot;&gt;&lt;b&gt;\"");
    }

    @Test
    void pageForFinanceIsNotForBob() throws Exception {
        get("/finance");

        HttpResponse<String> page = signIn("bob", "Builder1!");

        assertThat(page.statusCode()).isEqualTo(403);
        assertThat(page.body()).contains("<h1>Finance is not open to you</h1>", "You are signed in as Bob");
    }

    @Test
    void formIsNoPageForThoseWhoHaveSignedIn() throws Exception {
        get("/");
        signIn("alice", "Wonderland1!");

        assertThat(get("/login").uri()).hasPath("/");
    }

    /** Goes on where the page does so by its script. */
    private HttpResponse<String> get(String path) throws Exception {
        HttpResponse<String> page = send(HttpRequest.newBuilder(address(path)));
        Matcher onward = ONWARD.matcher(page.body());
        return onward.find() ? send(HttpRequest.newBuilder(address(onward.group(1)))) : page;
    }

    private HttpResponse<String> signIn(String name, String password) throws Exception {
        String body = "j_username=" + encoded(name) + "&j_password=" + encoded(password);
        return send(HttpRequest.newBuilder(address("/j_security_check"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return browser.send(request.header("Accept", "text/html").build(), HttpResponse.BodyHandlers.ofString());
    }

    private static URI address(String path) {
        return URI.create("http://127.0.0.1:" + lab.portal().getPort() + path);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
