package org.gatehouse.browser;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.IntSupplier;

/**
 * A browser without tickets whose user cancels each prompt for a password (WebDriver BiDi, {@code network.continueWithAuth}).
 *
 * @param shown how many prompts there have been
 */
record Cancelling(Browser browser, IntSupplier shown) {
    static Cancelling chromium(Map<String, String> environment) {
        Chromium browser = Chromium.startForPrompts(environment);
        return new Cancelling(browser, browser.cancelPrompts());
    }

    static Cancelling firefox(Map<String, String> environment, Path profile) throws IOException {
        Firefox browser = Firefox.start(environment, profile, "");
        return new Cancelling(browser, browser.cancelPrompts());
    }

    int prompts() {
        return shown.getAsInt();
    }
}
