package org.gatehouse.fallback;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PagePolicyTest {
    static Stream<RenderedPage> pages() {
        return PageSamples.facts().stream().map(facts -> PageSamples.page(PageSamples.style("Site"), facts, "fr"));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void allowsExactlyTheStyleOfThePage(RenderedPage page) throws NoSuchAlgorithmException {
        assertThat(directives(page)).containsEntry("style-src", hash(onlyContent("style", page)));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void allowsExactlyTheScriptOfThePageAndNoneWhereThereIsNone(RenderedPage page) throws NoSuchAlgorithmException {
        if (StrictMarkup.named("script", page.html()).isEmpty()) {
            assertThat(directives(page)).doesNotContainKey("script-src");
        } else {
            assertThat(directives(page)).containsEntry("script-src", hash(onlyContent("script", page)));
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void allowsFormsOnlyWhereOneIs(RenderedPage page) {
        boolean hasForm = !StrictMarkup.named("form", page.html()).isEmpty();

        assertThat(directives(page)).containsEntry("form-action", hasForm ? "'self'" : "'none'");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void allowsNothingElse(RenderedPage page) {
        assertThat(directives(page))
                .containsEntry("default-src", "'none'")
                .containsEntry("base-uri", "'none'")
                .containsEntry("frame-ancestors", "'self'")
                .containsEntry("img-src", "data:");
        assertThat(page.contentSecurityPolicy())
                .doesNotContain("unsafe", "*", "nonce")
                .matches("[\\x20-\\x7e]+");
    }

    /** A script that differs from page to page would need another hash for each. */
    @Test
    void isTheSameWhereverThePageGoesOn() {
        List<String> policies = Stream.of("/a/go?return=%2Fx", "/b/go?return=%2Fy%27%22%3C")
                .map(url -> PageFacts.of(Situation.ASKED, PageLinks.NONE.withOnward(new Continuation(url))))
                .map(facts ->
                        PageSamples.page(PageSamples.style("Site"), facts, "en").contentSecurityPolicy())
                .distinct()
                .toList();

        assertThat(policies).hasSize(1);
    }

    private static Map<String, String> directives(RenderedPage page) {
        return Stream.of(page.contentSecurityPolicy().split("; "))
                .map(directive -> directive.split(" ", 2))
                .collect(Collectors.toMap(directive -> directive[0], directive -> directive[1]));
    }

    private static String onlyContent(String element, RenderedPage page) {
        List<StrictMarkup.Element> elements = StrictMarkup.named(element, page.html());
        assertThat(elements).hasSize(1);
        return elements.get(0).content();
    }

    private static String hash(String content) throws NoSuchAlgorithmException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
        return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    }
}
