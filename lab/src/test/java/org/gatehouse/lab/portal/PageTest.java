package org.gatehouse.lab.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class PageTest {
    private final String html =
            Page.error("not found", "There is no such page", "Look elsewhere.").html();

    @Test
    void allowsItsOwnStyleAndNothingElse() throws Exception {
        String style = html.substring(html.indexOf("<style>") + "<style>".length(), html.indexOf("</style>"));
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));

        assertThat(Page.contentSecurityPolicy())
                .startsWith("default-src 'none'; style-src 'sha256-"
                        + Base64.getEncoder().encodeToString(hash) + "';")
                .doesNotContain("unsafe");
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
