package org.gatehouse.fallback;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Facts and styles that the tests of the page share. */
final class PageSamples {
    static final Technical TECHNICAL = new Technical("GH-K031", "7F3A-91C2", Instant.parse("2026-11-30T05:07:09.5Z"));

    static final String SKIP = "/app/gatehouse-sso/skip?return=%2Fapp%2Fcases%3Fid%3D7";

    static final String GO = "/app/gatehouse-sso/go?return=%2Fapp%2Fcases%3Fid%3D7";

    static final String RETRY = "/app/gatehouse-sso/retry?return=%2Fapp%2Fcases%3Fid%3D7";

    /** Every link that a page can have. */
    static final PageLinks LINKS = PageLinks.NONE
            .withOnward(new Continuation(GO))
            .withOtherSignIn(SKIP)
            .withTryAgain(PageLinks.SAME_ADDRESS)
            .withAutomaticSignIn(RETRY)
            .withSignOutAction("/app/sign-out")
            .withBack("/app/");

    static final HelpDesk HELP = new HelpDesk(Optional.of("https://help.example.com/"), Optional.of("Call 4711"));

    private PageSamples() {}

    /** Each situation, once with all there is to show and once with nothing. */
    static List<PageFacts> facts() {
        List<PageFacts> facts = new ArrayList<>();
        for (Situation situation : Situation.values()) {
            facts.add(PageFacts.of(situation, PageLinks.NONE));
            facts.add(PageFacts.of(situation, TECHNICAL, LINKS).withOptOut(Duration.ofHours(8)));
        }
        return facts;
    }

    static PageStyle style(String siteName) {
        return new PageStyle(siteName, HELP, PageTexts.BUILT_IN, Optional.empty());
    }

    static PageStyle template(String template) throws PageFileException {
        return new PageStyle(
                "Travel expenses", HELP, PageTexts.BUILT_IN, Optional.of(PageTemplate.parse(utf8(template))));
    }

    static RenderedPage page(PageStyle style, PageFacts facts, String language) {
        return new PageRenderer(style, new SameBytes()).render(facts, language);
    }

    static String html(Situation situation) {
        return page(style("Travel expenses"), PageFacts.of(situation, TECHNICAL, LINKS), "en")
                .html();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Randomness that a test can foresee: 0, 1, 2, … */
    static final class SameBytes extends SecureRandom {
        private static final long serialVersionUID = 1;

        private byte next;

        @Override
        public void nextBytes(byte[] bytes) {
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = next++;
            }
        }
    }
}
