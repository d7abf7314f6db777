package org.gatehouse.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.function.IntSupplier;
import org.gatehouse.lab.Lab;
import org.gatehouse.lab.web.PortalFallback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Firefox asks for a password, and its user cancels: they see the page of the 401, which leads on. Chromium's driver does not
 * take the command to cancel while a page loads, and HtmlUnit asks nobody.
 */
@ExtendWith(InTheLab.class)
final class PromptBrowserTest {
    private final Desk desk;
    private final Lab lab;
    private Firefox browser;
    private IntSupplier prompts;
    private PromptingFront front;

    PromptBrowserTest(Desk desk) {
        this.desk = desk;
        this.lab = desk.lab();
    }

    @BeforeEach
    void startFirefoxBeforeAFront(@TempDir Path profile) throws Exception {
        front = PromptingFront.of(lab.portal());
        browser = Firefox.start(desk.environment(), profile, "");
        prompts = browser.cancelPrompts();
    }

    @AfterEach
    void closeBoth() throws Exception {
        browser.close();
        front.close();
    }

    @Test
    void pageIsShownAfterTheUserHasCancelled() throws Exception {
        lab.useFallback(PortalFallback.NONE);

        browser.open(deepLink()).reach("We couldn\u2019t sign you in automatically");

        assertThat(prompts.getAsInt()).isPositive();
        assertThat(browser.status()).isEqualTo(401);
    }

    @Test
    void pageLeadsToTheFormAfterTheUserHasCancelledAndNobodyIsAskedAgain() throws Exception {
        browser.open(deepLink()).reach(AtTheForm.FORM);
        int before = prompts.getAsInt();
        AtTheForm.signIn(browser).reach("Finance");
        assertThat(browser.address()).isEqualTo(deepLink());
        browser.forgetSession();
        browser.open(deepLink()).reach(AtTheForm.FORM);

        assertThat(before).isPositive();
        assertThat(prompts.getAsInt()).isEqualTo(before);
    }

    private URI deepLink() {
        return front.address().resolve("/finance?year=2026#cases");
    }
}
