package org.gatehouse.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import org.gatehouse.lab.web.PortalFallback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The browser asks for a password, and its user cancels: they see the page of the 401, which leads on. */
@ParameterizedClass
@EnumSource(
        value = Browser.Kind.class,
        names = {"CHROMIUM", "FIREFOX"})
@ExtendWith(InTheLab.class)
final class PromptBrowserTest extends BrowsersOfADesk {
    private Cancelling browser;
    private PromptingFront front;

    PromptBrowserTest(Browser.Kind kind, Desk desk) {
        super(kind, desk);
    }

    @BeforeEach
    void startBrowser(@TempDir Path profile) throws Exception {
        front = PromptingFront.of(lab().portal());
        browser = switch (kind()) {
            case CHROMIUM -> Cancelling.chromium(desk().environment());
            case FIREFOX -> Cancelling.firefox(desk().environment(), profile);
            case HTML_UNIT -> throw new IllegalArgumentException("HtmlUnit asks nobody");
        };
    }

    @AfterEach
    void closeBrowser() throws Exception {
        browser.browser().close();
        front.close();
    }

    @Test
    void pageIsShownAfterTheUserHasCancelled() throws Exception {
        lab().useFallback(PortalFallback.NONE);

        browser.browser().open(deepLink()).reach("We couldn\u2019t sign you in automatically");

        assertThat(browser.prompts()).isPositive();
        assertThat(browser.browser().status()).isEqualTo(401);
    }

    @Test
    void pageLeadsToTheFormAfterTheUserHasCancelledAndNobodyIsAskedAgain() throws Exception {
        Browser shown = browser.browser().open(deepLink()).reach("Sign in");
        int before = browser.prompts();
        AtTheForm.signIn(shown).reach("Finance");
        assertThat(shown.address()).isEqualTo(deepLink());
        shown.forgetSession();
        shown.open(deepLink()).reach("Sign in");

        assertThat(before).isPositive();
        assertThat(browser.prompts()).isEqualTo(before);
    }

    private URI deepLink() {
        return front.address().resolve("/finance?year=2026#cases");
    }
}
