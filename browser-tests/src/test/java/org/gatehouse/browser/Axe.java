package org.gatehouse.browser;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** axe-core, which knows rules of accessibility and finds what breaks them in a page. */
final class Axe {
    private static final String RUN = """
            var done = arguments[arguments.length - 1];
            axe.run(document).then(function (found) {
                done(found.violations.map(function (violation) {
                    return violation.id + ': ' + violation.help + ' ' + violation.nodes.map(function (node) {
                        return node.html + ' ' + node.failureSummary;
                    }).join('; ');
                }));
            }, function (error) { done(['axe failed: ' + error]); });
            """;

    private static final String SCRIPT = script();

    private Axe() {}

    /** What is wrong with the page that is open; nothing, if all is well. */
    static List<String> violations(Chromium browser) {
        browser.script(SCRIPT);
        return browser.answers(RUN);
    }

    private static String script() {
        try (InputStream in = Axe.class.getResourceAsStream("/axe.min.js")) {
            if (in == null) {
                throw new IllegalStateException("axe.min.js is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
