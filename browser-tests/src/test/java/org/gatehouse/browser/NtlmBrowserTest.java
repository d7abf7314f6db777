package org.gatehouse.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.gatehouse.lab.Dialogue;
import org.gatehouse.lab.Lab;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A browser answers with NTLM, as those on Windows do far from their domain; the ones of the tests do so when they are told. */
@ExtendWith(InTheLab.class)
final class NtlmBrowserTest {
    static final String TOKEN = "Negotiate TlRMTVNTUAABAAAAB4IIogAAAAAAAAAAAAAAAAAAAAAKAO5CAAAADw==";

    private final Desk desk;
    private final Lab lab;

    NtlmBrowserTest(Desk desk) {
        this.desk = desk;
        this.lab = desk.lab();
    }

    @Test
    void pageLeadsToTheFormWithoutAnotherChallenge() throws Exception {
        Chromium browser = desk.chromium();
        browser.sendHeaders(Map.of("Authorization", TOKEN));
        try (Dialogue heard = Dialogue.with(lab)) {
            browser.open(lab.portal().resolve("/finance#cases")).reach(AtTheForm.FORM);

            assertThat(heard.soFar()).containsExactly("GH-N001");
        }
        assertThat(browser.cookie(AtTheForm.OPT_OUT)).hasValue("1");
    }

    @Test
    void browserGetsNoChallengeAndAProgramDoes() throws Exception {
        HttpResponse<String> toBrowser = answer("text/html");
        HttpResponse<String> toProgram = answer("*/*");

        assertThat(toBrowser.statusCode()).isEqualTo(403);
        assertThat(toBrowser.headers().map()).doesNotContainKey("www-authenticate");
        assertThat(toProgram.statusCode()).isEqualTo(401);
        assertThat(toProgram.headers().allValues("WWW-Authenticate"))
                .anySatisfy(challenge -> assertThat(challenge).startsWith("Negotiate"));
    }

    private HttpResponse<String> answer(String accept) throws Exception {
        URI finance = URI.create("http://127.0.0.1:" + lab.portal().getPort() + "/finance");
        HttpRequest request = HttpRequest.newBuilder(finance)
                .header("Accept", accept)
                .header("Authorization", TOKEN)
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
