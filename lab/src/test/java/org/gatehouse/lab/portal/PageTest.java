package org.gatehouse.lab.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class PageTest {
    private final Page page = Page.error("not found", "There is no such page", "Look elsewhere.");
    private final String html = page.html();

    @Test
    void allowsItsOwnStyleAndNothingElse() throws Exception {
        String style = html.substring(html.indexOf("<style>") + "<style>".length(), html.indexOf("</style>"));
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));

        assertThat(page.contentSecurityPolicy())
                .startsWith("default-src 'none'; style-src 'sha256-"
                        + Base64.getEncoder().encodeToString(hash) + "';")
                .contains("form-action 'none'")
                .doesNotContain("unsafe");
    }

    @Test
    void allowsAFormToBeSentToThePortalOnlyIfItHasOne() {
        assertThat(LoginPage.asking().contentSecurityPolicy())
                .contains("form-action 'self'")
                .doesNotContain("unsafe");
    }

    @Test
    void keepsTheUserNameThatWasTypedAsText() {
        assertThat(LoginPage.refusing("\"><script>alert(1)</script>").html())
                .contains("value=\"&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;\"")
                .doesNotContain("<script");
    }

    @Test
    void labelsEveryFieldOfTheForm() {
        assertThat(LoginPage.asking().html())
                .contains("<label for=\"user\">", "id=\"user\" name=\"j_username\"")
                .contains("<label for=\"password\">", "id=\"password\" name=\"j_password\" type=\"password\"")
                .doesNotContain("role=\"alert\"");
        assertThat(LoginPage.refusing("alice").html()).contains("role=\"alert\"");
    }

    @Test
    void needsNothingFromElsewhere() {
        assertThat(html).doesNotContain("http:", "https:", "src=", "<link", "@import", "url(", "style=\"");
    }

    @Test
    void namesItsLanguageAndFitsSmallScreens() {
        assertThat(html)
                .startsWith("<!DOCTYPE html>\n<html lang=\"en\">")
                .contains("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
    }

    @Test
    void saysTheSameInText() {
        assertThat(Page.error("not found", "There is no such page", "Look elsewhere.")
                        .text())
                .isEqualTo("There is no such page. Look elsewhere.\n");
    }
}
